import { html } from "hono/html";
import type { Html, PageContext } from "./page.ts";
import { wording } from "./wording.ts";

/** Below every page: who decides, what is kept, and where to read on. */
export function footer(context: PageContext): Html {
  const { t, to } = context.tongue;
  const say = wording(context);
  // The page of ways to read leads back to where one came from, not to itself.
  const back = context.path === "/display" ? context.query : `?return=${encodeURIComponent(`${to(context.path)}${context.query}`)}`;
  return html`<footer class="bottom">
    <div class="frame">
      <nav aria-label="${t("关于本网站", "About this site")}">
        <ul>
          <li><a href="${to("/about")}">${t("怎样运作、保留什么", "How it works, what it keeps")}</a></li>
          <li><a href="${to("/accessibility")}">${t("无障碍说明", "Accessibility")}</a></li>
          <li><a href="${to("/display")}${back}">${t("看得清、看得懂", "Display and wording")}</a></li>
          <li><a href="${to("/api")}">${t("数据接口", "For programmers")}</a></li>
          ${context.hasSignIn ? html`<li><a href="${to("/signin")}">${t("登录", "Sign in")}</a></li>` : ""}
        </ul>
      </nav>
      <p>
        ${say(
          "本网站按公开发布的文件说明您可能享受的待遇。能否享受，以当地残联、民政等部门审核为准。",
          "This site says what published documents may grant you. The decision is made by the Disabled Persons' Federation, civil affairs and other offices.",
          "我们看文件，告诉您可能有什么。批不批，由当地部门定。",
          "We read the documents and say what you may get. The office decides.",
        )}
      </p>
      <p>
        ${say(
          "您的回答只加密保存在您自己的浏览器里，两小时后失效，不会上传保存，也不会写进网址。",
          "Your answers are kept, encrypted, in your own browser only, and lapse after two hours. They are not stored by us and never stand in an address.",
          "您的回答只放在您的手机或电脑里。两小时后就没有了。",
          "Your answers stay on your own phone or computer. After two hours they are gone.",
        )}
      </p>
    </div>
  </footer>`;
}

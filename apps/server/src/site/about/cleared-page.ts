import { html } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { wording } from "../frame/wording.ts";

/** The answers are gone; what else to do on a device that belongs to somebody else. */
export function clearedPage(context: PageContext): Html {
  const { t, to } = context.tongue;
  const say = wording(context);
  const body = html`<h1>${t("您的回答已经清除", "Your answers are cleared")}</h1>
    <p class="lead">
      ${say(
        "这台设备上已经没有您的回答，我们的服务器上本来就没有。",
        "They are no longer on this device, and were never kept on our server.",
        "您的回答没有了。别人看不到。",
        "Your answers are gone. Nobody else can see them.",
      )}
    </p>
    <div class="note">
      <p>${t("如果用的是别人的手机或公用电脑：", "On a phone or computer that is not yours:")}</p>
      <ul class="steps">
        <li>${t("请关闭这个窗口。", "Close this window.")}</li>
        <li>
          ${say(
            "浏览记录里会留下“来过本网站”，但没有您的回答。不想留下，可以在浏览器里删除浏览记录。",
            "The browser's history shows that this site was visited, without any answer. You may delete the history too.",
            "浏览器会记得有人来过这个网站。您可以删除浏览记录。",
            "The browser remembers that somebody was here. You can delete its history.",
          )}
        </li>
        <li>${t("打印或下载过结果的，请把纸和文件带走。", "Take printed or saved results with you.")}</li>
      </ul>
    </div>
    <div class="actions">
      <a class="button" href="${to("/who")}">${t("重新开始", "Start again")}</a>
      <a class="button plain" href="${to("/")}">${t("回到首页", "Go to the home page")}</a>
    </div>`;
  return page(context, { title: t("已经清除", "Cleared"), body });
}

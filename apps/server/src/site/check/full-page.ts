import { html } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";

/** More people and answers than one cookie holds: what was answered before is still there. */
export function fullPage(context: PageContext): Html {
  const { t, to } = context.tongue;
  const body = html`<h1>${t("一次查的人太多了", "Too many people at once")}</h1>
    <p>
      ${t("浏览器能保存的内容有限，刚才这一页没有记下，之前的回答都还在。请先看结果，再另外查其他家人。", "A browser can keep only so much: this last page was not kept, everything before it was. See the result first and ask for the others afterwards.")}
    </p>
    <div class="actions">
      <a class="button" href="${to("/result")}">${t("先看结果", "See the result")}</a>
      <a class="button plain" href="${to("/who")}">${t("少选几个人", "Choose fewer people")}</a>
    </div>`;
  return page(context, { title: t("一次查的人太多了", "Too many people at once"), body });
}

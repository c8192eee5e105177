import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";

/** What has to be looked at again, at the top of the page, each leading to its field. */
export function problemSummary({ t }: Tongue, problems: readonly { readonly id: string; readonly message: string }[]): Html {
  return html`<div class="errors" role="alert" tabindex="-1" autofocus>
    <h2>${t("还需要您看一下", "Something needs another look")}</h2>
    <p>${t("您填写的内容都还在。", "What you filled in is still there.")}</p>
    <ul>
      ${problems.map(({ id, message }) => html`<li><a href="#${id}">${message}</a></li>`)}
    </ul>
  </div>`;
}

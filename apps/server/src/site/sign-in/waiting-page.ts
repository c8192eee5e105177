import { html } from "hono/html";
import type { Refusal } from "../../platform/refusal.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";

/** Nobody can sign in here or now, and why. */
export function waitingPage(context: PageContext, refusal: Refusal): Html {
  const { tongue, path, query } = context;
  const { t, to, language } = tongue;
  const body = html`<h1>${t("现在还不能登录", "Nobody can sign in here yet")}</h1>
    <p class="lead">${refusal[language]}</p>
    <div class="actions">
      <a class="button" href="${to(path)}${query}">${t("再试一次", "Try again")}</a>
      <a class="button plain" href="${to("/")}">${t("回到首页", "Go to the home page")}</a>
    </div>`;
  return page(context, { title: t("现在还不能登录", "Cannot sign in yet"), body });
}

import { html } from "hono/html";
import type { SignedIn } from "../../access/index.ts";
import type { Html, PageContext } from "../frame/page.ts";

/** Who is signed in here, and the way out, on top of every page behind the sign-in. */
export function signedInLine({ tongue: { t, to } }: PageContext, { account }: SignedIn): Html {
  return html`<div class="signed-in">
    <span>${t("已登录：", "Signed in: ")}<strong>${account.displayName}</strong></span>
    <a href="${to("/account")}">${t("我的账号", "My account")}</a>
    <form method="post" action="${to("/signout")}"><button class="button link">${t("退出", "Sign out")}</button></form>
  </div>`;
}

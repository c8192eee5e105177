import { html, raw } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { returnField, textField, wrongSummary, type Wrong } from "./form.ts";
import { codeField, sampleCodeNote } from "./code-page.ts";
import { passkeyForm } from "./passkeys-page.ts";
import { newPasswordFields } from "./setup-page.ts";

export type ConfirmParts = {
  readonly wrong: Wrong;
  readonly returnPath: string;
  /** Whether a second factor has to be shown too. */
  readonly hasSecondFactor: boolean;
  /** In a demo, what the app of a sample account would show. */
  readonly shownCode: string | null;
};

/** Once more the password and the second factor, before somebody changes how they sign in. */
export function confirmPage(context: PageContext, { wrong, returnPath, hasSecondFactor, shownCode }: ConfirmParts): Html {
  const { tongue } = context;
  const { t, to } = tongue;
  const password = { name: "password", label: t("密码", "Password"), type: "password", autocomplete: "current-password" } as const;
  const body = html`${wrongSummary(tongue, wrong)}
    <h1>${t("再确认一次身份", "Once more: is it you?")}</h1>
    <p class="lead">${t("改动登录方式之前，要确认是您本人。", "Before you change how you sign in, we make sure that it is you.")}</p>
    ${shownCode === null ? raw("") : sampleCodeNote(context, shownCode)}
    <form method="post" action="${to("/account/confirm")}" novalidate>
      ${returnField(returnPath)} ${textField(tongue, password, wrong)}
      ${hasSecondFactor ? textField(tongue, codeField(context), wrong) : raw("")}
      <div class="actions"><button class="button">${t("继续", "Continue")}</button></div>
    </form>
    ${
      hasSecondFactor
        ? html`${passkeyForm(context, { address: "/account/confirm/passkey", returnPath, label: t("用通行密钥确认", "Confirm with a passkey") })}
            <p class="soft">
              ${t("验证器、恢复码、通行密钥都没有了，请安全保密管理员重置。", "Without the app, the codes and the passkeys, the security administrator resets your account.")}
            </p>`
        : raw("")
    }`;
  return page(context, { title: t("确认密码", "Confirm"), body, back: "/account", hasErrors: wrong !== null });
}

export function passwordPage(context: PageContext, wrong: Wrong): Html {
  const { tongue } = context;
  const { t, to } = tongue;
  const body = html`${wrongSummary(tongue, wrong)}
    <h1>${t("改密码", "Change the password")}</h1>
    <p>${t("改了以后，其他登录着的地方都会退出。", "Afterwards you are signed out everywhere else.")}</p>
    <form method="post" action="${to("/account/password")}" novalidate>
      ${newPasswordFields(context).map((field) => textField(tongue, field, wrong))}
      <div class="actions"><button class="button">${t("改密码", "Change it")}</button></div>
    </form>`;
  return page(context, { title: t("改密码", "Change the password"), body, back: "/account", hasErrors: wrong !== null });
}

export function renewCodesPage(context: PageContext): Html {
  const { t, to } = context.tongue;
  const body = html`<h1>${t("生成新的恢复码", "New recovery codes")}</h1>
    <p class="lead">${t("会得到10个新的恢复码，以前的全部作废。", "You get ten new codes; all from before are void.")}</p>
    <form method="post" action="${to("/account/recovery-codes")}">
      <div class="actions"><button class="button">${t("生成", "Make them")}</button></div>
    </form>`;
  return page(context, { title: t("恢复码", "Recovery codes"), body, back: "/account" });
}

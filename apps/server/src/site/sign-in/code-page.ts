import { html, raw } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { passkeySignIn } from "./passkeys-page.ts";
import { returnField, textField, wrongSummary, type Field, type Wrong } from "./form.ts";

/** 第二步: the code of the authenticator app, or a recovery code. @param shownCode in a demo, what the app of a sample account would show */
export function codePage(
  context: PageContext,
  { wrong, shownCode, returnPath }: { readonly wrong: Wrong; readonly shownCode: string | null; readonly returnPath: string },
): Html {
  const { tongue } = context;
  const { t, to } = tongue;
  const body = html`${wrongSummary(tongue, wrong)}
    <h1>${t("输入验证码", "Enter the code")}</h1>
    <p class="lead">
      ${t("请打开手机上的验证器，输入现在显示的六位数字。", "Open the authenticator app on your telephone and enter the six digits that it shows now.")}
    </p>
    ${shownCode === null ? raw("") : sampleCodeNote(context, shownCode)}
    <form method="post" action="${to("/signin/code")}" novalidate>
      ${returnField(returnPath)} ${textField(tongue, codeField(context), wrong)}
      <div class="actions"><button class="button">${t("登录", "Sign in")}</button></div>
    </form>
    ${passkeySignIn(context, returnPath)}`;
  return page(context, { title: t("输入验证码", "Enter the code"), body, back: "/signin", hasErrors: wrong !== null });
}

/** Six digits, or a recovery code. */
export function codeField({ tongue: { t } }: PageContext): Field {
  return {
    name: "code",
    label: t("验证码", "Code"),
    hint: t("手机不在身边，可以输入一个恢复码，每个只能用一次。", "Without the telephone, enter a recovery code. Each works once."),
    autocomplete: "one-time-code",
  };
}

export function sampleCodeNote({ tongue: { t } }: PageContext, shownCode: string): Html {
  return html`<p class="note">
    ${t("示例账号没有手机，这是它的验证器现在显示的数字：", "A sample account has no telephone. This is what its app shows now: ")}<strong
      >${shownCode}</strong
    >
  </p>`;
}

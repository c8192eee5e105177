import { html } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { textField, wrongSummary, type Field, type Wrong } from "./form.ts";

/** 启用账号: the code of an administrator and a password of one's own, the first time and after a reset. */
export function setupPage(context: PageContext, { wrong, signInName }: { readonly wrong: Wrong; readonly signInName: string }): Html {
  const { tongue } = context;
  const { t, to } = tongue;
  const body = html`${wrongSummary(tongue, wrong)}
    <h1>${t("启用账号", "Set up your account")}</h1>
    <p class="lead">
      ${t("管理员给您的启用码24小时内有效，只能用一次。", "The setup code that an administrator gave you is good for 24 hours and for one use.")}
    </p>
    <form method="post" action="${to("/signin/setup")}" novalidate>
      ${textField(tongue, { name: "name", label: t("登录名", "Sign-in name"), autocomplete: "username", value: signInName }, wrong)}
      ${textField(
        tongue,
        {
          name: "code",
          label: t("启用码", "Setup code"),
          hint: t("大小写和横线不要紧。", "Capitals and hyphens do not matter."),
          autocomplete: "off",
        },
        wrong,
      )}
      ${newPasswordFields(context).map((field) => textField(tongue, field, wrong))}
      <div class="actions"><button class="button">${t("继续", "Continue")}</button></div>
    </form>`;
  return page(context, { title: t("启用账号", "Set up your account"), body, back: "/signin", hasErrors: wrong !== null });
}

/** A new password, twice: without scripts nobody can look at what they typed. */
export function newPasswordFields({ tongue: { t } }: PageContext): readonly Field[] {
  return [
    {
      name: "password",
      label: t("新密码", "New password"),
      hint: t(
        "至少10个字。几个不相干的词连在一起，又好记又安全；可以粘贴，可以用密码管理器。",
        "At least 10 characters. A few words that have nothing to do with each other are easy to keep; pasting and password managers are welcome.",
      ),
      type: "password",
      autocomplete: "new-password",
    },
    { name: "again", label: t("再输入一次新密码", "The new password again"), type: "password", autocomplete: "new-password" },
  ];
}

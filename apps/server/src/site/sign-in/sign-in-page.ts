import { html, raw } from "hono/html";
import type { ListedSample } from "../../access/index.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { passkeySignIn } from "./passkeys-page.ts";
import { returnField, textField, wrongSummary, type Wrong } from "./form.ts";

export type SignInParts = {
  readonly wrong: Wrong;
  readonly signInName: string;
  /** Of a demo; nobody in real use. */
  readonly samples: readonly ListedSample[];
  readonly returnPath: string;
  /** Whether one can come by a provider of identities. */
  readonly hasProvider: boolean;
};

/** 登录: name and password; in a demo with the sample accounts. */
export function signInPage(context: PageContext, { wrong, signInName, samples, returnPath, hasProvider }: SignInParts): Html {
  const { tongue } = context;
  const { t, to } = tongue;
  const chosen = samples.find((sample) => sample.signInName === signInName);
  const body = html`${wrongSummary(tongue, wrong)}
    <h1>${t("登录", "Sign in")}</h1>
    <p class="lead">
      ${t("给工作人员和已开通账号的残疾人、监护人。查询待遇不用登录。", "For staff, and for disabled people and guardians who have an account. Nobody needs one to see what they can get.")}
    </p>
    <form method="post" action="${to("/signin")}" novalidate>
      ${returnField(returnPath)}
      ${textField(tongue, { name: "name", label: t("登录名", "Sign-in name"), autocomplete: "username", value: signInName }, wrong)}
      ${textField(
        tongue,
        {
          name: "password",
          label: t("密码", "Password"),
          type: "password",
          autocomplete: "current-password",
          ...(chosen && { value: chosen.password }),
        },
        wrong,
      )}
      <div class="actions"><button class="button">${t("继续", "Continue")}</button></div>
    </form>
    ${passkeySignIn(context, returnPath)}
    ${
      hasProvider
        ? html`<p>
            <a class="button plain" href="${to("/signin/identity")}?return=${encodeURIComponent(returnPath)}"
              >${t("用统一身份登录", "Sign in with your organisation")}</a
            >
          </p>`
        : raw("")
    }
    <h2 id="trouble">${t("登录不了？", "Cannot sign in?")}</h2>
    <ul class="lines">
      <li>
        <a href="${to("/signin/setup")}"
          >${t("第一次登录，或者重置以后：用启用码", "The first time, or after a reset: use a setup code")}</a
        >
      </li>
      <li>
        ${t("忘了密码、丢了手机：请本单位的安全保密管理员重置。", "If you forgot your password or lost your telephone, the security administrator of your office can reset the account.")}
      </li>
    </ul>
    ${samples.length > 0 ? sampleList(context, samples, returnPath) : raw("")}`;
  return page(context, { title: t("登录", "Sign in"), body, hasErrors: wrong !== null });
}

function sampleList({ tongue: { t, to, say } }: PageContext, samples: readonly ListedSample[], returnPath: string): Html {
  return html`<h2 id="samples">${t("示例账号", "Sample accounts")}</h2>
    <p>
      ${t("这里是示例数据，里面的人都是虚构的。选一个账号，就会填好登录名和密码；下一步会显示它的验证码。正式使用的系统没有这些账号。", "These are sample data, and everybody in them is invented. Choose an account to have its name and password filled in; the next step shows its code. A system in real use has no such accounts.")}
    </p>
    <table class="rows">
      <caption class="visually-hidden">
        ${t("示例账号", "Sample accounts")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("角色", "Role")}</th>
          <th scope="col">${t("登录名", "Sign-in name")}</th>
          <th scope="col">${t("密码", "Password")}</th>
        </tr>
      </thead>
      <tbody>
        ${samples.map(
          ({ signInName, role, password }) =>
            html`<tr>
              <th scope="row">
                <a class="button link" href="${to("/signin")}?${new URLSearchParams({ as: signInName, return: returnPath }).toString()}"
                  >${say(role)}</a
                >
              </th>
              <td>${signInName}</td>
              <td>${password}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

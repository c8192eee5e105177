import { html, raw } from "hono/html";
import type { Passkey } from "../../access/index.ts";
import { passkeyScript } from "../frame/assets.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { textField } from "./form.ts";

/** 通行密钥: those that one has, and another. Adding one is the one thing here that needs JavaScript. */
export function passkeysPage(context: PageContext, passkeys: readonly Passkey[]): Html {
  const { tongue } = context;
  const { t, to } = tongue;
  const body = html`<h1>${t("通行密钥", "Passkeys")}</h1>
    <p class="lead">
      ${t("用手机或电脑的指纹、面容、锁屏密码登录，不用记密码，也不用输验证码。", "Sign in with the finger, face or number that opens your telephone or computer: no password to remember, no code to type.")}
    </p>
    ${
      passkeys.length === 0
        ? html`<p>${t("还没有通行密钥。", "There is none yet.")}</p>`
        : html`<ul class="lines">
            ${passkeys.map(
              ({ id, name }) =>
                html`<li>
                  ${name}
                  <form method="post" action="${to("/account/passkeys")}">
                    <button class="button link" name="remove" value="${id}">
                      ${t("删除", "Remove")}<span class="visually-hidden"> ${name}</span>
                    </button>
                  </form>
                </li>`,
            )}
          </ul>`
    }
    <h2 id="add">${t("添加", "Add one")}</h2>
    <p id="passkey-needs">
      ${t("添加通行密钥，要用支持它的浏览器，并且允许运行 JavaScript。", "To add a passkey the browser has to know them, and to run JavaScript.")}
    </p>
    <form data-passkey="add" data-address="${to("/account/passkeys")}" hidden>
      ${textField(
        tongue,
        {
          name: "name",
          label: t("叫什么", "What to call it"),
          hint: t("例如：我的手机", "For example: my telephone"),
          autocomplete: "off",
        },
        null,
      )}
      <div class="actions"><button class="button">${t("添加通行密钥", "Add a passkey")}</button></div>
      <p class="error" role="alert"></p>
    </form>
    ${passkeyTag()}`;
  return page(context, { title: t("通行密钥", "Passkeys"), body, back: "/account" });
}

/** Signing in with a passkey, where the browser can. */
export function passkeySignIn(context: PageContext, returnPath: string): Html {
  const label = context.tongue.t("用通行密钥登录", "Sign in with a passkey");
  return passkeyForm(context, { address: "/signin/passkey", returnPath, label });
}

/** Shows a passkey at an address of ours, where the browser can. */
export function passkeyForm(
  { tongue: { to } }: PageContext,
  { address, returnPath, label }: { readonly address: string; readonly returnPath: string; readonly label: string },
): Html {
  return html`<form data-passkey="sign-in" data-address="${to(address)}" data-return="${returnPath}" hidden>
      <div class="actions"><button class="button plain">${label}</button></div>
      <p class="error" role="alert"></p>
    </form>
    ${passkeyTag()}`;
}

function passkeyTag(): Html {
  return html`${raw(`<script type="module" src="${passkeyScript.path}"></script>`)}`;
}

import { html, raw } from "hono/html";
import type { AccountEvent, Session, SignedIn } from "../../access/index.ts";
import type { Tongue } from "../frame/language.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { signedInLine } from "./signed-in-line.ts";

export type AccountParts = {
  readonly signedIn: SignedIn;
  readonly sessions: readonly Session[];
  readonly events: readonly AccountEvent[];
  /** How many recovery codes are left; null where none were made. */
  readonly codesLeft: number | null;
  /** What was just done. */
  readonly done: string | null;
};

/** 我的账号: where one is signed in, and how one proves who one is. */
export function accountPage(context: PageContext, { signedIn, sessions, events, codesLeft, done }: AccountParts): Html {
  const { tongue } = context;
  const { t, to } = tongue;
  const body = html`${signedInLine(context, signedIn)} ${done === null ? raw("") : html`<p class="note" role="status">${done}</p>`}
    <h1>${t("我的账号", "My account")}</h1>
    <h2 id="proofs">${t("登录方式", "How you sign in")}</h2>
    <ul class="lines">
      <li><a href="${to("/account/password")}">${t("改密码", "Change the password")}</a></li>
      <li><a href="${to("/account/authenticator")}">${t("换一个验证器", "Another authenticator app")}</a></li>
      <li><a href="${to("/account/passkeys")}">${t("通行密钥", "Passkeys")}</a></li>
      <li>
        <a href="${to("/account/recovery-codes")}">${t("生成新的恢复码", "New recovery codes")}</a>
        <span class="soft"
          >${codesLeft === null ? t("现在没有恢复码", "there are none now") : t(`还剩${codesLeft}个`, `${codesLeft} left`)}</span
        >
      </li>
    </ul>
    <h2 id="sessions">${t("登录着的地方", "Where you are signed in")}</h2>
    <ul class="lines">
      ${sessions.map((session) => sessionLine(context, session, session.id === signedIn.session.id))}
    </ul>
    <form method="post" action="${to("/account/sessions")}">
      <div class="actions">
        <button class="button plain" name="end" value="all">${t("全部退出，包括这里", "Sign out everywhere, here too")}</button>
      </div>
    </form>
    <h2 id="events">${t("最近发生的事", "What happened lately")}</h2>
    <p>
      ${t("有不是您做的事，请马上改密码，并告诉安全保密管理员。", "If something here was not you, change the password at once and tell the security administrator.")}
    </p>
    <table class="rows">
      <caption class="visually-hidden">
        ${t("最近发生的事", "What happened lately")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("时间", "When")}</th>
          <th scope="col">${t("事情", "What")}</th>
          <th scope="col">${t("从哪里", "From where")}</th>
        </tr>
      </thead>
      <tbody>
        ${events.map(
          ({ at, what, address }) =>
            html`<tr>
              <td>${timeText(at)}</td>
              <td>${tongue.say(eventWords[what])}</td>
              <td>${address ?? "–"}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  return page(context, { title: t("我的账号", "My account"), body });
}

function sessionLine({ tongue: { t, to } }: PageContext, { id, device, address, beganAt }: Session, isHere: boolean): Html {
  const words = `${device} · ${address || "?"} · ${t(`${timeText(beganAt)}登录`, `since ${timeText(beganAt)}`)}`;
  if (isHere) return html`<li>${words} <strong>${t("（这里）", "(here)")}</strong></li>`;
  return html`<li>
    ${words}
    <form method="post" action="${to("/account/sessions")}">
      <button class="button link" name="end" value="${id}">${t("退出", "Sign out")}<span class="visually-hidden"> ${words}</span></button>
    </form>
  </li>`;
}

const chinaTime = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" });

/** `2026/11/26 10:00`, in China. */
function timeText(instant: string): string {
  return chinaTime.format(new Date(instant));
}

const eventWords: Readonly<Record<AccountEvent["what"], Parameters<Tongue["say"]>[0]>> = {
  created: { zh: "账号创建", en: "Account created" },
  locked: { zh: "账号被锁定", en: "Account locked" },
  unlocked: { zh: "账号解锁", en: "Account unlocked" },
  "setup-code-given": { zh: "发了启用码，以前的登录方式作废", en: "Setup code given; the proofs before are void" },
  "setup-code-used": { zh: "用启用码启用", en: "Set up with the code" },
  "password-changed": { zh: "改了密码", en: "Password changed" },
  "authenticator-enrolled": { zh: "启用验证器", en: "Authenticator app set up" },
  "recovery-codes-made": { zh: "生成恢复码", en: "Recovery codes made" },
  "recovery-code-used": { zh: "用了一个恢复码", en: "Recovery code used" },
  "passkey-enrolled": { zh: "添加通行密钥", en: "Passkey added" },
  "passkey-removed": { zh: "删除通行密钥", en: "Passkey removed" },
  "identity-linked": { zh: "关联统一身份", en: "Identity linked" },
  "identity-unlinked": { zh: "取消关联统一身份", en: "Identity unlinked" },
  "signed-in": { zh: "登录", en: "Signed in" },
  confirmed: { zh: "再次确认身份", en: "Confirmed" },
  "signed-out": { zh: "退出", en: "Signed out" },
  refused: { zh: "登录失败", en: "Sign-in refused" },
  "held-up": { zh: "多次失败，暂停尝试", en: "Too many failures, tries were held up" },
  "sessions-ended": { zh: "全部退出", en: "Signed out everywhere" },
  appointed: { zh: "任职", en: "Appointed" },
  "appointment-ended": { zh: "任职结束", en: "An appointment ended" },
  delegated: { zh: "受托代理", en: "Acting for somebody" },
};

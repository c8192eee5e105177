import { html, raw } from "hono/html";
import { toString as qrCode } from "qrcode";
import type { Enrolment } from "../../access/index.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { returnField, textField, wrongSummary, type Wrong } from "./form.ts";

export type EnrolParts = {
  readonly enrolment: Enrolment;
  readonly wrong: Wrong;
  /** Where the form is sent: at the first sign-in, or from one's account. */
  readonly action: "/signin/enrol" | "/account/authenticator";
  readonly returnPath: string;
};

/** 启用验证器: scan or type the secret, and show a first code. */
export async function enrolPage(context: PageContext, { enrolment, wrong, action, returnPath }: EnrolParts): Promise<Html> {
  const { tongue } = context;
  const { t, to } = tongue;
  const image = await qrCode(enrolment.address, { type: "svg", margin: 2, width: 220, errorCorrectionLevel: "M" });
  const body = html`${wrongSummary(tongue, wrong)}
    <h1>${t("启用验证器", "Set up an authenticator app")}</h1>
    <p class="lead">
      ${t("除了密码，登录还要手机上验证器的六位数字：密码被人知道了，别人也进不来。", "Beside the password, signing in takes six digits from an app on your telephone: whoever learns the password does not get in.")}
    </p>
    <ol class="steps">
      <li>
        ${t("在手机上装一个验证器：许多手机自带，也可以用任何支持 TOTP 的验证器。", "Have an authenticator app on your telephone: many have one built in; any app for TOTP will do.")}
      </li>
      <li>
        ${t("用它扫描下面的图，或者输入图下面的文字。", "Scan this picture with it, or type in what stands below.")}
        <div
          class="scan"
          role="img"
          aria-label="${t("给验证器扫描的二维码，文字在下面", "A code for the app to scan; the same as text stands below")}"
        >
          ${raw(image)}
        </div>
        <p>
          ${t("不能扫描时输入：", "If you cannot scan, type: ")}<code class="secret">${enrolment.secret.match(/.{1,4}/g)?.join(" ")}</code>
        </p>
      </li>
      <li>${t("在下面输入验证器现在显示的六位数字。", "Enter below the six digits that the app shows now.")}</li>
    </ol>
    <form method="post" action="${to(action)}" novalidate>
      ${returnField(returnPath)}
      <input type="hidden" name="enrolment" value="${enrolment.sealed}" />
      ${textField(tongue, { name: "code", label: t("验证码", "Code"), autocomplete: "one-time-code", isNumeric: true }, wrong)}
      <div class="actions"><button class="button">${t("启用", "Turn it on")}</button></div>
    </form>`;
  return page(context, { title: t("启用验证器", "Set up an authenticator app"), body, hasErrors: wrong !== null });
}

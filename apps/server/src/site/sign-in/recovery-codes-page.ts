import { html } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";

/** 恢复码: shown this once. @param next where to go on, an address with its language */
export function recoveryCodesPage(context: PageContext, codes: readonly string[], next: string): Html {
  const { t } = context.tongue;
  const body = html`<h1>${t("请保存恢复码", "Keep your recovery codes")}</h1>
    <p class="lead">
      ${t("手机丢了或坏了，用它们代替验证码，每个只能用一次。它们只显示这一次。", "If your telephone is lost or broken, they take the place of its code. Each works once. They are shown this once.")}
    </p>
    <ul class="codes">
      ${codes.map((code) => html`<li><code>${code}</code></li>`)}
    </ul>
    <p>
      ${t("请打印或抄下来，放在和手机不同的地方。以前的恢复码已经作废。", "Print or copy them and keep them away from the telephone. Those from before are void.")}
    </p>
    <div class="actions"><a class="button" href="${next}">${t("保存好了，继续", "They are kept; go on")}</a></div>`;
  return page(context, { title: t("恢复码", "Recovery codes"), body });
}

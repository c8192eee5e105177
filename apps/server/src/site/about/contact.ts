import { html } from "hono/html";
import type { Html, PageContext } from "../frame/page.ts";

/** How to reach whoever runs this site. Where nothing was configured there is no number to give: the desk is. */
export function contactText({ tongue: { t } }: PageContext, contact: string | undefined): Html {
  if (contact) return html`<p>${t("运行本网站的单位：", "Whoever runs this site: ")}<b>${contact}</b></p>`;
  return html`<p>
    ${t(
      "运行本网站的单位还没有在这里写下联系方式。请告诉您所在镇街残联窗口的工作人员，请他们转告。",
      "Whoever runs this site has not given a contact here yet. Please tell the desk of the Disabled Persons' Federation in your town or street, and ask them to pass it on.",
    )}
  </p>`;
}

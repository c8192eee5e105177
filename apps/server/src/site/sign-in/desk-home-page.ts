import { html } from "hono/html";
import { roles, sections, type SignedIn } from "../../access/index.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { signedInLine } from "./signed-in-line.ts";

/** Where somebody arrives after signing in: who they are here, and until when. */
export function deskHomePage(context: PageContext, signedIn: SignedIn, nameOfArea: (code: string) => string): Html {
  const { t, to, say } = context.tongue;
  const line = ({ role, area, section, until, actingFor }: SignedIn["appointments"][number]) => {
    const words = roles.find(({ id }) => id === role);
    const desk = sections.find(({ id }) => id === section);
    return html`<li>
      <strong>${words ? say(words) : role}</strong>${desk ? html` · ${say(desk)}` : ""}${area === null ? "" : html` · ${nameOfArea(area)}`}
      ${until === null ? "" : html`<span class="soft">${t(`到${until}为止`, `until ${until}`)}</span>`}
      ${actingFor === undefined ? "" : html`<span class="soft">${t("代理别人", "for somebody else")}</span>`}
    </li>`;
  };
  const body = html`${signedInLine(context, signedIn)}
    <h1>${t(`您好，${signedIn.account.displayName}`, `Welcome, ${signedIn.account.displayName}`)}</h1>
    <h2 id="appointments">${t("今天的任职", "Your appointments today")}</h2>
    ${
      signedIn.appointments.length === 0
        ? html`<p>
            ${t("您现在没有任职，请联系本单位的安全保密管理员。", "You hold none now. Ask the security administrator of your office.")}
          </p>`
        : html`<ul class="lines">
            ${signedIn.appointments.map(line)}
          </ul>`
    }
    <h2 id="links">${t("去哪里", "Where to go")}</h2>
    <ul class="lines">
      <li><a href="${to("/account")}">${t("我的账号", "My account")}</a></li>
      <li><a href="${to("/who")}">${t("看看能享受什么", "See what somebody can get")}</a></li>
      <li><a href="${to("/policies")}">${t("政策文件", "Policies")}</a></li>
    </ul>`;
  return page(context, { title: t("工作台", "Desk"), body });
}

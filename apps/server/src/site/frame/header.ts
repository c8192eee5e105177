import { html, raw } from "hono/html";
import { displayFields, type Display } from "./display.ts";
import { emblem } from "./emblem.ts";
import type { Html, PageContext } from "./page.ts";

/**
 * Above every page: ways of reading, the name, and where one can go.
 *
 * @param isUnfinished what was typed stands on this page and nowhere else: switches that would load it anew are left out
 */
export function header(context: PageContext, isUnfinished: boolean): Html {
  const { tongue, path } = context;
  const { t, to } = tongue;
  return html`<header>
    <div class="tools">
      <div class="frame">${isUnfinished ? raw("") : switches(context)}</div>
    </div>
    <div class="top">
      <div class="frame">
        <a class="name" href="${to("/")}"
          >${emblem}<b>${t("惠残", "Huican")}</b> <span>${t("残疾人待遇查询", "benefits for disabled people")}</span></a
        >
        <nav aria-label="${t("主要栏目", "Main sections")}">
          <ul>
            ${sections(context).map(
              ({ address, name }) =>
                html`<li><a href="${to(address)}" ${isIn(path, address) ? raw('aria-current="page"') : raw("")}>${name}</a></li>`,
            )}
          </ul>
        </nav>
      </div>
    </div>
  </header>`;
}

/** Ways of reading, and the other language. */
function switches(context: PageContext): Html {
  const { tongue, path, query } = context;
  const { t, to, language } = tongue;
  const [otherTag, otherName] = language === "zh" ? ["en", "English"] : ["zh-CN", "中文"];
  return html`<form method="post" action="${to("/display")}" aria-label="${t("显示方式", "Ways of reading")}">
      <input type="hidden" name="return" value="${to(path)}${query}" />
      ${toggle(context, "isLarge", "large", t("大字版", "Large"), t("", " print"))}
      ${toggle(context, "isContrast", "contrast", t("高对比", "Contrast"), "")}
      ${toggle(context, "isEasy", "easy", t("易读版", "Easy"), t("", " read"))}
    </form>
    <a href="${tongue.other(path)}${query}" lang="${otherTag}" hreflang="${otherTag}">${otherName}</a>`;
}

function sections({ tongue: { t } }: PageContext): readonly { readonly address: string; readonly name: string }[] {
  return [
    { address: "/who", name: t("我能享受什么", "What can I get") },
    { address: "/policies", name: t("政策", "Policies") },
    { address: "/search", name: t("查找", "Search") },
    { address: "/opens", name: t("本月可办", "This month") },
  ];
}

/** The question pages and the result belong to "what can I get". */
function isIn(path: string, address: string): boolean {
  if (address === "/who") return /^\/(who|place|check|result)(\/|$)/.test(path);
  return path === address || path.startsWith(`${address}/`);
}

/** A button that sends what it changes to, so that pressing it twice, or on an old page, does what it says. */
function toggle({ display }: PageContext, key: keyof Display, word: string, label: string, rest: string): Html {
  const isOn = display[key];
  return html`<button name="${displayFields[key]}" value="${isOn ? "plain" : word}" aria-pressed="${isOn ? "true" : "false"}">
    ${label}${rest ? html`<span class="visually-hidden">${rest}</span>` : raw("")}
  </button>`;
}

import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { displayWords, type Display } from "./display.ts";
import type { Tongue } from "./language.ts";
import { stylesheetPath } from "./stylesheet.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What a page needs to know of its request. */
export type PageContext = {
  readonly tongue: Tongue;
  readonly display: Display;
  /** The address without its language, as in `/check/person.about`. */
  readonly path: string;
  /** On a shared device: after how many seconds without a sign of life the answers are cleared. */
  readonly idleSeconds?: number;
};

export type PageParts = {
  readonly title: string;
  readonly body: Html;
  /** Where "back" leads, an address without its language. */
  readonly back?: string;
  readonly hasErrors?: boolean;
  /** One sentence for search engines and share cards: a page that has one holds nothing of anybody and may be found. */
  readonly description?: string;
};

/** The frame that every page stands in. */
export function page({ tongue, display, path }: PageContext, { title, body, back, hasErrors, description }: PageParts): Html {
  const { t, to } = tongue;
  const fullTitle = `${hasErrors ? t("请检查：", "Please check: ") : ""}${title} · ${t("惠残", "Huican")}`;
  const displayPath = `${to("/display")}?size=${display.isLarge ? "plain" : "large"}&return=${encodeURIComponent(to(path))}`;
  return html`<!doctype html>
    <html lang="${tongue.language === "zh" ? "zh-CN" : "en"}" class="${displayWords(display).join(" ")}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${description ? html`<meta name="description" content="${description}" />` : html`<meta name="robots" content="noindex" />`}
        <title>${fullTitle}</title>
        <link rel="stylesheet" href="${stylesheetPath}" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#main">${t("跳到正文", "Skip to the main part")}</a>
        <header class="top">
          <div class="frame">
            <a class="name" href="${to("/")}">${t("惠残", "Huican")}<span>${t("残疾人待遇查询", "benefits for disabled people")}</span></a>
            <nav class="tools" aria-label="${t("显示", "Display")}">
              <a href="${displayPath}">${display.isLarge ? t("普通字号", "Normal print") : t("大字版", "Large print")}</a>
              <a
                href="${tongue.other(path)}"
                lang="${tongue.language === "zh" ? "en" : "zh-CN"}"
                hreflang="${tongue.language === "zh" ? "en" : "zh-CN"}"
                >${tongue.language === "zh" ? "English" : "中文"}</a
              >
            </nav>
          </div>
        </header>
        <main id="main" class="frame" tabindex="-1">
          ${back ? html`<a class="back" href="${to(back)}"><span aria-hidden="true">←&nbsp;</span>${t("返回上一页", "Back")}</a>` : raw("")}
          ${body}
        </main>
        <footer class="bottom">
          <div class="frame">
            <p>
              ${t(
                "本网站按公开发布的文件说明您可能享受的待遇。能否享受，以当地残联、民政等部门审核为准。",
                "This site says what published documents may grant you. The decision is made by the Disabled Persons' Federation, civil affairs and other offices.",
              )}
            </p>
            <p>
              ${t(
                "您的回答只加密保存在您自己的浏览器里，两小时后失效，不会上传保存，也不会写进网址。",
                "Your answers are kept, encrypted, in your own browser only, and lapse after two hours. They are not stored by us and never stand in an address.",
              )}
            </p>
          </div>
        </footer>
      </body>
    </html>`;
}

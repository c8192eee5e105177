import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { displayWords, type Display } from "./display.ts";
import { footer } from "./footer.ts";
import { head } from "./head.ts";
import { header } from "./header.ts";
import type { Tongue } from "./language.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What a page needs to know of its request. */
export type PageContext = {
  readonly tongue: Tongue;
  readonly display: Display;
  /** The address without its language, as in `/check/person.about`. */
  readonly path: string;
  /** What follows the address: empty, or `?q=…`. */
  readonly query: string;
  /** What addresses that leave this site begin with, as in `https://huican.example`. */
  readonly origin: string;
  /** On a shared device: after how many seconds without a touch the answers are cleared, with a warning two minutes before. */
  readonly idleSeconds?: number;
  /** Whether one can sign in here: there is a register. */
  readonly hasSignIn?: boolean;
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
export function page(context: PageContext, parts: PageParts): Html {
  const { tongue, display, path, origin } = context;
  const { t, to, language } = tongue;
  // What is passed on from a page with answers is the address of the first page, never that of the answers.
  const shared = parts.description ? `${origin}${to(path)}` : `${origin}${to("/")}`;
  return html`<!doctype html>
    <html lang="${language === "zh" ? "zh-CN" : "en"}" class="${displayWords(display).join(" ")}">
      <head>
        ${head(context, parts)}
      </head>
      <body data-share="${shared}" ${context.idleSeconds ? idle(context, context.idleSeconds) : raw("")}>
        <a class="skip" href="#main">${t("跳到正文", "Skip to the main part")}</a>
        ${header(context, parts.hasErrors ?? false)}
        <main id="main" class="frame" tabindex="-1">
          ${parts.back ? html`<a class="back" href="${to(parts.back)}"><span aria-hidden="true">←&nbsp;</span>${t("返回上一页", "Back")}</a>` : raw("")}
          ${parts.body}
        </main>
        ${footer(context)}
      </body>
    </html>`;
}

function idle({ tongue: { to } }: PageContext, seconds: number): Html {
  return html`data-idle="${seconds}" data-clear="${to("/clear")}" data-cleared="${to("/cleared")}"`;
}

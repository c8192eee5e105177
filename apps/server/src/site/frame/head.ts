import { html, raw } from "hono/html";
import { homeScreenIcon, script, shareCard, stylesheet, tabIcon } from "./assets.ts";
import type { Html, PageContext, PageParts } from "./page.ts";

// Written in one piece: each space would count for its hash.
const style: Html = raw(`<style>${stylesheet}</style>`);

/** What a page says to browsers, search engines and chats. */
export function head(context: PageContext, { title, hasErrors, description }: PageParts): Html {
  const { t } = context.tongue;
  const siteName = t("惠残", "Huican");
  const fullTitle = `${hasErrors ? t("请检查：", "Please check: ") : ""}${title} · ${siteName}`;
  return html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${fullTitle}</title>
    ${description ? shareMeta(context, title, description) : html`<meta name="robots" content="noindex" />`}
    <meta name="theme-color" content="#00565e" />
    ${style}
    <script type="module" src="${script.path}"></script>
    <link rel="icon" href="${tabIcon.path}" type="image/svg+xml" />
    <link rel="apple-touch-icon" href="${homeScreenIcon.path}" />`;
}

/** The card that a chat shows for a shared address; itemprop is what WeChat and QQ read. Only for pages that may be found. */
function shareMeta({ tongue, origin, path }: PageContext, title: string, description: string): Html {
  const { language, t, to, other } = tongue;
  const [chinese, english] = language === "zh" ? [to(path), other(path)] : [other(path), to(path)];
  const image = `${origin}${shareCard.path}`;
  return html`<meta name="description" itemprop="description" property="og:description" content="${description}" />
    <meta property="og:title" itemprop="name" content="${title}" />
    <meta property="og:type" content="website" />
    <meta property="og:url" content="${origin}${to(path)}" />
    <meta property="og:site_name" content="${t("惠残", "Huican")}" />
    <meta property="og:locale" content="${t("zh_CN", "en_GB")}" />
    <meta property="og:image" itemprop="image" content="${image}" />
    <meta property="og:image:width" content="1200" />
    <meta property="og:image:height" content="630" />
    <meta
      property="og:image:alt"
      content="${t("惠残：残疾人和家人，能享受哪些待遇？", "Huican: what can disabled people and their families get?")}"
    />
    <meta name="twitter:card" content="summary_large_image" />
    <link rel="canonical" href="${origin}${to(path)}" />
    <link rel="alternate" hreflang="zh-CN" href="${origin}${chinese}" />
    <link rel="alternate" hreflang="en" href="${origin}${english}" />
    <link rel="alternate" hreflang="x-default" href="${origin}${chinese}" />`;
}

import { Hono } from "hono";
import { tongueOf } from "./frame/language.ts";

/**
 * What search engines may know of: `robots.txt` and `sitemap.xml`.
 *
 * @param paths the public pages, without their language
 * @param originOf what addresses begin with
 */
export function sitemapRoutes(paths: () => readonly string[], originOf: (url: string) => string): Hono {
  return new Hono()
    .get("/robots.txt", (c) => c.text(robots(originOf(c.req.url)), 200, { "cache-control": "no-cache" }))
    .get("/sitemap.xml", (c) =>
      c.body(sitemap(paths(), originOf(c.req.url)), 200, { "content-type": "application/xml; charset=utf-8", "cache-control": "no-cache" }),
    );
}

/** The pages of a visit lead nowhere without answers. */
function robots(origin: string): string {
  const personal = ["/check", "/result", "/clear"].flatMap((path) => [path, tongueOf("en").to(path)]);
  return ["User-agent: *", ...personal.map((path) => `Disallow: ${path}`), "", `Sitemap: ${origin}/sitemap.xml`, ""].join("\n");
}

function sitemap(paths: readonly string[], origin: string): string {
  const [chinese, english] = [tongueOf("zh"), tongueOf("en")];
  const entries = paths.flatMap((path) =>
    [chinese, english].map(
      ({ to }) => `<url><loc>${escaped(origin + to(path))}</loc>
<xhtml:link rel="alternate" hreflang="zh-CN" href="${escaped(origin + chinese.to(path))}"/>
<xhtml:link rel="alternate" hreflang="en" href="${escaped(origin + english.to(path))}"/></url>`,
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join("\n")}
</urlset>
`;
}

function escaped(text: string): string {
  return encodeURI(decodeURI(text)).replaceAll("&", "&amp;").replaceAll("'", "&apos;");
}

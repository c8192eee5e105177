import { join } from "node:path";
import { expect, test } from "vitest";
import { sourcesBelow } from "../../../tools/boundaries.ts";

const sources = sourcesBelow(join(import.meta.dirname, "../../.."), ["apps/desk/src"]);
const han = /\p{Script=Han}/u;
const literal = String.raw`"(?:[^"\\]|\\.)*"|` + "`(?:[^`\\\\]|\\\\.)*`";
/** `t("中文", "English")` and `{ zh: "中文", en: "English" }`, over as many lines as they take. */
const pairs = new RegExp(String.raw`(?:\bt\(\s*|zh:\s*)(${literal})\s*,\s*(?:en:\s*)?(${literal})`, "g");

/** A source without comments, and without words that the palette finds things by, which are of both languages at once. */
function said(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g, "$1").replaceAll(/\balso: ("[^"]*"|`[^`]*`)/g, "");
}

test("the sources were seen, and many texts in them", () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.flatMap(({ text }) => [...said(text).matchAll(pairs)]).length).toBeGreaterThan(60);
});

test("every text stands in both languages, Chinese first", () => {
  const wrong = sources.flatMap(({ path, text }) =>
    [...said(text).matchAll(pairs)]
      // What is put into a text is code: only the words around it count.
      .map(([, zh = "", en = ""]) => [zh, en].map((each) => each.replaceAll(/\$\{[^}]*\}/g, "…")))
      .filter(([zh = "", en = ""]) => !han.test(zh) || han.test(en) || en.length <= 2)
      .map(([zh]) => `${path}: ${zh}`),
  );
  expect(wrong).toEqual([]);
});

test("no Chinese text stands alone", () => {
  const alone = sources.flatMap(({ path, text }) => {
    const rest = said(text).replaceAll(pairs, "");
    return rest.split("\n").flatMap((line) => (han.test(line) ? [`${path}: ${line.trim()}`] : []));
  });
  // The name of a language stands in its own.
  expect(alone.filter((line) => !line.endsWith('["zh", "中文"],'))).toEqual([]);
});

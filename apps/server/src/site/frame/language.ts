import type { Language, Text } from "@huican/engine";

/** Says a text in the language of the page. */
type Say = (text: Text) => string;

/** One page's language: how to say things in it, and how its addresses begin. */
export type Tongue = {
  readonly language: Language;
  readonly say: Say;
  /** `t("中文", "English")` for texts that stand in the code. */
  readonly t: (zh: string, en: string) => string;
  /** The address of a page in this language: Chinese at the root, English below `/en`. */
  readonly to: (path: string) => string;
  /** The address of the same page in the other language. */
  readonly other: (path: string) => string;
};

export function tongueOf(language: Language): Tongue {
  const to = (path: string) => (language === "zh" ? path : path === "/" ? "/en" : `/en${path}`);
  const other = (path: string) => (language === "zh" ? (path === "/" ? "/en" : `/en${path}`) : path);
  return { language, say: (text) => text[language], t: (zh, en) => (language === "zh" ? zh : en), to, other };
}

/** A list as the language writes it. */
export function listed({ language }: Tongue, items: readonly string[]): string {
  return items.join(language === "zh" ? "、" : ", ");
}

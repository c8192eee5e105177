import type { Language, Text } from "@huican/engine";
import { useSettings } from "../settings/settings.ts";

/** How to say things in a language. */
export type Tongue = {
  readonly language: Language;
  /** `t("中文", "English")` for texts that stand in the code. */
  readonly t: (zh: string, en: string) => string;
  /** A text that comes from the server in both. */
  readonly say: (text: Text) => string;
  readonly marks: Marks;
};

/** What stands between words: in a row of equals, after a part, before what is told, between sentences, and between two words of one thing. */
type Marks = { readonly and: string; readonly comma: string; readonly colon: string; readonly semicolon: string; readonly gap: string };

const marks: Readonly<Record<Language, Marks>> = {
  zh: { and: "、", comma: "，", colon: "：", semicolon: "；", gap: "" },
  en: { and: ", ", comma: ", ", colon: ": ", semicolon: "; ", gap: " " },
};

const tongues: Readonly<Record<Language, Tongue>> = {
  zh: { language: "zh", t: (zh) => zh, say: ({ zh }) => zh, marks: marks.zh },
  en: { language: "en", t: (_, en) => en, say: ({ en }) => en, marks: marks.en },
};

export function tongueOf(language: Language): Tongue {
  return tongues[language];
}

/** A list as the language writes it. */
export function listed({ language }: Pick<Tongue, "language">, items: readonly string[]): string {
  return items.join(language === "zh" ? "、" : ", ");
}

/** Every text of the desk stands where it is used, in both languages; a test finds those that stand alone. */
export function useText(): Tongue {
  return tongueOf(useSettings().language);
}

import type { Language, Text } from "@huican/engine";
import { useSettings } from "../settings/settings.ts";

/** How to say things in a language. */
export type Tongue = {
  readonly language: Language;
  /** `t("中文", "English")` for texts that stand in the code. */
  readonly t: (zh: string, en: string) => string;
  /** A text that comes from the server in both. */
  readonly say: (text: Text) => string;
};

export function tongueOf(language: Language): Tongue {
  return { language, t: (zh, en) => (language === "zh" ? zh : en), say: (text) => text[language] };
}

/** A list as the language writes it. */
export function listed({ language }: Pick<Tongue, "language">, items: readonly string[]): string {
  return items.join(language === "zh" ? "、" : ", ");
}

/** Every text of the desk stands where it is used, in both languages; a test finds those that stand alone. */
export function useText(): Tongue {
  return tongueOf(useSettings().language);
}

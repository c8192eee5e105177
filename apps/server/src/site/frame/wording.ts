import type { PageContext } from "./page.ts";

/** Chooses between the plain and the easy wording of a text, in the language of the page. */
export function wording({ tongue: { t }, display }: PageContext): (zh: string, en: string, easyZh: string, easyEn: string) => string {
  return (zh, en, easyZh, easyEn) => (display.isEasy ? t(easyZh, easyEn) : t(zh, en));
}

import type { CompiledPack } from "../compiled-pack.ts";
import type { EverydayWord } from "../everyday-word.ts";
import type { Fault } from "./fault.ts";
import { topics } from "./read-benefit.ts";
import { SourceFile, type PackFile, type Source } from "./source.ts";

const path = "search/everyday-words.yaml";

/**
 * Reads the everyday words that searches understand.
 * @param packs the documents in which their meanings must stand, or nobody would ever find anything by them; null where that is not looked at: an installation with fewer
 *   documents may know more words than it needs
 */
export function readEverydayWords(
  files: readonly PackFile[],
  packs: readonly CompiledPack[] | null,
): { readonly words: readonly EverydayWord[]; readonly faults: readonly Fault[] } {
  const file = files.find((candidate) => candidate.path === path);
  if (!file) return { words: [], faults: [] };
  const faults: Fault[] = [];
  const { root } = new SourceFile(file, faults);
  root.shape(["words"]);
  const written = packs && { zh: textOf(packs, "zh").toLowerCase(), en: textOf(packs, "en").toLowerCase() };
  const seen = new Set<string>();
  const words = root
    .get("words")
    .items()
    .map((item) => readWord(item, written, seen));
  return { words, faults };
}

function readWord(source: Source, written: { readonly zh: string; readonly en: string } | null, seen: Set<string>): EverydayWord {
  source.shape([], ["zh", "en", "means_zh", "means_en", "topics"]);
  const zh = words(source.get("zh"), (word) => isNew(word, seen));
  const en = words(source.get("en"), (word) => isNew(word, seen));
  const means = {
    zh: words(source.get("means_zh"), (word) => isWritten(word, written?.zh)),
    en: words(source.get("means_en"), (word) => isWritten(word, written?.en)),
  };
  const found = source
    .get("topics")
    .items()
    .map((topic) => topic.oneOf(topics, "money"));
  if (zh.length + en.length === 0)
    source.fail("missing_field", {
      zh: "没有写日常的说法。",
      en: "No everyday word is given.",
      fixZh: "请写 zh 或 en。",
      fixEn: "Write zh or en.",
    });
  // A reader of either language is told what was looked for.
  if (found.length === 0 && (means.zh.length === 0 || means.en.length === 0))
    source.fail("missing_field", {
      zh: "没有写文件里的说法。",
      en: "It does not say what documents call it.",
      fixZh: "请写 means_zh 和 means_en，或者 topics。",
      fixEn: "Write means_zh and means_en, or topics.",
    });
  return { zh, en, means, topics: found };
}

function words(source: Source, check: (word: Source) => void): readonly string[] {
  return source.items().map((item) => {
    const word = item.string();
    if (word !== "") check(item);
    return word.toLowerCase();
  });
}

function isNew(word: Source, seen: Set<string>): void {
  const text = word.string().toLowerCase();
  if (seen.has(text))
    word.fail("duplicate", {
      zh: `“${text}”写了两次。`,
      en: `"${text}" stands twice.`,
      fixZh: "请合并成一条。",
      fixEn: "Make one entry of them.",
    });
  seen.add(text);
}

function isWritten(word: Source, written: string | undefined): void {
  const text = word.string().toLowerCase();
  if (written === undefined || written.includes(text)) return;
  word.fail("unknown_name", {
    zh: `没有一份文件写到“${text}”。`,
    en: `No document says "${text}".`,
    fixZh: "请换成待遇名称、条件或措施里有的说法。",
    fixEn: "Use words that stand in a title, a condition or a measure.",
  });
}

/** Whatever benefits are found by. */
function textOf(packs: readonly CompiledPack[], language: "zh" | "en"): string {
  return packs
    .flatMap((pack) =>
      pack.benefits.flatMap(({ text, measure, note, conditions }) => [
        text[language],
        measure.text[language],
        note?.[language] ?? "",
        ...conditions.map((position) => pack.conditions[position]?.text[language] ?? ""),
      ]),
    )
    .join("\n");
}

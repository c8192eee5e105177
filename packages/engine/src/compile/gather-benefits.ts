import type { Benefit } from "../compiled-pack.ts";
import { suggestion } from "./fault.ts";
import type { PackSource } from "./read-pack.ts";
import type { Source, SourceFile } from "./source.ts";

/** A benefit as it stands in a file, or as a change laid over the one that it changes. */
type BenefitSource = { readonly source: Source; readonly measure: Benefit["measure"] };

/** The benefits of a pack with those that it takes from the packs it extends. */
export type GatheredBenefits = {
  readonly sources: ReadonlyMap<string, BenefitSource>;
  /** Those that some pack on the way left out. */
  readonly leftOut: ReadonlySet<string>;
};

/**
 * All benefits in the order of the measures. A pack that extends another leaves out those in `without`, changes some fields of those that it names in
 * `changes`, and replaces those of the same key.
 */
export function gatherBenefits(lineage: readonly PackSource[]): GatheredBenefits {
  const all = new Map<string, BenefitSource>();
  const leftOut = new Set<string>();
  for (const pack of lineage) {
    for (const item of pack.without) leaveOut(item, all, leftOut);
    const own = new Set<string>();
    for (const file of pack.measures) gatherMeasure(file, own, all);
  }
  return { sources: all, leftOut: new Set([...leftOut].filter((key) => !all.has(key))) };
}

function leaveOut(item: Source, all: Map<string, BenefitSource>, leftOut: Set<string>): void {
  const key = item.string();
  leftOut.add(key);
  if (!all.delete(key))
    item.fail("unknown_name", {
      zh: `被扩展的文件没有待遇“${key}”。`,
      en: `The pack extended has no benefit "${key}".`,
      ...suggestion(key, all.keys()),
    });
}

function gatherMeasure(file: SourceFile, own: Set<string>, all: Map<string, BenefitSource>): void {
  const { root } = file;
  root.shape(["measure", "zh", "en", "benefits"], ["note"]);
  const measure = { number: root.get("measure").whole(), text: root.text() };
  for (const source of root.get("benefits").items()) {
    const naming = source.get(source.get("changes").exists ? "changes" : "key");
    const key = naming.string();
    const inherited = own.has(key) ? undefined : all.get(key);
    if (own.has(key))
      naming.fail("duplicate", {
        zh: `待遇“${key}”写了两次。`,
        en: `The benefit "${key}" stands twice.`,
        fixZh: "请删去一个，或换一个代码。",
        fixEn: "Delete one, or give it another key.",
      });
    own.add(key);
    if (!source.get("changes").exists) all.set(key, { source, measure });
    else if (inherited) all.set(key, { source: changed(source, inherited.source), measure: inherited.measure });
    else
      naming.fail("unknown_name", {
        zh: `被扩展的文件没有待遇“${key}”，不能改动。`,
        en: `The pack extended has no benefit "${key}" to change.`,
        ...suggestion(key, all.keys()),
      });
  }
}

/** A change writes its own clause and what is different; everything else stays as the pack extended has it. */
function changed(source: Source, inherited: Source): Source {
  if (source.writes("key"))
    source.get("key").fail("unknown_field", {
      zh: "改动一项待遇时代码不变，不能再写 key。",
      en: "A changed benefit keeps its key; there is no key beside changes.",
      fixZh: "请删去 key 这一行。",
      fixEn: "Delete the line with key.",
    });
  const needed = ["source", ...(source.writes("zh") || source.writes("en") ? ["zh", "en"] : [])];
  for (const field of needed.filter((name) => !source.writes(name)))
    source.fail("missing_field", {
      zh: `改动一项待遇要写明“${field}”。`,
      en: `A change of a benefit must give "${field}".`,
      fixZh: field === "source" ? "请写出是本文件哪一条作的改动，例如 source: 第三条。" : "名称要中文、英文一起改。",
      fixEn: field === "source" ? "Name the clause of this document that changes it." : "Change the title in both languages.",
    });
  return source.over(inherited);
}

import { readFileSync } from "node:fs";
import type { Fact, Text } from "@huican/engine";
import { parse } from "yaml";
import { z } from "zod";
import { partTexts, sealedKinds, type Registry, type SealedKind } from "../../registry/index.ts";

/** What a column can say: a name, a number or the like, category and level as a certificate has them, or a fact of a person. */
export type ColumnTarget = {
  readonly key: string;
  readonly text: Text;
  /** As the table of duties calls it. */
  readonly field: string;
  readonly fact?: Fact;
  /** The record in which the register keeps it. */
  readonly recordKind?: string;
};

export type ColumnTargets = {
  readonly byKey: ReadonlyMap<string, ColumnTarget>;
  /** What a head says, where it is known; null otherwise. */
  readonly named: (head: string) => string | null;
};

const wordsOfTargets = z.record(z.string(), z.array(z.string().min(1)).min(1));

/** Everything that columns can say in this register. */
export function columnTargets({ vocabulary, catalogue }: Pick<Registry, "vocabulary" | "catalogue">): ColumnTargets {
  const kindOfFact = new Map(
    [...catalogue.kinds.values()]
      .filter(({ subject }) => subject === "person")
      .flatMap(({ key, facts }) => facts.map((fact) => [fact, key] as const)),
  );
  const facts = vocabulary.facts.flatMap((fact): readonly ColumnTarget[] => {
    const recordKind = kindOfFact.get(fact.name);
    if (recordKind === undefined || fact.derived || fact.type === "money") return [];
    return [{ key: fact.name, text: fact.label, field: fact.name.split(".")[0] ?? "", fact, recordKind }];
  });
  const targets: readonly ColumnTarget[] = [
    { key: "name", text: { zh: "姓名", en: "Name" }, field: "name" },
    ...sealedKinds.map((kind) => ({ key: kind, text: partTexts[kind], field: kind })),
    { key: "disability-category", text: { zh: "残疾类别", en: "Category of disability" }, field: "disability" },
    { key: "disability-level", text: { zh: "残疾等级", en: "Level of disability" }, field: "disability" },
    ...facts,
  ];
  const byKey = new Map(targets.map((target) => [target.key, target]));
  const words = wordsFor(byKey);
  return { byKey, named: (head) => words.get(plainHead(head)) ?? null };
}

export function isSealedTarget(key: string): key is SealedKind {
  return (sealedKinds as readonly string[]).includes(key);
}

/** Without spaces, signs, and what stands in brackets: `身份证号（必填）*` is 身份证号. */
export function plainHead(head: string): string {
  return head
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/gu, "")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function wordsFor(byKey: ReadonlyMap<string, ColumnTarget>): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const listed = wordsOfTargets.parse(parse(readFileSync(new URL("column-words.yaml", import.meta.url), "utf8")));
  for (const [key, some] of Object.entries(listed)) {
    for (const word of some) {
      if (words.has(plainHead(word))) throw new Error(`column-words.yaml: ${word} stands twice.`);
      // A vocabulary that lacks a fact has nothing that its words could mean.
      if (byKey.has(key)) words.set(plainHead(word), key);
    }
  }
  // The list above counts first; of two facts with one label neither goes by it.
  const labels = Map.groupBy(byKey.values(), ({ text }) => plainHead(text.zh));
  for (const [label, targets] of labels) if (targets.length === 1 && targets[0] && !words.has(label)) words.set(label, targets[0].key);
  for (const key of byKey.keys()) if (!words.has(plainHead(key))) words.set(plainHead(key), key);
  return words;
}

import type { Text } from "@huican/engine";
import type { RelationKind } from "../household/relation-store.ts";
import type { SealedKind } from "../identity/sealed-value.ts";
import type { Registry } from "../registry.ts";
import type { ChangeStep } from "./change.ts";

/** What the parts of a file beside its records are called. */
export const partTexts: Readonly<Record<SealedKind | RelationKind, Text>> = {
  "identity-number": { zh: "身份证号", en: "Identity number" },
  "certificate-number": { zh: "残疾人证号", en: "Certificate number" },
  phone: { zh: "电话", en: "Telephone" },
  "bank-account": { zh: "银行账号", en: "Bank account" },
  address: { zh: "地址", en: "Address" },
  household: { zh: "家庭成员", en: "Household" },
  spouse: { zh: "配偶", en: "Spouse" },
  parent: { zh: "父母", en: "Parent" },
  guardian: { zh: "监护人", en: "Guardian" },
  representative: { zh: "代办人", en: "Representative" },
};

/** What somebody is in a household, to its head. */
export const roleTexts: Readonly<Record<string, Text>> = {
  head: { zh: "户主", en: "head" },
  spouse: { zh: "配偶", en: "spouse" },
  child: { zh: "子女", en: "child" },
  parent: { zh: "父母", en: "parent" },
  grandchild: { zh: "孙子女", en: "grandchild" },
  grandparent: { zh: "祖父母", en: "grandparent" },
  sibling: { zh: "兄弟姐妹", en: "sibling" },
  other: { zh: "其他亲属", en: "other relative" },
};

/** What steps are about, each once: the names of the kinds of records, else of the values and relations. */
export function stepTexts({ catalogue }: Pick<Registry, "catalogue">, steps: readonly ChangeStep[]): readonly Text[] {
  const texts = steps.map((step): Text => (step.of === "record" ? (catalogue.kinds.get(step.kind)?.text ?? other) : partTexts[step.kind]));
  return texts.filter(({ en }, i) => texts.findIndex((text) => text.en === en) === i);
}

/** What a part of a file is called: a kind of record, or what stands beside its records. */
export function partText({ catalogue }: Pick<Registry, "catalogue">, kind: string): Text {
  const beside = Object.hasOwn(partTexts, kind) ? partTexts[kind as keyof typeof partTexts] : undefined;
  return beside ?? catalogue.kinds.get(kind)?.text ?? other;
}

const other: Text = { zh: "其他", en: "something else" };

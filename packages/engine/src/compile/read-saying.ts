import type { Text } from "../text.ts";
import { placeOfValue, type Fact, type Saying, type Statement } from "../vocabulary.ts";
import { suggestion } from "./fault.ts";
import type { Source } from "./source.ts";

/** What the `says` of a fact may hold, and what it must. */
const fields = {
  bool: { required: ["yes", "no"], optional: [] },
  enum: { required: ["yes", "no"], optional: ["words", "alone"] },
  region: { required: ["yes", "no"], optional: [] },
  int: { required: [], optional: ["yes", "no", "noun", "alone"] },
  money: { required: [], optional: ["yes", "no", "noun", "alone"] },
  date: { required: [], optional: ["yes", "no", "noun"] },
} as const satisfies Readonly<Record<Fact["type"], { readonly required: readonly string[]; readonly optional: readonly string[] }>>;

/** How a fact reads in a sentence; null where the vocabulary leaves it to the label. */
export function readSaying(fact: Fact, source: Source): Saying | null {
  if (!source.exists) return null;
  const { required, optional } = fields[fact.type];
  source.shape(required, optional);
  const hasPlace = fact.type !== "bool";
  const saying = {
    yes: sentence(source.get("yes"), hasPlace),
    no: sentence(source.get("no"), hasPlace),
    noun: source.get("noun").optionalText(),
  };
  const words = named(source.get("words"), fact, (word) => word.optionalText());
  const alone = named(source.get("alone"), fact, (value) => readStatement(value));
  return {
    ...(saying.yes && { yes: saying.yes }),
    ...(saying.no && { no: saying.no }),
    ...(saying.noun && { noun: saying.noun }),
    ...(words && { words }),
    ...(alone && { alone }),
  };
}

/** A statement and its denial; null where there is none. */
export function readStatement(source: Source): Statement | null {
  if (!source.exists) return null;
  source.shape(["yes", "no"]);
  const [yes, no] = [source.get("yes").optionalText(), source.get("no").optionalText()];
  return yes && no ? { yes, no } : null;
}

/** A sentence, with one place for a value or with none, in both languages alike. */
function sentence(source: Source, hasPlace: boolean): Text | null {
  const text = source.optionalText();
  for (const language of text ? (["zh", "en"] as const) : []) {
    const places = (text?.[language].split(placeOfValue).length ?? 1) - 1;
    if (places === Number(hasPlace)) continue;
    source.get(language).fail("wrong_shape", {
      zh: hasPlace ? "这句话里应该有一个“…”，代表选项、数目或地方。" : "是否类事项的说法里不能有“…”。",
      en: hasPlace ? 'This sentence needs one "…" where the value stands.' : 'What a yes or no says has no "…".',
      fixZh: hasPlace ? "请写成“正在读…”这样的句子。" : "请写成“享受低保”这样完整的说法。",
      fixEn: hasPlace ? 'Write it like "is in …".' : 'Write it like "has the subsistence allowance".',
    });
  }
  return text;
}

/** Texts by the value that they are for; null where there are none. */
function named<T>(source: Source, { type, values, name }: Fact, read: (source: Source) => T | null): Readonly<Record<string, T>> | null {
  const entries = source.entries();
  const keys = values?.map(({ key }) => key);
  for (const { key, keySource } of entries) {
    if (type === "enum" ? keys?.includes(key) : /^\d+$/.test(key)) continue;
    keySource.fail("unknown_name", {
      zh: `“${name}”没有值“${key}”。`,
      en: `"${name}" has no value "${key}".`,
      ...(keys ? suggestion(key, keys) : { fixZh: "请写一个整数，例如 0。", fixEn: "Write a whole number such as 0." }),
    });
  }
  const texts = entries.flatMap(({ key, value }) => {
    const text = read(value);
    return text === null ? [] : [[key, text] as const];
  });
  return texts.length > 0 ? Object.fromEntries(texts) : null;
}

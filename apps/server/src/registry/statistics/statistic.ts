import type { Text } from "@huican/engine";
import { roundedTogether } from "./rounded-together.ts";

/** What people are counted by. */
export type Dimension = {
  readonly key: DimensionKey;
  readonly text: Text;
  /** In the order in which they are counted up; what is not known is a value, so that each way of dividing people has everybody. */
  readonly values: readonly { readonly key: string; readonly text: Text }[];
};

export type DimensionKey = "category" | "level" | "sex" | "age" | "allowance";

const unknown = { key: "unknown", text: { zh: "不清楚", en: "not known" } };
const value = (key: string, zh: string, en: string) => ({ key, text: { zh, en } });

/** Ages in full years, each band from its first to before the next: as documents draw the lines for children, adults and the old. */
export const ageBands = [0, 7, 15, 18, 45, 60, 80] as const;

const bandText = (from: number, i: number): Text => {
  const next = ageBands[i + 1];
  return next === undefined
    ? { zh: `${from}岁以上`, en: `${from} and over` }
    : { zh: `${from}—${next - 1}岁`, en: `${from} to ${next - 1}` };
};

export const dimensions: readonly Dimension[] = [
  {
    key: "category",
    text: { zh: "残疾类别", en: "Category of disability" },
    values: [
      value("visual", "视力残疾", "visual"),
      value("hearing", "听力残疾", "hearing"),
      value("speech", "言语残疾", "speech"),
      value("physical", "肢体残疾", "physical"),
      value("intellectual", "智力残疾", "intellectual"),
      value("mental", "精神残疾", "mental"),
      value("multiple", "多重残疾", "multiple"),
      unknown,
    ],
  },
  {
    key: "level",
    text: { zh: "残疾等级", en: "Level of disability" },
    values: [...["一级", "二级", "三级", "四级"].map((zh, i) => value(String(i + 1), zh, `level ${i + 1}`)), unknown],
  },
  {
    key: "sex",
    text: { zh: "性别", en: "Sex" },
    values: [value("male", "男", "male"), value("female", "女", "female"), unknown],
  },
  {
    key: "age",
    text: { zh: "年龄", en: "Age" },
    values: [...ageBands.map((from, i) => ({ key: String(from), text: bandText(from, i) })), unknown],
  },
  {
    key: "allowance",
    text: { zh: "困难身份", en: "Hardship" },
    values: [
      value("extreme-poverty", "特困供养", "extreme poverty support"),
      value("subsistence", "低保", "subsistence allowance"),
      value("margin", "低保边缘", "margin of the subsistence allowance"),
      value("none", "都不是", "none of these"),
      unknown,
    ],
  },
];

/**
 * The ways in which the people of a street are divided. Each begins with the category, so that all of them meet at the same sums; beyond it they have nothing in common, and
 * nothing that one publishes says more of another (docs/decisions/0022).
 */
const divisions: readonly (readonly DimensionKey[])[] = [
  ["category", "level"],
  ["category", "sex", "age"],
  ["category", "allowance"],
];

/** The division in which some dimensions are counted together; null where none has them all. */
export function divisionOf(by: readonly DimensionKey[]): readonly DimensionKey[] | null {
  return divisions.find((division) => by.every((key) => division.includes(key))) ?? null;
}

/** How many people of a street are alike in everything that is counted by. */
export type CountedGroup = { readonly street: string; readonly count: number } & Readonly<Record<DimensionKey, string>>;

/** A published count: a multiple of five. */
export type PublishedCell = { readonly street: string; readonly values: readonly string[]; readonly count: number };

/**
 * Every count that is published of a division, street by street. What is published as nobody is left out whether it is nobody or a few.
 * @param groups of whole streets: a street that is counted in part would be rounded in another way
 */
export function publishedCells(groups: readonly CountedGroup[], division: readonly DimensionKey[]): readonly PublishedCell[] {
  const combinations = division.reduce<readonly (readonly string[])[]>(
    (some, key) => some.flatMap((values) => valuesOf(key).map((next) => [...values, next])),
    [[]],
  );
  return [...Map.groupBy(groups, ({ street }) => street)].flatMap(([street, ofStreet]) => {
    const counts = new Map<string, number>();
    for (const group of ofStreet) {
      const place = division.map((key) => group[key]).join("/");
      counts.set(place, (counts.get(place) ?? 0) + group.count);
    }
    const published = roundedTogether(combinations.map((values) => counts.get(values.join("/")) ?? 0));
    return combinations.flatMap((values, i) => (published[i] ? [{ street, values, count: published[i] }] : []));
  });
}

function valuesOf(key: DimensionKey): readonly string[] {
  return (dimensions.find((dimension) => dimension.key === key)?.values ?? []).map(({ key: name }) => name);
}

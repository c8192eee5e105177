import { describe, expect, test } from "vitest";
import { openPacks, type Condition, type Pack } from "../src/index.ts";
import { documentText, type TextLine } from "../src/text/index.ts";
import { condition, miniHead, miniMeasure, miniVocabulary, open, programOf } from "./mini-pack.ts";
import { compiled, documentIds } from "./real-packs.ts";

/** What a text says of one benefit with this condition or these fields, all lines in order. */
function said(benefit: string, more = ""): { readonly zh: string; readonly en: string } {
  const pack = open([...miniVocabulary, ...miniHead(more, ["b0"]), miniMeasure({ b0: benefit })]);
  const text = documentText(programOf(pack));
  const lines = text.measures.flatMap(({ benefits }) =>
    benefits.flatMap(({ sections }) => sections.flatMap((section) => section.lines.flatMap(flat))),
  );
  return {
    zh: [...lines.map(({ zh }) => zh), ...text.terms.map(({ zh }) => zh)].join("\n"),
    en: [...lines.map(({ en }) => en), ...text.terms.map(({ en }) => en)].join("\n"),
  };
}

function flat({ text, under }: TextLine): readonly TextLine["text"][] {
  return [text, ...under.flatMap(flat)];
}

test.each([
  ["person.age >= 7 && person.age < 15", "已满7周岁，并且未满15周岁", "aged 7 or over, and under 15"],
  ["disability.visual in [1, 2] || disability.mental == 1", "视力为一级或二级，或精神为一级", "Visual: 1 or 2, or Mental: 1"],
  ["disability.certificate in ['none', 'expired']", "证件为没有或过期", "Certificate: none or expired"],
  ["!(disability.certificate in ['none', 'expired'])", "证件为有效", "Certificate: valid"],
  ["disability.visual > 0 || disability.mental in [1, 2, 3, 4]", "有视力，或有精神", "Visual of any level, or Mental of any level"],
  ["person.sex != 'male'", "性别为女", "Sex: female"],
  ["!disability.poor && person.sex == 'male'", "不属于“困难”，并且性别为男", 'not "Hardship", and Sex: male'],
  [
    "disability.poor ? person.age < 60 : person.age < 55",
    "（困难，并且未满60周岁），或（不属于“困难”，并且未满55周岁）",
    '(Hardship, and under 60), or (not "Hardship", and under 55)',
  ],
  [
    "within(person.home, '510000') && !within(person.work, '500000')",
    "常住地在四川省，并且工作地不在重庆市",
    "Home in Sichuan, and Place of work not in Chongqing",
  ],
  ["claim.self_paid > yuan(1000.5)", "自付高于1,000.50元", "Paid oneself is above 1,000.50 yuan"],
  ["person.birth_date < '2010-09-01'", "出生日期早于2010年9月1日", "Birth date is before 2010-09-01"],
  [
    "employer.disabled_employees >= employer.employees * 0.016",
    "残疾职工不少于职工×0.016",
    "Disabled employees is at least Employees × 0.016",
  ],
  ["claim.months + claim.days >= 3", "月数加上天数不少于3", "Months plus Days is at least 3"],
])("the condition %s says what it computes", (when, zh, en) => {
  const text = said(`subject: person, amount: {kind: none}, conditions: [${condition(when)}]`);
  expect(text.zh).toContain(`即：${zh}。`);
  expect(text.en).toContain(`That is: ${en}.`);
});

test.each([
  ["{kind: fixed, yuan: 400, per: month}", "每月400元。", "400 yuan a month."],
  ["{kind: unset, per: month}", "发放现金，文件没有写明标准。", "Money; the document names no rate."],
  [
    "{kind: computed, formula: 'stepped(claim.months, [3, 6], [yuan(100), yuan(200), yuan(300)])'}",
    "按月数：不超过3的100元，不超过6的200元，超过6的300元。",
    "By Months: 100 yuan up to 3, 200 yuan up to 6, 300 yuan above 6.",
  ],
  [
    "{kind: computed, formula: 'sliding(claim.self_paid, [1000, 5000], [0, 0.5, 0.755])', max: 2000}",
    "自付分段计算：0元至1,000元的部分0%，1,000元至5,000元的部分50%，5,000元以上的部分75.5%",
    "75.5% of what exceeds 5,000 yuan",
  ],
  [
    "{kind: computed, formula: 'yuan(1000) * floor(employer.disabled_employees - employer.employees * 0.016)'}",
    "1,000元乘以（残疾职工减去职工×0.016）的整数部分。",
    "1,000 yuan times the whole part of (Disabled employees less Employees × 0.016).",
  ],
  [
    "[{to: 2024-12-31, when: \"person.birth_date < '2000-01-01'\", kind: fixed, yuan: 90, per: month}, {kind: floor, min: 70, per: month}]",
    "至2024年12月31日止：出生日期早于2000年1月1日的：每月90元。\n每月不低于70元。",
    "90 yuan a month where Birth date is before 2000-01-01 until 2024-12-31.",
  ],
])("the amount %s is said in words", (amount, zh, en) => {
  const text = said(`subject: person, amount: ${amount}, conditions: []`);
  expect(text.zh).toContain(zh);
  expect(text.en).toContain(en);
});

test("limits, dates, switches, officers and soft conditions are said", () => {
  const text = said(
    "subject: household, in_force: {from: 2024-01-01, to: 2025-12-31}, switch: off, refer: {when: disability.poor}, limits: {months_per_year: 10, yuan_per_year: 3000}, " +
      "amount: {kind: fixed, yuan: 10, per: month}, conditions: [{id: s, zh: 由街道核实, en: Checked by the street, soft: true}]",
  );
  for (const part of [
    "自2024年1月1日起至2025年12月31日止。",
    "现在没有开通",
    "有下列情形的，由工作人员核定：困难。",
    "一年最多发10个月。",
    "一年最多3,000元。",
    "所有家庭。",
    "由街道核实。",
  ])
    expect(text.zh).toContain(part);
  for (const part of [
    "From 2024-01-01 until 2025-12-31.",
    "at present it is off",
    "An officer decides where: Hardship.",
    "At most 10 months a year.",
    "Every household.",
  ])
    expect(text.en).toContain(part);
});

test("a group is called by its name, and explained once", () => {
  const pack = open([
    ...miniVocabulary,
    ...miniHead("", ["b0", "b1"]),
    {
      path: "mini/definitions.yaml",
      text: "definitions:\n  group: {zh: 困难老人（已满60周岁且困难）, en: Poor and old (aged 60 and in hardship), when: person.age >= 60 && disability.poor, source: 一}\n",
    },
    miniMeasure({
      b0: "subject: person, amount: {kind: none}, conditions: [group]",
      b1: `subject: person, amount: {kind: none}, conditions: [${condition("group && person.sex == 'male'")}]`,
    }),
  ]);
  const { terms, measures } = documentText(programOf(pack));
  expect(terms).toEqual([
    {
      zh: "“困难老人（已满60周岁且困难）”指：已满60周岁，并且困难。",
      en: '"Poor and old (aged 60 and in hardship)" means: aged 60 or over, and Hardship.',
    },
  ]);
  const [, second] = measures[0]?.benefits ?? [];
  expect(second?.sections[0]?.lines.flatMap(flat).map(({ zh }) => zh)).toContain("即：困难老人，并且性别为男。");
});

describe.each(documentIds)("every benefit of %s", (id) => {
  const { pack } = compiled(id);
  const program = programOf(openPacks([pack]).get(id) as Pack, pack.inForce.to ?? "2024-06-01");
  const text = documentText(program);
  const all = [
    text.title,
    ...text.general,
    ...text.terms,
    ...text.measures.flatMap((measure) => [
      measure.title,
      ...measure.benefits.flatMap(({ title, sections }) => [
        title,
        ...sections.flatMap(({ heading, lines }) => [heading, ...lines.flatMap(flat)]),
      ]),
    ]),
  ];

  test("is written in both languages, with nothing of the machinery showing", () => {
    expect(text.measures.flatMap(({ benefits }) => benefits)).toHaveLength(pack.benefits.length);
    const names = new Set([
      ...pack.vocabulary.facts.map(({ name }) => name),
      ...pack.definitions.map(({ name }) => name).filter((name) => name.includes("_")),
    ]);
    const faults = all.flatMap(({ zh, en }) => {
      const isRaw =
        [...names].some((name) => zh.includes(name) || en.includes(name)) ||
        /NaN|&&|\|\||==|_|\[|\]/.test(zh + en) ||
        /undefined|null|object/.test(zh);
      const isChinese = /[一-鿿]/.test(zh) && !/[,;?!](?=[一-鿿])|[，。；：、]{2}|（）/.test(zh);
      // Clauses keep their numbers: 三(一)3, 专栏2-资金-1.
      const withoutClauses = en.replaceAll(
        /(专栏|附件|分工)[-\d.]*([一-鿿]+-\d+)?|[一二三四五六七八九十](\([一二三四五六七八九十]+\)\d*)?/g,
        "X",
      );
      const isEnglish = /[A-Za-z0-9]/.test(en) && !/[一-鿿，。；：（）]|\.\.|  |\(\)/.test(withoutClauses);
      return isRaw || !isChinese || !isEnglish ? [{ zh, en }] : [];
    });
    expect(faults).toEqual([]);
  });

  test("says every condition, every dated amount and every reading", () => {
    for (const { key, sections } of text.measures.flatMap(({ benefits }) => benefits)) {
      const benefit = pack.benefits.find((candidate) => candidate.key === key);
      const lines = sections
        .flatMap((section) => section.lines.flatMap(flat))
        .map(({ zh }) => zh)
        .join("\n");
      for (const position of benefit?.conditions ?? []) expect(lines).toContain((pack.conditions[position] as Condition).text.zh);
      for (const { from } of benefit?.amounts ?? [])
        if (from !== null) expect(lines).toContain(`${Number(from.slice(0, 4))}年${Number(from.slice(5, 7))}月`);
      for (const number of benefit?.readings ?? []) expect(lines).toContain(`理解${number}：`);
    }
  });
});

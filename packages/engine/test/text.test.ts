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
    zh: [...lines, ...text.terms.flatMap(flat)].map(({ zh }) => zh).join("\n"),
    en: [...lines, ...text.terms.flatMap(flat)].map(({ en }) => en).join("\n"),
  };
}

function flat({ text, under }: TextLine): readonly TextLine["text"][] {
  return [text, ...under.flatMap(flat)];
}

test.each([
  ["person.age >= 7 && person.age < 15", "7至14周岁", "is aged 7 to 14"],
  ["disability.visual in [1, 2] || disability.mental == 1", "视力为一级或二级，或精神为一级", "Visual: 1 or 2, or Mental: 1"],
  ["disability.certificate in ['none', 'expired']", "证件为没有或过期", "Certificate: none or expired"],
  ["!(disability.certificate in ['none', 'expired'])", "证件为有效", "Certificate: valid"],
  ["disability.visual > 0 || disability.mental in [1, 2, 3, 4]", "有视力或精神", "Visual of any level, or Mental of any level"],
  ["person.sex != 'male'", "性别为女", "Sex: female"],
  ["!disability.poor && person.sex == 'male'", "不属于“困难”，并且性别为男", 'not "Hardship", and Sex: male'],
  [
    "disability.poor ? person.age < 60 : person.age < 55",
    "困难的未满60周岁，不属于“困难”的未满55周岁",
    'whoever Hardship is under 60, and whoever not "Hardship" is under 55',
  ],
  [
    "within(person.home, '510000') && !within(person.work, '500000')",
    "常住地在四川省，并且工作地不在重庆市",
    "Home in Sichuan, and Place of work not in Chongqing",
  ],
  ["claim.self_paid > yuan(1000.5)", "自付高于1,000.50元", "Paid oneself is above 1,000.50 yuan"],
  ["person.birth_date < '2010-09-01'", "出生日期早于2010年9月1日", "Birth date is before 1 September 2010"],
  [
    "employer.disabled_employees >= employer.employees * 0.016",
    "残疾职工不少于职工的1.6%",
    "Disabled employees is at least 1.6% of Employees",
  ],
  ["claim.months + claim.days >= 3", "月数加上天数不少于3", "Months plus Days is at least 3"],
])("the condition %s says what it computes", (when, zh, en) => {
  const text = said(`subject: person, amount: {kind: none}, conditions: [${condition(when)}]`);
  expect(text.zh).toContain(`即：${zh}。`);
  expect(text.en).toContain(`That is: ${en}.`);
});

/** Facts of every type that say how they read in a sentence. */
const saying = {
  path: "vocabulary/family.yaml",
  text: `
group: family
zh: 家庭
en: Family
screens:
  family: {zh: 家庭, en: Family, facts: [allowance, margin, stage, members, bill, place, born, staff]}
facts:
  allowance: {type: bool, zh: 低保, en: Allowance, says: {yes: {zh: 享受低保, en: has the allowance}, no: {zh: 不享受低保, en: does not have the allowance}}}
  margin: {type: bool, zh: 边缘, en: Margin, says: {yes: {zh: 享受边缘补助, en: has the marginal aid}, no: {zh: 不享受边缘补助, en: does not have the marginal aid}}}
  stage:
    type: enum
    values: {none: {zh: 没有上学, en: Not at school}, primary: {zh: 小学, en: Primary school}, junior: {zh: 初中, en: Junior school}, course: {zh: 本科, en: Undergraduate}}
    zh: 在读学段
    en: Stage
    says:
      yes: {zh: 正在读…, en: is in …}
      no: {zh: 没有在读…, en: is not in …}
      words: {course: {zh: 大学本科, en: an undergraduate course}}
      alone: {none: {yes: {zh: 没有上学, en: is not at school}, no: {zh: 在校就读, en: is at school}}}
  members:
    type: int
    range: [0, null]
    zh: 家庭残疾人数
    en: Disabled people in the household
    says:
      yes: {zh: 家里有…名残疾人, en: has … disabled people in the household}
      noun: {zh: 家里残疾人数, en: the number of disabled people in the household}
      alone: {0: {yes: {zh: 家里没有残疾人, en: has nobody disabled in the household}, no: {zh: 家里有残疾人, en: has somebody disabled in the household}}}
  bill: {type: money, zh: 已缴费用, en: Fee paid, says: {yes: {zh: 已缴费…, en: has paid a fee of …}, noun: {zh: 实缴费用, en: the fee paid}, alone: {0: {yes: {zh: 没有缴费, en: has paid no fee}, no: {zh: 已缴费, en: has paid the fee}}}}}
  place: {type: region, zh: 学校所在地, en: Place of the school, says: {yes: {zh: 在…就读, en: goes to school in …}, no: {zh: 不在…就读, en: does not go to school in …}}}
  born: {type: date, zh: 生日, en: Birthday, says: {yes: {zh: 在…出生, en: was born …}}}
  staff: {type: int, range: [0, null], zh: 职工, en: Staff, says: {noun: {zh: 职工人数, en: the number of employees}}}
`,
};

/** What a text says of one benefit, its facts having sentences of their own. */
function told(benefit: string, more = "", definitions = ""): { readonly zh: string; readonly en: string } {
  const files = definitions ? [{ path: "mini/definitions.yaml", text: definitions }] : [];
  const text = documentText(
    programOf(open([...miniVocabulary, saying, ...miniHead(more, ["b0"]), ...files, miniMeasure({ b0: benefit })])),
  );
  const lines = text.measures.flatMap(({ benefits }) => benefits.flatMap(({ sections }) => sections.flatMap((section) => section.lines)));
  const all = [...lines, ...text.terms].flatMap(flat);
  return { zh: all.map(({ zh }) => zh).join("\n"), en: all.map(({ en }) => en).join("\n") };
}

test.each([
  ["!family.allowance", "不享受低保", "does not have the allowance"],
  ["family.allowance || family.margin", "享受低保或边缘补助", "has the allowance or the marginal aid"],
  ["!family.allowance || !family.margin", "不享受低保，或不享受边缘补助", "does not have the allowance, or does not have the marginal aid"],
  ["family.stage in ['primary', 'course']", "正在读小学或大学本科", "is in primary school or an undergraduate course"],
  ["family.stage == 'none'", "没有上学", "is not at school"],
  ["family.stage != 'none'", "在校就读", "is at school"],
  ["family.members >= 2", "家里至少有两名残疾人", "has at least two disabled people in the household"],
  ["family.members >= 1", "家里有残疾人", "has somebody disabled in the household"],
  ["family.members < 1", "家里没有残疾人", "has nobody disabled in the household"],
  ["family.members < 20", "家里有不到20名残疾人", "has fewer than 20 disabled people in the household"],
  ["family.bill > yuan(0)", "已缴费", "has paid the fee"],
  ["family.bill < yuan(1000)", "已缴费不到1,000元", "has paid a fee of less than 1,000 yuan"],
  ["!within(family.place, '510000')", "不在四川省就读", "does not go to school in Sichuan"],
  ["family.born >= '2010-09-01'", "在2010年9月1日或之后出生", "was born on 1 September 2010 or after"],
  ["family.members > family.staff * 0.25", "家里残疾人数超过职工人数的25%", "is more than 25% of the number of employees"],
  [
    "family.members * 1000 > family.staff * param.quota",
    "家里残疾人数超过职工人数的1.5%（规定比例）",
    "1.5% of the number of employees (the quota)",
  ],
  [
    "person.age >= 16 && person.age < (family.allowance ? 60 : param.end)",
    "已满16周岁，并且（享受低保的未满60周岁，不享受低保的未满55周岁）",
    "is aged 16 or over, and (whoever has the allowance is under 60, and whoever does not have the allowance is under 55)",
  ],
])("a fact says %s in its own words", (when, zh, en) => {
  const parameters =
    "parameters:\n  quota: {zh: 规定比例（千分之）, en: Quota (per thousand), type: int, source: 一, values: [{value: 15, source: 一}]}\n  end: {zh: 上限, en: End, type: int, source: 一, values: [{value: 55, source: 一}]}\n";
  const text = told(`subject: person, amount: {kind: none}, conditions: [${condition(when)}]`, parameters);
  expect(text.zh).toContain(`${zh}。`);
  expect(text.en).toContain(`${en}.`);
});

test.each([
  [
    "{kind: share, share: 1, base: family.bill, per: case}",
    "每例按实缴费用全额报销。",
    "The fee paid is refunded in full, for every case.",
  ],
  [
    "{kind: share, share: 1, base: family.bill, max: 150, per: year}",
    "每年按实缴费用全额报销，最高150元。",
    "The fee paid is refunded in full, up to 150 yuan a year.",
  ],
  ["{kind: share, share: 0.8, base: family.bill}", "实缴费用的80%。", "80% of the fee paid."],
])("the share %s is said with its bill", (amount, zh, en) => {
  const text = told(`subject: person, amount: ${amount}, conditions: []`);
  expect(text.zh).toContain(zh);
  expect(text.en).toContain(en);
});

test.each([
  ["享受低保", "Has the allowance", "family.allowance", false],
  ["家里有两名及以上残疾人", "The household has two or more disabled members", "family.members >= 2", false],
  ["不享受低保（另有规定的除外）", "Has no allowance (unless ruled otherwise)", "!family.allowance", false],
  ["享受低保和边缘补助", "Has both", "family.allowance || family.margin", true],
  ["享受低保", "Has aid", "!family.allowance", true],
  ["学生", "A student", "family.stage in ['primary', 'junior']", true],
])("the sentence %s / %s about %s needs its meaning beside it: %s", (zh, en, when, isNeeded) => {
  const text = told(`subject: person, amount: {kind: none}, conditions: [{id: c, zh: "${zh}", en: "${en}", when: "${when}"}]`);
  expect(text.zh.includes("即：")).toBe(isNeeded);
  expect(text.en.includes("That is:")).toBe(isNeeded);
});

test("a definition says itself in sentences, and is explained once with its reading", () => {
  const text = told(
    `subject: person, amount: {kind: none}, conditions: [${condition("!group && !alike")}]`,
    "",
    "definitions:\n" +
      "  group: {zh: 困难户（低保）, en: Poor (allowance), when: family.allowance && family.members >= 2, source: 一, reading: 7, says: {yes: {zh: 是困难户, en: is poor}, no: {zh: 不是困难户, en: is not poor}}}\n" +
      "  alike: {zh: 困难户, en: Poor, when: family.allowance && family.members >= 2, source: 一}\n",
  );
  expect(text.zh).toContain("即：不是困难户，并且不属于“困难户”。");
  expect(text.en).toContain('That is: is not poor, and not "Poor".');
  expect(text.zh.match(/“困难户”指：/g)).toHaveLength(1);
});

test.each([
  ["{kind: fixed, yuan: 400, per: month}", "每月400元。", "400 yuan a month."],
  ["{kind: unset, per: month}", "给予资金补助，文件没有写明标准。", "A sum of money; the document names no rate."],
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
    "1,000元乘以（残疾职工减去职工的1.6%）的整数部分。",
    "1,000 yuan times the whole part of (Disabled employees less 1.6% of Employees).",
  ],
  [
    "[{to: 2024-12-31, when: \"person.birth_date < '2000-01-01'\", kind: fixed, yuan: 90, per: month}, {kind: floor, min: 70, per: month}]",
    "至2024年12月31日止：出生日期早于2000年1月1日的：每月90元。\n每月不低于70元。",
    "Until 31 December 2024, whoever Birth date is before 1 January 2000: 90 yuan a month.",
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
    "From 1 January 2024 until 31 December 2025.",
    "at present it is not open",
    "An officer decides where this applies: Hardship.",
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
      text: { zh: "“困难老人”指：已满60周岁，并且困难。", en: '"Poor and old" means: is aged 60 or over, and Hardship.' },
      under: [],
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
    ...text.terms.flatMap(flat),
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

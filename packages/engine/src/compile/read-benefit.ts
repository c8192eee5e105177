import type { AmountKind, AmountLine, Benefit, BenefitKind, Condition, Exclusion, Limits, Period, Subject } from "../compiled-pack.ts";
import type { Ir } from "../ir.ts";
import { parseYuan } from "../money.ts";
import { factIndex } from "../vocabulary.ts";
import type { Text } from "../text.ts";
import { checkDated } from "./dated.ts";
import { suggestion } from "./fault.ts";
import { factsRead, lower } from "./lower.ts";
import { periods } from "./read-pack.ts";
import type { DefinitionSource, PackScope } from "./scope.ts";
import type { Source } from "./source.ts";

/** What a benefit's file may refer to by name. */
export type BenefitContext = {
  readonly scope: PackScope;
  readonly definitions: ReadonlyMap<string, DefinitionSource>;
  readonly units: ReadonlyMap<string, Text>;
  readonly evidence: ReadonlyMap<string, Text>;
  readonly benefitKeys: ReadonlySet<string>;
  /** Benefits of a pack extended that are left out here. */
  readonly leftOut: ReadonlySet<string>;
  readonly clauses: ReadonlySet<string>;
  readonly readings: ReadonlySet<number>;
  /** Keeps a condition once however many benefits share it, and gives its position. */
  readonly keep: (condition: Condition) => number;
};

const kinds = ["cash", "reimbursement", "fee_waiver", "in_kind", "service", "status"] as const satisfies readonly BenefitKind[];
const subjects = ["person", "household", "employer", "institution"] as const satisfies readonly Subject[];
export const topics = [
  "money",
  "rehabilitation",
  "care",
  "education",
  "work",
  "home",
  "transport",
  "medical",
  "insurance",
  "culture",
  "rights",
  "certificate",
] as const;
const amountKinds = ["fixed", "floor", "range", "cap", "share", "computed", "unset", "none"] as const satisfies readonly AmountKind[];

const benefitFields = [
  "changes",
  "ref",
  "in_force",
  "switch",
  "refer",
  "once_of",
  "conditions",
  "excludes",
  "limits",
  "window",
  "units",
  "funds",
  "evidence",
  "readings",
  "follows",
  "note",
];

/** Reads one benefit; whatever is wrong with it becomes faults. */
export function readBenefit(source: Source, measure: Benefit["measure"], context: BenefitContext): Benefit {
  source.shape(["key", "zh", "en", "kind", "subject", "topic", "source", "amount"], benefitFields);
  const clause = source.get("source").string();
  if (clause && !context.clauses.has(clause)) {
    source.get("source").fail("no_source", {
      zh: `条款清单里没有“${clause}”。`,
      en: `The list of clauses has no "${clause}".`,
      ...suggestion(clause, context.clauses),
    });
  }
  return {
    key: source.get("key").string(),
    ref: source.get("ref").optionalString(),
    text: source.text(),
    kind: source.get("kind").oneOf(kinds, "service"),
    subject: source.get("subject").oneOf(subjects, "person"),
    topic: source.get("topic").oneOf(topics, "money"),
    measure,
    source: clause,
    inForce: readPeriod(source.get("in_force")),
    isSwitch: source.get("switch").oneOf(["on", "off"] as const, "on") === "off",
    refer: readRefer(source.get("refer"), context),
    onceOf: source.get("once_of").optionalString(),
    conditions: source
      .get("conditions")
      .items()
      .map((item) => context.keep(readCondition(item, clauseOf(source, "conditions"), context))),
    excludes: source
      .get("excludes")
      .items()
      .flatMap((item) => readExclusion(item, context) ?? []),
    amounts: readAmounts(source.get("amount"), clauseOf(source, "amount"), context),
    limits: readLimits(source.get("limits")),
    window: readWindow(source.get("window")),
    units: {
      lead: named(source.get("units").get("lead"), context.units),
      support: named(source.get("units").get("support"), context.units),
    },
    funds: source.get("funds").optionalText(),
    evidence: named(source.get("evidence"), context.evidence),
    readings: readReadings(source.get("readings"), context),
    follows: readFollows(source.get("follows")),
    note: source.get("note").optionalText(),
  };
}

/** Under which clause a field stands: what a change leaves as it is stands where it was first written. */
function clauseOf(benefit: Source, field: string): string {
  return benefit.writerOf(field).get("source").string();
}

function readPeriod(source: Source): Period {
  source.shape([], ["from", "to", "reading"]);
  return { from: source.get("from").day(), to: source.get("to").day() };
}

function readRefer(source: Source, context: BenefitContext): Benefit["refer"] {
  if (!source.exists) return null;
  source.shape(["when"], ["reading"]);
  const when = lower(source.get("when"), context.scope, "bool") ?? { op: "const", value: 1 };
  return { when, reading: source.get("reading").exists ? source.get("reading").whole() : null };
}

/** Whether the earlier document has these benefits is not known here: it may not be installed. */
function readFollows(source: Source): Benefit["follows"] {
  if (!source.exists) return null;
  source.shape(["pack", "benefits"], []);
  const benefits = source.get("benefits").items();
  return { pack: source.get("pack").string(), benefits: benefits.map((item) => item.string()) };
}

function readReadings(source: Source, context: BenefitContext): readonly number[] {
  return source.items().map((item) => {
    const number = item.whole();
    if (!context.readings.has(number)) {
      item.fail("unknown_name", {
        zh: `没有第${number}号读法。`,
        en: `There is no reading ${number}.`,
        fixZh: "请在 readings.yaml 里写明这一读法。",
        fixEn: "Write it down in readings.yaml.",
      });
    }
    return number;
  });
}

/** A condition: the name of a definition, a sentence with an expression, or a group of alternatives. */
function readCondition(source: Source, clause: string, context: BenefitContext): Condition {
  if (source.isText) return namedCondition(source, clause, context);
  const isGroup = source.get("any").exists;
  const isSoft = source.get("soft").exists && source.get("soft").boolean();
  const expression = isGroup ? "any" : "when";
  source.shape(["id", "zh", "en", ...(isSoft ? [] : [expression])], [expression, "soft", "source", "reading", "readings", "note"]);
  const any = source
    .get("any")
    .items()
    .map((item) => readAlternative(item, clause, context));
  const whole = isGroup
    ? ({ op: "or", of: any.flatMap((alternative) => alternative.ir ?? []) } satisfies Ir)
    : lower(source.get("when"), context.scope, "bool");
  const own = source.get("reading").exists ? [source.get("reading").whole()] : [];
  return condition(source, source.get("id").string(), whole, clause, context, {
    any,
    readings: [...own, ...readReadings(source.get("readings"), context)],
  });
}

function readAlternative(source: Source, clause: string, context: BenefitContext): Condition {
  if (source.isText) return namedCondition(source, clause, context);
  source.shape(["zh", "en", "when"], ["id", "source", "reading", "note"]);
  return condition(source, source.get("id").optionalString() ?? "", lower(source.get("when"), context.scope, "bool"), clause, context, {});
}

function namedCondition(source: Source, clause: string, context: BenefitContext): Condition {
  const name = source.string();
  const definition = context.definitions.get(name);
  if (!definition) {
    source.fail("unknown_name", {
      zh: `没有定义“${name}”。`,
      en: `There is no definition "${name}".`,
      ...suggestion(name, context.definitions.keys()),
    });
    return condition(source, name, null, "", context, { text: { zh: name, en: name } });
  }
  const typed = context.scope.named(name);
  // What a pack takes from the one that it extends stands under the clause that uses it.
  const own = definition.source.get("source").string();
  const cited = context.clauses.has(own) ? own : clause;
  const readings = definition.source.get("reading").exists ? [definition.source.get("reading").whole()] : [];
  return condition(definition.source, name, typed?.ir ?? null, cited, context, { text: definition.source.text(), readings });
}

type ConditionExtras = { readonly any?: readonly Condition[]; readonly readings?: readonly number[]; readonly text?: Text };

function condition(source: Source, id: string, ir: Ir | null, clause: string, context: BenefitContext, extras: ConditionExtras): Condition {
  const { vocabulary } = context.scope;
  const facts = ir ? factsRead(ir, vocabulary) : [];
  const soft = source.get("soft").exists && source.get("soft").boolean();
  const index = factIndex(vocabulary);
  const isOfficers = facts.some((name) => vocabulary.facts[index.get(name) ?? -1]?.officer);
  return {
    id,
    text: extras.text ?? source.text(),
    ir: ir ?? (soft ? null : { op: "const", value: 1 }),
    source: extras.text ? clause : (source.get("source").optionalString() ?? clause),
    facts,
    judgement: soft || isOfficers,
    soft,
    readings: extras.readings ?? [],
    any: extras.any ?? [],
  };
}

function readExclusion(source: Source, context: BenefitContext): Exclusion | null {
  source.shape(["benefit", "prevails"], ["fact", "reading", "source"]);
  const benefit = source.get("benefit").string();
  // Nothing is left to give way to.
  if (context.leftOut.has(benefit)) return null;
  if (!context.benefitKeys.has(benefit)) {
    source.get("benefit").fail("unknown_name", {
      zh: `没有待遇“${benefit}”。`,
      en: `There is no benefit "${benefit}".`,
      ...suggestion(benefit, context.benefitKeys),
    });
    return null;
  }
  const prevails = source.get("prevails").oneOf(["other", "higher", "received"] as const, "other");
  const fact = source.get("fact").optionalString();
  const received = fact === null ? null : (factIndex(context.scope.vocabulary).get(fact) ?? null);
  if (prevails === "received" && received === null) {
    source.fail("missing_field", {
      zh: "“已享受的优先”要写明哪一事项表示已享受。",
      en: "Where the one received prevails, name the fact that says so.",
      fixZh: "请写 fact: …",
      fixEn: "Write fact: …",
    });
  }
  return { benefit, prevails, received };
}

function readAmounts(source: Source, clause: string, context: BenefitContext): readonly AmountLine[] {
  const sources = source.isList ? source.items() : source.exists ? [source] : [];
  const lines = sources.map((item) => readAmount(item, clause, context));
  const unconditional = lines.flatMap((line, i) => (line.when === null ? [i] : []));
  checkDated(
    unconditional.map((i) => lines[i] as AmountLine),
    unconditional.map((i) => sources[i] as Source),
  );
  return lines;
}

const amountFields: Readonly<Record<AmountKind, readonly [required: readonly string[], optional: readonly string[]]>> = {
  fixed: [["yuan"], []],
  floor: [["min"], []],
  range: [["min", "max"], []],
  cap: [["max"], []],
  share: [["share", "base"], ["max"]],
  computed: [["formula"], ["max"]],
  unset: [[], []],
  none: [[], []],
};

function readAmount(source: Source, clause: string, context: BenefitContext): AmountLine {
  const kind = source.get("kind").oneOf(amountKinds, "none");
  const [required, optional] = amountFields[kind];
  source.shape(["kind", ...required], [...optional, "from", "to", "when", "per", "source", "reading", "note"]);
  const share = source.get("share");
  return {
    from: source.get("from").day(),
    to: source.get("to").day(),
    when: lower(source.get("when"), context.scope, "bool"),
    kind,
    per: source.get("per").exists ? source.get("per").oneOf(periods, "month") : null,
    fen: fenOf(source.get("yuan")),
    minFen: fenOf(source.get("min")),
    maxFen: fenOf(source.get("max")),
    share: share.exists ? readShare(share) : null,
    base: source.get("base").exists ? readBase(source.get("base"), context) : null,
    formula: source.get("formula").exists ? lower(source.get("formula"), context.scope, "money") : null,
    source: source.get("source").optionalString() ?? clause,
    reading: source.get("reading").exists ? source.get("reading").whole() : null,
  };
}

function fenOf(source: Source): number | null {
  if (!source.exists) return null;
  const fen = parseYuan(source.number());
  if (fen !== null && fen >= 0) return fen;
  source.fail("wrong_shape", {
    zh: "金额以元为单位，最多两位小数，不为负。",
    en: "A sum in yuan has at most two decimals and is not negative.",
    fixZh: "请改成例如 110 或 0.5。",
    fixEn: "Change it to something like 110 or 0.5.",
  });
  return null;
}

function readShare(source: Source): AmountLine["share"] {
  const value = source.number();
  for (let scale = 0; scale <= 6; scale++) {
    const whole = Math.round(value * 10 ** scale);
    if (whole / 10 ** scale === value && value >= 0 && value <= 1) return { value: whole, scale };
  }
  source.fail("wrong_shape", {
    zh: "比例是0到1之间的小数，最多六位，例如 0.8。",
    en: "A share is a decimal between 0 and 1 with at most six decimals, such as 0.8.",
    fixZh: "80%写0.8；比本数还多的，用 computed 写式子。",
    fixEn: "Write 0.8 for 80 %; more than the whole is written as a formula (computed).",
  });
  return null;
}

function readBase(source: Source, context: BenefitContext): AmountLine["base"] {
  const name = source.string();
  const { vocabulary } = context.scope;
  if (name.startsWith("param.")) {
    const param = name.slice("param.".length);
    if (context.scope.parameter(param)?.kind === "money") return { param };
    source.fail("unknown_name", {
      zh: `没有金额参数“${param}”。`,
      en: `There is no money parameter "${param}".`,
      ...suggestion(param, context.scope.parameterNames()),
    });
    return null;
  }
  const fact = factIndex(vocabulary).get(name);
  if (fact !== undefined && vocabulary.facts[fact]?.type === "money") return { fact };
  const sums = vocabulary.facts.filter((candidate) => candidate.type === "money").map((candidate) => candidate.name);
  source.fail("unknown_name", { zh: `“${name}”不是金额事项。`, en: `"${name}" is not a fact of money.`, ...suggestion(name, sums) });
  return null;
}

function readLimits(source: Source): Limits {
  source.shape([], ["months_per_year", "yuan_per_month", "yuan_per_year", "yuan_lifetime", "reading"]);
  return {
    monthsPerYear: source.get("months_per_year").exists ? source.get("months_per_year").whole() : null,
    fenPerMonth: fenOf(source.get("yuan_per_month")),
    fenPerYear: fenOf(source.get("yuan_per_year")),
    fenInLifetime: fenOf(source.get("yuan_lifetime")),
  };
}

function readWindow(source: Source): Benefit["window"] {
  if (!source.exists) return null;
  source.shape([], ["apply", "review", "pay", "zh", "en", "source", "reading"]);
  const months = (key: string) =>
    source
      .get(key)
      .items()
      .map((item) => {
        const month = item.whole();
        if (month < 1 || month > 12)
          item.fail("wrong_shape", {
            zh: "月份应为1至12。",
            en: "A month is 1 to 12.",
            fixZh: "请改正月份。",
            fixEn: "Correct the month.",
          });
        return month;
      });
  return { apply: months("apply"), review: months("review"), pay: months("pay"), text: source.get("zh").exists ? source.text() : null };
}

function named(source: Source, names: ReadonlyMap<string, Text>): readonly Text[] {
  return source.items().flatMap((item) => {
    const key = item.string();
    const text = names.get(key);
    if (!text)
      item.fail("unknown_name", {
        zh: `本文件没有登记“${key}”。`,
        en: `"${key}" is not registered in this pack.`,
        ...suggestion(key, names.keys()),
      });
    return text ?? [];
  });
}

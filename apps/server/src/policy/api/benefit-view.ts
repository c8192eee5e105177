import type { BenefitDetail, BenefitLine, Wire } from "@huican/contract";
import { amountText, shareBase, toYuan, type Benefit, type Condition, type Program } from "@huican/engine";

/** A benefit on one line of a list, with its rates on the program's day. */
export function benefitLine(program: Program, position: number): Wire<typeof BenefitLine> {
  const { compiled } = program.pack;
  const benefit = compiled.benefits[position] as Benefit;
  const base = shareBase(compiled, benefit);
  return {
    key: benefit.key,
    ref: benefit.ref,
    title: benefit.text,
    kind: benefit.kind,
    subject: benefit.subject,
    topic: benefit.topic,
    measure: { number: benefit.measure.number, title: benefit.measure.text },
    source: benefit.source,
    in_force: benefit.inForce,
    is_in_force: program.setting.inForce[position] === true,
    is_switch: benefit.isSwitch,
    rates: (program.setting.rates[position] ?? []).map(({ amount }) => ({ amount, text: amountText(amount, base) })),
  };
}

/** Everything that a benefit says. */
export function benefitView(program: Program, position: number): Wire<typeof BenefitDetail> {
  const { compiled } = program.pack;
  const { conditions, excludes, onceOf, limits, window, units, funds, evidence, readings, note } = compiled.benefits[position] as Benefit;
  const factName = (column: number) => compiled.vocabulary.facts[column]?.name ?? null;
  return {
    ...benefitLine(program, position),
    conditions: conditions.map((place) => conditionView(compiled.conditions[place] as Condition)),
    excludes: excludes.map(({ benefit, prevails, received }) => ({
      benefit,
      prevails,
      received: received === null ? null : factName(received),
    })),
    once_of: onceOf,
    limits: {
      months_per_year: limits.monthsPerYear,
      yuan_per_month: yuan(limits.fenPerMonth),
      yuan_per_year: yuan(limits.fenPerYear),
      yuan_in_lifetime: yuan(limits.fenInLifetime),
    },
    window,
    units,
    funds,
    evidence,
    readings: compiled.readings.filter(({ number }) => readings.includes(number)),
    note,
  };
}

function conditionView(condition: Condition): Wire<typeof BenefitDetail>["conditions"][number] {
  return { ...plainCondition(condition), any: condition.any.map(plainCondition) };
}

function plainCondition({ text, source, facts, soft, judgement }: Condition) {
  return { text, source, facts, soft, judgement };
}

function yuan(fen: number | null): number | null {
  return fen === null ? null : toYuan(fen);
}

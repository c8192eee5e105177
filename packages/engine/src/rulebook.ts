import type { Benefit, CompiledPack, Condition } from "./compiled-pack.ts";
import { parseDay } from "./day.ts";
import { Builder, type Fold } from "./diagram/builder.ts";
import { freeze, type Diagram } from "./diagram/diagram.ts";
import { jointRoot, type JointRoot } from "./diagram/joint.ts";
import { comparableFen, type Rate } from "./amount.ts";
import type { Ir } from "./ir.ts";
import { factIndex } from "./vocabulary.ts";

/**
 * The diagrams of one pack for one set of parameter values and benefits in force. Days that share these share the rulebook: what changes from
 * day to day (ages, expiry) enters as values.
 */
export type Rulebook = {
  readonly diagram: Diagram;
  /** A root per benefit of the pack. */
  readonly benefitRoots: readonly number[];
  /** A root per condition of the pack; those of `any` in {@link anyRoots}. */
  readonly conditionRoots: readonly number[];
  readonly anyRoots: readonly (readonly number[])[];
  readonly joint: ReadonlyMap<number, JointRoot>;
};

/** What the day and the parameters decide about a pack before any person is known. */
export type Setting = Fold & {
  readonly inForce: readonly boolean[];
  /** The one line of each benefit's amount where only one can apply on the day. */
  readonly rates: readonly (readonly Rate[])[];
};

/** The root of a condition that no fact decides. */
export const openRoot = -1;

/** Two settings with the same key have the same rulebook. */
export function rulebookKey(pack: CompiledPack, setting: Setting): string {
  const parameters = pack.parameters.map((parameter) => setting.param(parameter.name));
  const switches = pack.benefits.map((benefit) => setting.param(enabledName(benefit.key)));
  const exclusions = pack.benefits.flatMap((benefit, i) =>
    benefit.excludes.map((exclusion) => {
      const other = positionOf(pack, exclusion.benefit);
      return [setting.inForce[other], higherWins(setting.rates[i], setting.rates[other])].join();
    }),
  );
  return [parameters.join(), switches.join(), exclusions.join(";")].join("|");
}

/** The name by which an expression reads whether a benefit is switched on. */
export function enabledName(benefitKey: string): string {
  return `enabled.${benefitKey}`;
}

/** Builds the diagrams of a pack. Throws `DiagramTooLarge` where a rule explodes. */
export function buildRulebook(pack: CompiledPack, setting: Setting): Rulebook {
  const deceased = factIndex(pack.vocabulary).get("person.deceased");
  const alive: Ir | null = deceased === undefined ? null : { op: "not", of: { op: "fact", fact: deceased } };
  const received = pack.benefits
    .flatMap((benefit) => benefit.excludes.map(({ received }): Ir[] => (received === null ? [] : [{ op: "fact", fact: received }])))
    .flat();
  const asUsed = pack.benefits.flatMap((benefit) => benefit.conditions.flatMap((position) => pack.conditions[position]?.ir ?? []));
  const expressions = [
    ...asUsed,
    ...pack.conditions.flatMap((condition) => [condition, ...condition.any].flatMap(({ ir }) => ir ?? [])),
    ...received,
  ];
  const builder = new Builder(pack.vocabulary, alive ? [...expressions, alive] : expressions, setting);
  const { nodes } = builder;

  const ownRoots = pack.benefits.map((benefit) => {
    const conditions = benefit.conditions.map((position) => pack.conditions[position] as Condition);
    const own = conditions.flatMap((condition) => (condition.soft || !condition.ir ? [] : [builder.condition(condition.ir)]));
    if (alive && benefit.subject === "person") own.unshift(builder.condition(alive));
    return own.reduce((all, condition) => nodes.and(all, condition), 1);
  });
  const roots = new Map<number, number>();
  const rootOf = (position: number, path: readonly number[]): number => {
    const known = roots.get(position);
    if (known !== undefined) return known;
    const benefit = pack.benefits[position] as Benefit;
    const root = benefit.excludes.reduce((node, exclusion) => {
      if (exclusion.prevails === "received" && exclusion.received !== null) {
        return nodes.and(node, nodes.not(builder.condition({ op: "fact", fact: exclusion.received })));
      }
      const other = positionOf(pack, exclusion.benefit);
      const yields = exclusion.prevails === "other" || higherWins(setting.rates[position], setting.rates[other]);
      if (!yields || !setting.inForce[other] || path.includes(other)) return node;
      return nodes.and(node, nodes.not(rootOf(other, [...path, position])));
    }, ownRoots[position] as number);
    roots.set(position, root);
    return root;
  };

  const benefitNodes = pack.benefits.map((_, position) => rootOf(position, []));
  const nodeOf = ({ ir }: Condition) => (ir ? builder.condition(ir) : openRoot);
  const conditionNodes = pack.conditions.map(nodeOf);
  const anyNodes = pack.conditions.map((condition) => condition.any.map(nodeOf));
  const { diagram, roots: frozen } = freeze(builder, [...benefitNodes, ...conditionNodes, ...anyNodes.flat()]);
  const take = slicer(frozen);
  const benefitRoots = take(benefitNodes.length);
  const conditionRoots = take(conditionNodes.length);
  const anyRoots = anyNodes.map((alternatives) => take(alternatives.length));
  const joint = new Map(
    [...new Set(frozen.filter((root) => root !== openRoot))].flatMap((root): [number, JointRoot][] => {
      const found = jointRoot(diagram, root);
      return found ? [[root, found]] : [];
    }),
  );
  return { diagram, benefitRoots, conditionRoots, anyRoots, joint };
}

/** Whether the second rate is the higher one; where one figure is not known, neither gives way. */
function higherWins(own: readonly Rate[] | undefined, other: readonly Rate[] | undefined): boolean {
  const a = own?.[0] ? comparableFen(own[0]) : null;
  const b = other?.[0] ? comparableFen(other[0]) : null;
  return a !== null && b !== null && b > a;
}

function positionOf(pack: CompiledPack, key: string): number {
  return pack.benefits.findIndex((benefit) => benefit.key === key);
}

function slicer(all: readonly number[]): (count: number) => readonly number[] {
  let at = 0;
  return (count) => all.slice(at, (at += count));
}

/** Whether a day lies in a period, both ends included. */
export function isInPeriod(day: number, period: { readonly from: string | null; readonly to: string | null }): boolean {
  const from = period.from === null ? null : parseDay(period.from);
  const to = period.to === null ? null : parseDay(period.to);
  return (from === null || day >= from) && (to === null || day <= to);
}

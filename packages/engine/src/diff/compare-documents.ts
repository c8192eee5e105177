import type { Amount } from "../amount.ts";
import { amountText, shareBase } from "../amount-text.ts";
import { limitTexts } from "../limit-text.ts";
import type { Benefit, Condition } from "../compiled-pack.ts";
import { Builder } from "../diagram/builder.ts";
import type { Program } from "../program.ts";
import type { Text } from "../text.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { ComparableRules } from "./comparable-rules.ts";
import { examplePerson, type BothRules, type ExamplePerson } from "./example-person.ts";
import { pairBenefits, type Pair } from "./pairing.ts";
import { Places } from "./places.ts";
import { SharedVocabulary } from "./shared-vocabulary.ts";

/** How the people who are entitled differ: more, fewer, some more and some fewer, or the same. */
type WhoChange = "same" | "loosened" | "tightened" | "both";
type AmountChange = "same" | "up" | "down" | "other";

/** A benefit in one document, its counterpart in the other, and what differs. */
export type BenefitChange = {
  readonly left: Benefit | null;
  readonly right: Benefit | null;
  readonly isRenamed: boolean;
  readonly who: WhoChange;
  /** Conditions of the left document that no longer bind, and of the right one that did not bind before. */
  readonly dropped: readonly Text[];
  readonly added: readonly Text[];
  /** Somebody who is entitled on the right only, and somebody who is on the left only. */
  readonly gains: ExamplePerson | null;
  readonly loses: ExamplePerson | null;
  readonly amount: AmountChange;
  readonly leftAmount: Text | null;
  readonly rightAmount: Text | null;
  /** The benefit of the other document that resembles one without a counterpart most, where it has gone to another: one became several, or several one. */
  readonly resembles: Benefit | null;
  /** What became it, or what it became, where a pack says so: several of one, or one of several. Only how much each gives is told. */
  readonly parts: readonly Part[];
  /** What a rise or fall comes to, in per cent of the left rate. */
  readonly percent: number | null;
  /** Whatever else differs, each in a sentence. */
  readonly others: readonly Text[];
};

/** A benefit of the other document. */
export type Part = { readonly benefit: Benefit; readonly amount: Text | null };

export type DocumentsChange = { readonly changes: readonly BenefitChange[]; readonly places: Places["relation"] };

/**
 * Compares two documents, or two versions of one, benefit by benefit. Who is entitled is compared exactly, on decision diagrams that hold both rules; two places apart are
 * compared as if they were one: "registered here" is the same condition in both. Ages are those of one day.
 * @throws {UnlikeFacts} where the vocabulary of one version has a fact with another type than that of the other
 */
export function compareDocuments(left: Program, right: Program): DocumentsChange {
  const comparison = new Comparison(left, right);
  return {
    changes: pairBenefits(left.pack.compiled, right.pack.compiled).map((pair) => comparison.change(pair)),
    places: comparison.places.relation,
  };
}

class Comparison {
  private readonly left: ComparableRules;
  private readonly right: ComparableRules;
  readonly places: Places;
  private readonly vocabulary: Vocabulary;
  private readonly builder: Builder;

  constructor(left: Program, right: Program) {
    const shared = new SharedVocabulary(left.pack.compiled.vocabulary, right.pack.compiled.vocabulary);
    this.vocabulary = shared.vocabulary;
    this.places = new Places(left.pack.compiled, right.pack.compiled);
    this.left = new ComparableRules(left, shared, this.places);
    this.right = new ComparableRules(right, shared, this.places);
    const rules = [this.left, this.right].flatMap((side) => side.program.pack.benefits.map((_, position) => side.rule(position)));
    // Parameters that are set have become numbers; the others are open on both sides.
    this.builder = new Builder(shared.vocabulary, rules, { param: () => Number.NaN, asOf: right.setting.asOf });
  }

  change({ left, right, nearest, others }: Pair): BenefitChange {
    const elsewhere = left === null ? this.left.program : this.right.program;
    const before = left === null ? null : (this.left.program.pack.benefits[left] as Benefit);
    const after = right === null ? null : (this.right.program.pack.benefits[right] as Benefit);
    const both = left !== null && right !== null ? this.who(left, right) : nobodyChanges;
    return {
      left: before,
      right: after,
      isRenamed: before !== null && after !== null && before.text.zh !== after.text.zh,
      ...both,
      ...this.amounts(left, right),
      resembles: nearest === null ? null : (elsewhere.pack.benefits[nearest] ?? null),
      parts: others.map((place) => ({
        benefit: elsewhere.pack.benefits[place] as Benefit,
        amount: amountOf(elsewhere, place)?.text ?? null,
      })),
      others: before && after ? otherChanges(before, after, this.places.relation !== "apart") : [],
    };
  }

  private who(left: number, right: number): Pick<BenefitChange, "who" | "dropped" | "added" | "gains" | "loses"> {
    const { nodes, variables } = this.builder;
    const rules: BothRules = { nodes, variables, vocabulary: this.vocabulary, places: this.places, asOf: this.right.program.setting.asOf };
    const [before, after] = [this.builder.condition(this.left.rule(left)), this.builder.condition(this.right.rule(right))];
    const [gained, lost] = [nodes.and(after, nodes.not(before)), nodes.and(before, nodes.not(after))];
    const dropped = this.unbound(this.left, left, after);
    const added = this.unbound(this.right, right, before);
    const gains = examplePerson(rules, gained, new Set(dropped.flatMap(({ facts }) => facts)));
    const loses = examplePerson(rules, lost, new Set(added.flatMap(({ facts }) => facts)));
    return {
      who: gains ? (loses ? "both" : "loosened") : loses ? "tightened" : "same",
      dropped: dropped.map(({ text }) => text),
      added: added.map(({ text }) => text),
      gains,
      loses,
    };
  }

  /** The conditions of a benefit that another rule does not ask for. */
  private unbound(side: ComparableRules, position: number, other: number): readonly Condition[] {
    const { nodes } = this.builder;
    const { compiled } = side.program.pack;
    return (compiled.benefits[position]?.conditions ?? []).flatMap((condition) => {
      const ir = side.condition(condition);
      const isAsked = !ir || nodes.and(other, nodes.not(this.builder.condition(ir))) === 0;
      return isAsked ? [] : [compiled.conditions[condition] as Condition];
    });
  }

  private amounts(left: number | null, right: number | null): Pick<BenefitChange, "amount" | "leftAmount" | "rightAmount" | "percent"> {
    const [before, after] = [amountOf(this.left.program, left), amountOf(this.right.program, right)];
    const texts = { leftAmount: before && before.text, rightAmount: after && after.text };
    if (!before || !after) return { ...texts, amount: "same", percent: null };
    // Neither names a figure: that one calls it money and the other a service is said elsewhere.
    if (isSilent(before.amount) && isSilent(after.amount)) return { ...texts, amount: "same", percent: null };
    if (JSON.stringify(before.amount) === JSON.stringify(after.amount))
      return { ...texts, amount: before.text.zh === after.text.zh ? "same" : "other", percent: null };
    const [from, to] = [figureOf(before.amount), figureOf(after.amount)];
    const isComparable =
      before.amount.kind === after.amount.kind && before.amount.per === after.amount.per && from !== null && to !== null && from > 0;
    if (!isComparable || from === to) return { ...texts, amount: "other", percent: null };
    return { ...texts, amount: to > from ? "up" : "down", percent: Math.round(((to - from) / from) * 1000) / 10 };
  }
}

const nobodyChanges = { who: "same", dropped: [], added: [], gains: null, loses: null } as const;

function amountOf(program: Program, position: number | null): { readonly amount: Amount; readonly text: Text } | null {
  const benefit = position === null ? undefined : program.pack.benefits[position];
  const [rate] = position === null ? [] : (program.setting.rates[position] ?? []);
  if (!benefit || !rate) return null;
  const { amount } = rate;
  if (amount.kind === "unset") return { amount, text: { zh: "没有写明金额", en: "no figure named" } };
  if (amount.kind === "none") return { amount, text: kinds[benefit.kind] };
  return { amount, text: amountText(amount, shareBase(program.pack.compiled, benefit)) };
}

function isSilent({ kind }: Amount): boolean {
  return kind === "unset" || kind === "none";
}

/** The figure by which two rates of one kind are compared: what is paid, the least of a range or floor, the cap, the share. */
function figureOf({ yuan, min, max, share }: Amount): number | null {
  return yuan ?? share ?? max ?? min ?? null;
}

/** @param isOneProgramme whether the right document follows the left one, so that what differs has changed */
function otherChanges(left: Benefit, right: Benefit, isOneProgramme: boolean): readonly Text[] {
  const found: Text[] = [];
  if (left.kind !== right.kind) {
    const [before, after] = [kinds[left.kind], kinds[right.kind]];
    found.push(
      isOneProgramme
        ? { zh: `方式由${before.zh}改为${after.zh}`, en: `From ${before.en} to ${after.en}` }
        : { zh: `方式不同：左边${before.zh}，右边${after.zh}`, en: `Another form: ${before.en} on the left, ${after.en} on the right` },
    );
  }
  if (left.isSwitch !== right.isSwitch) found.push((isOneProgramme ? switched : switchedElsewhere)[right.isSwitch ? "on" : "off"]);
  const [before, after] = [left.window?.text ?? null, right.window?.text ?? null];
  // "全年" and "全年办理" say the same in English too.
  if (before?.zh !== after?.zh && before?.en !== after?.en)
    found.push(difference({ zh: "办理时间", en: "When" }, [before, after], isOneProgramme));
  const [least, most] = [limitsOf(left), limitsOf(right)];
  if (least?.zh !== most?.zh) found.push(difference({ zh: "限额", en: "Limits" }, [least, most], isOneProgramme));
  return found;
}

function limitsOf({ limits }: Benefit): Text | null {
  const texts = limitTexts(limits);
  return texts.length === 0 ? null : { zh: texts.map(({ zh }) => zh).join("，"), en: texts.map(({ en }) => en).join("; ") };
}

/** Two texts of which one may be missing: what the document does not say is not quoted. */
function difference(what: Text, [before, after]: readonly [Text | null, Text | null], isOneProgramme: boolean): Text {
  const quote = (text: Text | null): Text => (text ? { zh: `“${text.zh}”`, en: `"${text.en}"` } : { zh: "没有写明", en: "not said" });
  const [left, right] = [quote(before), quote(after)];
  if (!isOneProgramme)
    return { zh: `${what.zh}：左边${left.zh}，右边${right.zh}`, en: `${what.en}: ${left.en} on the left, ${right.en} on the right` };
  if (!before) return { zh: `${what.zh}原来没有写明，现在是${right.zh}`, en: `${what.en}: not said before, now ${right.en}` };
  if (!after) return { zh: `不再写明${what.zh}（原来是${left.zh}）`, en: `${what.en}: no longer said; before ${left.en}` };
  return { zh: `${what.zh}由${left.zh}改为${right.zh}`, en: `${what.en}: from ${left.en} to ${right.en}` };
}

const switched: Readonly<Record<"on" | "off", Text>> = {
  on: { zh: "改为由当地决定是否开通", en: "Now switched on by the district" },
  off: { zh: "不再需要当地开通", en: "No longer needs to be switched on" },
};

const switchedElsewhere: Readonly<Record<"on" | "off", Text>> = {
  on: { zh: "右边由当地决定是否开通，左边不用", en: "Switched on by the district on the right, not on the left" },
  off: { zh: "左边由当地决定是否开通，右边不用", en: "Switched on by the district on the left, not on the right" },
};

const kinds: Readonly<Record<Benefit["kind"], Text>> = {
  cash: { zh: "发放现金", en: "money" },
  reimbursement: { zh: "报销费用", en: "a refund of costs" },
  fee_waiver: { zh: "减免费用", en: "a waiver of fees" },
  in_kind: { zh: "提供实物", en: "things or treatment" },
  service: { zh: "提供服务", en: "a service" },
  status: { zh: "给予资格或优先", en: "a right or a priority" },
};

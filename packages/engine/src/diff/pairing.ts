import type { Benefit, CompiledPack, Condition } from "../compiled-pack.ts";

/**
 * A benefit of one document and its counterpart in another, by their places; null where it has none. `nearest` is then the place in the other document of what resembles it
 * most, though that has another counterpart; null where nothing does. `others` are the places in the other document of what became it, or what it became, where a pack says
 * so: several of one, or one of several.
 */
export type Pair = {
  readonly left: number | null;
  readonly right: number | null;
  readonly nearest: number | null;
  readonly others: readonly number[];
};

/** From here on two benefits of different keys count as counterparts: nearly half of what is compared agrees. */
const threshold = 0.45;

/**
 * Pairs the benefits of two documents: those that a pack says follow each other and those of one key first, then those that resemble each other most, one to one. The resemblance of two benefits is between 0 and 1:
 * six tenths for the pairs of characters that their titles share, three tenths for the facts that their conditions share, one tenth for one kind; less where their topics differ.
 *
 * @returns the pairs in the order of the right document, then what only the left one has
 */
export function pairBenefits(left: CompiledPack, right: CompiledPack): readonly Pair[] {
  const partner = new Map<number, number>();
  const said = saidToFollow(left, right);
  const isGrouped = ({ position, place }: Following) =>
    said.filter((each) => each.position === position || each.place === place).length > 1;
  const grouped = said.filter(isGrouped);
  for (const { position, place } of said) if (!grouped.some((each) => each.position === position)) partner.set(position, place);
  const groupedRight = new Set(grouped.map(({ position }) => position));
  const taken = new Set([...partner.values(), ...grouped.map(({ place }) => place)]);
  right.benefits.forEach(({ key }, position) => {
    const same = left.benefits.findIndex((benefit) => benefit.key === key);
    if (same === -1 || taken.has(same) || partner.has(position) || groupedRight.has(position)) return;
    partner.set(position, same);
    taken.add(same);
  });
  const scores = right.benefits.flatMap((benefit, position) =>
    left.benefits.map((other, place) => ({ position, place, score: resemblance(left, other, right, benefit) })),
  );
  const alike = scores.filter(({ score }) => score >= threshold).sort((a, b) => b.score - a.score);
  for (const { position, place } of alike) {
    if (partner.has(position) || taken.has(place) || groupedRight.has(position)) continue;
    partner.set(position, place);
    taken.add(place);
  }
  const nearestOn = (side: "position" | "place", own: "position" | "place", at: number) =>
    alike.find((candidate) => candidate[own] === at)?.[side] ?? null;
  const othersOn = (side: keyof Following, own: keyof Following, at: number) =>
    grouped.flatMap((following) => (following[own] === at ? [following[side]] : []));
  const hasPartner = new Set(partner.values());
  return [
    ...right.benefits.map((_, position): Pair => {
      const place = partner.get(position) ?? null;
      const others = othersOn("place", "position", position);
      const isAlone = place === null && others.length === 0;
      return { left: place, right: position, nearest: isAlone ? nearestOn("place", "position", position) : null, others };
    }),
    ...left.benefits.flatMap((_, place): Pair[] => {
      if (hasPartner.has(place)) return [];
      const others = othersOn("position", "place", place);
      return [{ left: place, right: null, nearest: others.length === 0 ? nearestOn("position", "place", place) : null, others }];
    }),
  ];
}

type Following = { readonly position: number; readonly place: number };

/** What one of the two packs says about the other: this stands in the place of that. */
function saidToFollow(left: CompiledPack, right: CompiledPack): readonly Following[] {
  const found = (later: CompiledPack, earlier: CompiledPack) =>
    later.benefits.flatMap(({ follows }, after) =>
      follows?.pack !== earlier.id
        ? []
        : follows.benefits.flatMap((key) => {
            const before = earlier.benefits.findIndex((benefit) => benefit.key === key);
            return before === -1 ? [] : [{ after, before }];
          }),
    );
  return [
    ...found(right, left).map(({ after, before }) => ({ position: after, place: before })),
    ...found(left, right).map(({ after, before }) => ({ position: before, place: after })),
  ];
}

function resemblance(leftPack: CompiledPack, left: Benefit, rightPack: CompiledPack, right: Benefit): number {
  if (left.subject !== right.subject) return 0;
  const titles = shared(bigrams(left.text.zh), bigrams(right.text.zh));
  const facts = shared(factsOf(leftPack, left), factsOf(rightPack, right));
  const score = 0.6 * titles + 0.3 * facts + (left.kind === right.kind ? 0.1 : 0);
  return left.topic === right.topic ? score : 0.7 * score;
}

/** What every title says tells nothing apart, nor does what a title adds in brackets. */
const everywhere = /（[^（）]*）|残疾人|残疾|扶持金?|[、，的]/g;

function bigrams(title: string): ReadonlySet<string> {
  const characters = Array.from(title.replaceAll(everywhere, ""));
  return new Set(characters.slice(1).map((character, i) => `${characters[i]}${character}`));
}

function factsOf(pack: CompiledPack, benefit: Benefit): ReadonlySet<string> {
  return new Set(benefit.conditions.flatMap((position) => (pack.conditions[position] as Condition).facts));
}

/** The share of what two sets have in common (Dice). */
function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const size = left.size + right.size;
  return size === 0 ? 0 : (2 * left.intersection(right).size) / size;
}

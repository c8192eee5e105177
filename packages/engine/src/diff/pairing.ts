import type { Benefit, CompiledPack, Condition } from "../compiled-pack.ts";

/**
 * A benefit of one document and its counterpart in another, by their places; null where it has none. `nearest` is then the place in the other document of what resembles it
 * most, though that has another counterpart; null where nothing does.
 */
export type Pair = { readonly left: number | null; readonly right: number | null; readonly nearest: number | null };

/** From here on two benefits of different keys count as counterparts: nearly half of what is compared agrees. */
const threshold = 0.45;

/**
 * Pairs the benefits of two documents: those of one key first, then those that resemble each other most, one to one. The resemblance of two benefits is between 0 and 1:
 * six tenths for the pairs of characters that their titles share, three tenths for the facts that their conditions share, one tenth for one kind; less where their topics differ.
 *
 * @returns the pairs in the order of the right document, then what only the left one has
 */
export function pairBenefits(left: CompiledPack, right: CompiledPack): readonly Pair[] {
  const partner = new Map<number, number>();
  right.benefits.forEach(({ key }, position) => {
    const same = left.benefits.findIndex((benefit) => benefit.key === key);
    if (same !== -1) partner.set(position, same);
  });
  const taken = new Set(partner.values());
  const scores = right.benefits.flatMap((benefit, position) =>
    left.benefits.map((other, place) => ({ position, place, score: resemblance(left, other, right, benefit) })),
  );
  const alike = scores.filter(({ score }) => score >= threshold).sort((a, b) => b.score - a.score);
  for (const { position, place } of alike) {
    if (partner.has(position) || taken.has(place)) continue;
    partner.set(position, place);
    taken.add(place);
  }
  const nearestOn = (side: "position" | "place", own: "position" | "place", at: number) =>
    alike.find((candidate) => candidate[own] === at)?.[side] ?? null;
  return [
    ...right.benefits.map((_, position): Pair => {
      const place = partner.get(position) ?? null;
      return { left: place, right: position, nearest: place === null ? nearestOn("place", "position", position) : null };
    }),
    ...left.benefits.flatMap((_, place): Pair[] =>
      taken.has(place) ? [] : [{ left: place, right: null, nearest: nearestOn("position", "place", place) }],
    ),
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

/**
 * Every published count is a multiple of this. It is no setting: the same people counted once in fives and once in tens would be known more closely than by either.
 */
export const countStep = 5;

/**
 * Counts in their order, rounded so that what is published adds up: not each count but the sum of all up to it is rounded, and a published count is the difference of two
 * rounded sums. A count is off by less than the step, and so is every sum of neighbours; nobody can tell any of them, or any sum or difference of them, exactly, whatever else is
 * published of them (docs/decisions/0022).
 */
export function roundedTogether(counts: readonly number[]): readonly number[] {
  let sum = 0;
  let published = 0;
  return counts.map((count) => {
    sum += count;
    const before = published;
    published = Math.round(sum / countStep) * countStep;
    return published - before;
  });
}

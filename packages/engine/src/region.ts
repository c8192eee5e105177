/**
 * Division codes (行政区划代码, GB/T 2260 and the statistical codes below it) as numbers of twelve digits, so that
 * "lies in" is an interval: 500106 is 500106000000, and everything in it lies below 500107000000.
 */

/** The region of somebody who has none (an absent residence permit); lies in no region. */
export const NO_REGION = -1;

const regionPattern = /^\d{6}(\d{3}(\d{3})?)?$/;

/** A code of 6, 9 or 12 digits as a number of twelve digits, or null where the text is no such code. */
export function parseRegion(code: string): number | null {
  return regionPattern.test(code) ? Number(code.padEnd(12, "0")) : null;
}

/** The shortest usual code (6, 9 or 12 digits) of a region. */
export function formatRegion(region: number): string {
  const code = String(region).padStart(12, "0");
  if (code.endsWith("000000")) return code.slice(0, 6);
  return code.endsWith("000") ? code.slice(0, 9) : code;
}

/** How many codes lie in a province (its code ends in 0000), a prefecture (00), a district, a township, a village. */
export const regionSizes: readonly number[] = [1e10, 1e8, 1e6, 1e3, 1];

/** How many codes lie in a region. */
export function regionSize(region: number): number {
  return regionSizes.find((size) => region % size === 0) ?? 1;
}

/** Whether the first region lies in the second (or is it). */
export function isWithin(region: number, outer: number): boolean {
  return outer >= 0 && region >= outer && region < outer + regionSize(outer);
}

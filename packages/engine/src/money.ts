/** Money inside the engine is a whole number of fen (分); yuan with at most two decimals outside. */
export type Fen = number;

/** The largest sum that a fact may hold: a million million fen, so that products with counts stay exact integers. */
export const largestFen: Fen = 1e12;

/** Yuan as whole fen, or null where the number has more than two decimals or is not finite. */
export function parseYuan(yuan: number): Fen | null {
  if (!Number.isFinite(yuan)) return null;
  const fen = Math.round(yuan * 100);
  return fen / 100 === yuan ? fen : null;
}

/** Fen as yuan, a number with at most two decimals. */
export function toYuan(fen: Fen): number {
  return fen / 100;
}

/** Half up, the one rounding rule of the product: 0.5 fen is a fen. */
export function roundHalfUp(value: number): number {
  return Math.floor(value + 0.5);
}

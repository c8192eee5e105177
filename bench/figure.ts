/** One measured figure, with the limit or the peer that it is held against. */
export type Figure = {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure should be, in words (`≤ 0.6`), or null where it is only reported. */
  readonly target: string | null;
  /** What it was measured against or on. */
  readonly reference: string;
};

/** Prints figures as they come: one JSON object a line, or a readable line with whether the target is met. */
export function printFigure(figure: Figure, asJson: boolean): void {
  if (asJson) {
    console.log(JSON.stringify(figure));
    return;
  }
  const met = figure.target === null ? "" : isMet(figure) ? "  ✓" : "  ✗";
  console.log(
    `${figure.figure.padEnd(36)} ${(Number.isNaN(figure.value) ? "-" : String(figure.value)).padStart(10)} ${figure.unit.padEnd(12)} ${(figure.target ?? "reported").padEnd(10)}${met}  ${figure.reference}`,
  );
}

function isMet({ value, target }: Figure): boolean {
  const [, relation, limit] = /^(≤|≥) ([\d.]+)$/.exec(target ?? "") ?? [];
  if (!relation || !limit) return true;
  return relation === "≤" ? value <= Number(limit) : value >= Number(limit);
}

/** To three significant digits: more would be noise on a shared machine. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @param share of 100 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * share) / 100) - 1] ?? Number.NaN;
}

/** Values and how often each is drawn. */
export type Table<T> = { readonly values: readonly T[]; readonly sums: readonly number[] };

export function table<T>(...entries: readonly (readonly [value: T, weight: number])[]): Table<T> {
  let sum = 0;
  return { values: entries.map(([value]) => value), sums: entries.map(([, weight]) => (sum += weight)) };
}

/**
 * Chance that can be repeated: Chris Doty-Humphrey's sfc32, small and good enough for a sample. The same seed and stream give the same draws on every machine; a
 * household has a stream of its own, so that no household depends on what was drawn for another.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream: number) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) ^ 0x9e3779b9;
    this.#c = stream | 0;
    for (let round = 0; round < 12; round++) this.next();
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from the least to the greatest, both possible; the least where they are the wrong way round. */
  between(least: number, greatest: number): number {
    return greatest <= least ? least : least + Math.floor(this.next() * (greatest - least + 1));
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)] as T;
  }

  from<T>({ values, sums }: Table<T>): T {
    const drawn = this.next() * (sums.at(-1) ?? 0);
    return values[sums.findIndex((sum) => drawn < sum)] as T;
  }
}

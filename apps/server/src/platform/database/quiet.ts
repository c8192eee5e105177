/** A click is followed by the next once its answer was read: so long after the last one it is quiet. */
const quietMs = 3_000;
/** Whoever makes way goes on after so long all the same. */
const mostMs = 60_000;
const lookEveryMs = 50;

/** Tells when nobody has been asking for anything. */
export class Quiet {
  #lastAsked = Number.NEGATIVE_INFINITY;

  /** Somebody asks now. */
  disturb(): void {
    this.#lastAsked = performance.now();
  }

  /** Waits until nobody has asked for a moment, but not for ever. */
  async come(): Promise<void> {
    const givenUp = performance.now() + mostMs;
    while (performance.now() < Math.min(this.#lastAsked + quietMs, givenUp))
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

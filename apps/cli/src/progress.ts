/** A count on standard error for long input, where somebody is watching. */
export class Progress {
  private count = 0;
  private readonly startedAt = performance.now();
  private shownAt = performance.now();

  step(): void {
    this.count++;
    if (!process.stderr.isTTY || (this.count & 255) !== 0 || performance.now() - this.shownAt < 500) return;
    this.shownAt = performance.now();
    process.stderr.write(`\r已判定 / decided ${this.count.toLocaleString("en")}（${this.perSecond()}/s）`);
  }

  end(): void {
    if (process.stderr.isTTY && this.count > 1000)
      process.stderr.write(`\r已判定 / decided ${this.count.toLocaleString("en")}（${this.perSecond()}/s）\n`);
  }

  private perSecond(): string {
    return Math.round(this.count / Math.max(0.001, (performance.now() - this.startedAt) / 1000)).toLocaleString("en");
  }
}

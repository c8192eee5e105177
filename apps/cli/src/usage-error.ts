/** The command was called wrongly; nothing was done. Ends with exit code 2. */
export class UsageError extends Error {
  readonly zh: string;

  constructor(zh: string, en: string) {
    super(en);
    this.name = "UsageError";
    this.zh = zh;
  }
}

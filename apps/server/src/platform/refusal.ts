/** A refusal: something that the caller can mend. It has a stable code and says in both languages what is wrong and what to do; never a value that was given. */
export class Refusal extends Error {
  readonly code: string;
  readonly zh: string;
  readonly en: string;

  constructor(code: string, zh: string, en: string) {
    super(`${code}: ${en}`);
    this.name = "Refusal";
    this.code = code;
    this.zh = zh;
    this.en = en;
  }
}

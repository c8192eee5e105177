import type { Text } from "@huican/engine";

/** Why something could not be done, as the desk tells it: what happened and what to do, in both languages. */
export class ApiProblem extends Error {
  /**
   * `refused`: the server says no, and why. `signed-out`: nobody is signed in any more. `unreachable`: no network, or no answer in time; whether it was done is unknown for what
   * changes something. `broken`: a fault of ours, with a reference.
   */
  readonly kind: "refused" | "signed-out" | "unreachable" | "broken";
  readonly text: Text;
  readonly code: string;
  readonly status: number;
  /** Finds a fault in the log of the server. */
  readonly reference: string | undefined;

  constructor({
    kind,
    text,
    code,
    status = 0,
    reference,
  }: Pick<ApiProblem, "kind" | "text" | "code"> & Partial<Pick<ApiProblem, "status" | "reference">>) {
    super(code);
    this.name = "ApiProblem";
    this.kind = kind;
    this.text = text;
    this.code = code;
    this.status = status;
    this.reference = reference;
  }
}

/** Whatever failed, as a problem: what is none yet is a fault of the desk itself. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({ kind: "broken", code: "desk.fault", text: ownFault });
}

const ownFault: Text = {
  zh: "这个页面出了问题，没有保存的内容还在。请刷新页面再试；还是不行，请告诉系统管理员。",
  en: "This page broke; what you typed is kept. Reload it and try again; if that does not help, tell the system administrator.",
};

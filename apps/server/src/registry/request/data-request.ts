/**
 * What somebody may ask for of what is kept of them: a copy (查阅、复制), a correction (更正、补充), deletion (删除), an explanation (解释说明); and that a restriction is lifted
 * (恢复处理).
 */
export type RequestKind = "copy" | "correction" | "deletion" | "explanation" | "resumption";

/** Who asks: the person, who decides or acts for them, or a near relative after their death (近亲属). The office asks itself where it was wrong to restrict a file. */
type Asker = "person" | "guardian" | "representative" | "near-relative" | "office";

export type RequestOutcome = "granted" | "granted-in-part" | "refused";

/** How it was carried out. A restricted file (停止处理) is stored and nothing else until it can be erased. */
export type Completion = "given" | "corrected" | "explained" | "restricted" | "erased" | "resumed";

/** 个人信息请求: what somebody asks for under the articles 44 to 50 of the Personal Information Protection Law, and all that happened to it. */
export type DataRequest = {
  readonly id: number;
  readonly subjectId: number;
  readonly kind: RequestKind;
  readonly asker: Asker;
  readonly channel: "counter" | "letter" | "telephone" | "online";
  readonly receivedOn: string;
  /** The last day for an answer. */
  readonly dueOn: string;
  readonly enteredAt: string;
  readonly enteredBy: string;
  /** In the order in which they were taken. */
  readonly steps: readonly RequestStep[];
};

export type RequestStep = {
  readonly id: number;
  /** `lifted` ends a deletion whose restriction was lifted. */
  readonly what: "decided" | "change-named" | "carried-out" | "withdrawn" | "lifted";
  readonly outcome: RequestOutcome | null;
  readonly ground: string | null;
  readonly changeId: number | null;
  readonly how: Completion | null;
  readonly eraseFrom: string | null;
  readonly at: string;
  readonly by: string;
};

/** `waiting` for a decision, `granted` and not carried out yet, or how it ended. */
export type RequestState = "waiting" | "granted" | "refused" | "withdrawn" | "lifted" | Completion;

export function stateOfRequest({ steps }: Pick<DataRequest, "steps">): RequestState {
  if (steps.some(({ what }) => what === "withdrawn")) return "withdrawn";
  if (steps.some(({ what }) => what === "lifted")) return "lifted";
  const done = steps.findLast(({ what }) => what === "carried-out")?.how;
  if (done) return done;
  const outcome = steps.find(({ what }) => what === "decided")?.outcome;
  if (!outcome) return "waiting";
  return outcome === "refused" ? "refused" : "granted";
}

/** Whether it waits for somebody here. A restricted file waits for its day, and nobody has to do anything. */
function isOpen(request: Pick<DataRequest, "steps">): boolean {
  return ["waiting", "granted"].includes(stateOfRequest(request));
}

export function isOverdue(request: Pick<DataRequest, "steps" | "dueOn">, today: string): boolean {
  return isOpen(request) && request.dueOn < today;
}

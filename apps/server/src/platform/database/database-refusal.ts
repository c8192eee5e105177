import { auditErrors, databaseErrors } from "../errors.ts";
import { Refusal } from "../refusal.ts";

/** What the database refuses by the name of a constraint, as a sentence. */
export type ConstraintRefusals = ReadonlyMap<string, () => Refusal>;

/** What belongs to no module. */
const ownConstraints: ConstraintRefusals = new Map([
  ["access_log_is_kept", auditErrors.logIsKept],
  ["accesses_are_ones_own", auditErrors.notOnesOwn],
]);

/** The states of SQL and of the connection that somebody can mend or wait for. */
const states: readonly { readonly code: RegExp; readonly refusal: () => Refusal }[] = [
  { code: /^53100$/, refusal: databaseErrors.diskFull },
  { code: /^ENOSPC$/, refusal: databaseErrors.diskFull },
  // Two transactions waited for each other, or one could not see a row twice alike.
  { code: /^40(P01|001)$/, refusal: databaseErrors.busy },
  // The server ends, starts or has no place left; the connection broke or there is none.
  { code: /^(57P0[1-3]|08...|53300)$/, refusal: databaseErrors.lost },
  { code: /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ENOTFOUND|ETIMEDOUT)$/, refusal: databaseErrors.lost },
];

/** An error of the database as the refusal that it is, or the error itself where it is a bug. What the database says of a row stays out of it. */
export function databaseRefusal(error: unknown, refusals: ConstraintRefusals): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  const { code, constraint } = error as Error & { readonly code?: unknown; readonly constraint?: unknown };
  const refusal = typeof constraint === "string" ? (refusals.get(constraint) ?? ownConstraints.get(constraint)) : undefined;
  if (refusal) return refusal();
  const state = typeof code === "string" ? states.find((each) => each.code.test(code)) : undefined;
  if (state) return state.refusal();
  return isLostConnection(error) ? databaseErrors.lost() : error;
}

/** The driver names some ends of a connection by a sentence only. */
function isLostConnection({ message }: Error): boolean {
  return /^Connection terminated|^Client has encountered a connection error|^timeout exceeded when trying to connect/.test(message);
}

import type { Refusal } from "../../platform/refusal.ts";

/** A reason in somebody's own words, on one line. @throws what `refusal` says where it says nothing */
export function checkedReason(typed: string, refusal: () => Refusal): string {
  const reason = typed.trim();
  if (reason.length < 10 || reason.length > 500 || !reason.isWellFormed() || /\p{Cc}/u.test(reason)) throw refusal();
  return reason;
}

/** So long before it ends somebody is warned. */
const warnSeconds = 3 * 60;
/** Whoever is at work without asking the server, typing say, is reported to it so often. */
const reportSeconds = 8 * 60;

type Moment = {
  readonly now: number;
  /** When the server last answered. */
  readonly seenAt: number;
  /** When somebody last touched a key or the mouse here. */
  readonly touchedAt: number;
  readonly idleSeconds: number;
  readonly endsAt: number;
};

/**
 * What is to be done about the session at a moment; times are milliseconds since 1970.
 * @returns `warnMinutes` until it ends, or null; `isToAsk` where the server has to hear that somebody is at work, or to say that nobody is signed in any more
 */
export function nextStep({ now, seenAt, touchedAt, idleSeconds, endsAt }: Moment): {
  readonly warnMinutes: number | null;
  readonly isToAsk: boolean;
} {
  const idleEnd = seenAt + idleSeconds * 1000;
  const leftSeconds = (Math.min(idleEnd, endsAt) - now) / 1000;
  const isAtWork = touchedAt > seenAt && now - seenAt > reportSeconds * 1000;
  if (leftSeconds <= 0) return { warnMinutes: null, isToAsk: true };
  return { warnMinutes: leftSeconds < warnSeconds ? Math.max(1, Math.ceil(leftSeconds / 60)) : null, isToAsk: isAtWork };
}

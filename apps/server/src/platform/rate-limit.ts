import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** A limit of so many points in a window, counted for each caller in this process's memory. */
export type RateLimit = {
  readonly points: number;
  readonly windowSeconds: number;
  /** Takes points from a caller's account, or none where too few are left. */
  readonly take: (caller: string, points: number) => Promise<Account>;
};

type Account = { readonly isEnough: boolean; readonly remaining: number; readonly resetSeconds: number };

export function rateLimit(points: number, windowSeconds: number): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: windowSeconds });
  const account = (isEnough: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Account => ({
    isEnough,
    remaining: Math.max(0, remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  });
  return {
    points,
    windowSeconds,
    async take(caller, cost) {
      const kept = await limiter.get(caller);
      // An account is cleared by a timer, which may come late.
      const standing = kept && kept.msBeforeNext > 0 ? kept : null;
      // What does not fit is not counted: whoever sends too many at once may still send fewer.
      if (cost > (standing?.remainingPoints ?? points)) return account(false, standing ?? new RateLimiterRes(points, windowSeconds * 1000));
      return account(true, await limiter.consume(caller, cost));
    },
  };
}

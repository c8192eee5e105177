/** The one place where the server learns the time; tests give another. */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };

/** Today in China, `2024-03-01`, whatever zone the machine is in. */
export function today(clock: Clock): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", dateStyle: "short" }).format(clock.now());
}

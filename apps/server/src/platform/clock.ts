/** The one place where the server learns the time; tests give another. */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };

// Made once: making one takes longer than most pages do.
const dayInChina = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", dateStyle: "short" });

/** Today in China, `2024-03-01`, whatever zone the machine is in. */
export function today(clock: Clock): string {
  return dayInChina.format(clock.now());
}

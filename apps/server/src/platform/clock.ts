/** The one place where the server learns the time; tests give another. */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };

// Made once: it costs more than a page.
const chineseDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", dateStyle: "short" });

/** Today in China, `2024-03-01`, whatever zone the machine is in. */
export function today(clock: Clock): string {
  return chineseDay.format(clock.now());
}

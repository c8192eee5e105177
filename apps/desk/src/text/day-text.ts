import type { Tongue } from "./use-text.ts";

/** 2024年3月1日. @param day as in `2024-03-01` */
export function dayText({ t }: Pick<Tongue, "t">, day: string): string {
  const [year = "", month = "", date = ""] = day.split("-").map((part) => String(Number(part)));
  const names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  return t(`${year}年${month}月${date}日`, `${date} ${names[Number(month) - 1] ?? ""} ${year}`);
}

const chinaDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" });
const chinaTime = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });

/** The day of an instant in China, as in `2024-03-01`. */
export function dayOf(instant: string): string {
  return chinaDay.format(new Date(instant));
}

/** `2024年3月1日 09:30`, in China. */
export function timeText(tongue: Pick<Tongue, "t">, instant: string): string {
  return `${dayText(tongue, dayOf(instant))} ${chinaTime.format(new Date(instant))}`;
}

/** How many midnights lie between two days. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The day some days before a day. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** From a day on and to before another, as it is read: 2024年3月1日起. */
export function periodText(tongue: Pick<Tongue, "t">, { from, to }: { readonly from: string | null; readonly to: string | null }): string {
  const { t } = tongue;
  if (from === null && to === null) return t("一直", "always");
  if (to === null) return t(`${dayText(tongue, from ?? "")}起`, `from ${dayText(tongue, from ?? "")}`);
  if (from === null) return t(`到${dayText(tongue, to)}前`, `until before ${dayText(tongue, to)}`);
  return t(`${dayText(tongue, from)}起，到${dayText(tongue, to)}前`, `from ${dayText(tongue, from)} until before ${dayText(tongue, to)}`);
}

import type { Tongue } from "./language.ts";

/** 2024年3月1日 / 1 March 2024 */
export function dayText({ language }: Tongue, day: string): string {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split("-").map(Number);
  if (language === "zh") return `${year}年${month}月${dayOfMonth}日`;
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  return `${dayOfMonth} ${months[month - 1] ?? ""} ${year}`;
}

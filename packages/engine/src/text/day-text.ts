import type { Day } from "../day.ts";
import type { Text } from "../text.ts";

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A day as people write it: 2024年3月1日 / 1 March 2024. */
export function dayText(day: Day): Text {
  const [year, month = 1, date] = day.split("-").map(Number);
  return { zh: `${year}年${month}月${date}日`, en: `${date} ${months[month - 1]} ${year}` };
}

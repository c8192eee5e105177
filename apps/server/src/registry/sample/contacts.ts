import type { Random } from "./random.ts";

/**
 * Numbers that begin with 140 are for machines and have thirteen digits; one of eleven digits reaches nobody, and still looks like a mobile number to whoever checks
 * its shape. (199 0000 would be somebody's.)
 */
export function drawPhone(random: Random): string {
  return `1400${String(random.between(0, 9_999_999)).padStart(7, "0")}`;
}

/** Card numbers of banks in China begin with 62, some old ones with 4, 5 or 9; none begins with 0 (ISO/IEC 7812). The last digit is the usual check digit. */
export function drawBankAccount(random: Random): string {
  const digits = `0000${String(random.between(0, 9_999_999)).padStart(7, "0")}${String(random.between(0, 9_999_999)).padStart(7, "0")}`;
  const sum = Array.from(digits).reduce((total, digit, place) => total + luhn(Number(digit), place % 2 === 1), 0);
  return digits + String((10 - (sum % 10)) % 10);
}

function luhn(digit: number, isDoubled: boolean): number {
  const doubled = isDoubled ? digit * 2 : digit;
  return doubled > 9 ? doubled - 9 : doubled;
}

const beginnings = ["兴", "和", "安", "康", "福", "瑞", "清", "松", "竹", "枫", "翠", "明", "新", "金", "银", "丰"];
const ends = ["和", "安", "乐", "园", "华", "泉", "溪", "林", "湖", "岭", "桥", "坪", "湾", "坝", "苑", "庭"];

/** An address within a township, invented. */
export function drawAddress(random: Random, isRural: boolean): string {
  const place = random.pick(beginnings) + random.pick(ends);
  if (isRural) return `${place}村${random.between(1, 12)}组${random.between(1, 180)}号`;
  const street = random.pick(beginnings) + random.pick(ends);
  const storey = random.between(1, random.chance(0.6) ? 8 : 33);
  return `${place}社区${street}路${random.between(1, 320)}号${random.between(1, 12)}幢${storey}-${random.between(1, 6)}`;
}

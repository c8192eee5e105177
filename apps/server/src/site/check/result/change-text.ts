import { amountText } from "@huican/engine";
import { dayText } from "../../frame/day-text.ts";
import type { Tongue } from "../../frame/language.ts";
import type { Result, ResultLine } from "./result.ts";

/** What becomes of a benefit as time passes, in one sentence; null where nothing does or where it cannot be told yet. */
export function changeText(tongue: Tongue, { lines }: Result, { change }: ResultLine): string | null {
  if (!change) return null;
  const { before, after, day, ageYears } = change;
  const { t } = tongue;
  const age = ageYears === null ? "" : t(`（满${ageYears}周岁）`, ` (the ${ordinal(ageYears)} birthday)`);
  const on = `${dayText(tongue, day)}${age}`;
  if (before.outcome === "eligible" && after.outcome === "eligible") {
    const rate = after.amount ? tongue.say(amountText(after.amount, null)) : "";
    return rate ? t(`${on}起，标准改为${rate}。`, `From ${on} the rate is ${rate}.`) : null;
  }
  if (before.outcome === "eligible") {
    const successor = lines.find(
      (line) => line.change?.day === day && line.change.before.outcome !== "eligible" && line.change.after.outcome === "eligible",
    );
    const next = successor ? t(`，改按“${successor.benefit.text.zh}”`, `; then "${successor.benefit.text.en}" applies`) : "";
    return t(`${on}起不再符合${next}。`, `Until the day before ${on}${next}.`);
  }
  if (before.outcome === "ineligible" && after.outcome === "eligible") return t(`${on}起可以享受。`, `From ${on} on it applies.`);
  if (before.outcome === "ineligible" && after.outcome === "unknown") return t(`${on}起可能符合。`, `From ${on} on it may apply.`);
  if (before.outcome === "not_in_force" && after.outcome === "eligible")
    return t(`${on}起施行，可以享受。`, `It begins on ${on} and applies.`);
  return null;
}

function ordinal(number: number): string {
  const tens = number % 100;
  const ending = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}

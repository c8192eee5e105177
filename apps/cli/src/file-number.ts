import { UsageError } from "./usage-error.ts";

/** The number of somebody's file as it is typed. */
export function fileNumber(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new UsageError(
    "档案编号是一个整数，用 huican register search 查。",
    "The number of a file is a whole number: see huican register search.",
  );
}

import { InvalidArgumentError } from "commander";
import { both } from "./output.ts";

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError(both("应是整数", "Write a whole number."));
  return Number(text);
}

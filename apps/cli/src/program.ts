import { inputError, parseDay, type Pack, type Program } from "@huican/engine";
import { readParameters } from "./installed.ts";
import { today } from "./today.ts";
import { UsageError } from "./usage-error.ts";

/** The flags that say which rules of a pack apply. */
export type ProgramFlags = { readonly asOf?: string; readonly param: readonly string[] };

/** The rules of a pack as the command line asks for them; what is wrong with the day or a parameter is bad usage. */
export function programFor(pack: Pack, flags: ProgramFlags): Program {
  const day = parseDay(flags.asOf ?? today());
  if (day === null)
    throw new UsageError("--as-of 应是日历上有的日期，如 2024-03-01。", "--as-of must be a day of the calendar, such as 2024-03-01.");
  const program = pack.on(day, readParameters(flags.param));
  if ("code" in program) throw new UsageError(program.message, program.message_en);
  return program;
}

/** The keys of the benefits that the command line names; undefined where it names none. */
export function benefitKeys(pack: Pack, named: readonly string[] | undefined): readonly string[] | undefined {
  return named?.map((name) => {
    const benefit = pack.benefit(name);
    if (!benefit) throw new UsageError(inputError.unknownBenefit(name).message, inputError.unknownBenefit(name).message_en);
    return benefit.key;
  });
}

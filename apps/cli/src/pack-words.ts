import { Option } from "commander";
import { both } from "./output.ts";
import { UsageError } from "./usage-error.ts";

/** `--pack`: the pack as `decide` takes it, instead of as the first word. */
export function packOption(): Option {
  return new Option("--pack <id>", both("文件代码，也可以直接写在前面", "the pack; may also stand as the first word"));
}

/** The pack and what follows it, from the words of a command and its `--pack`. */
export function packWords(
  words: readonly (string | undefined)[],
  flag: string | undefined,
): readonly [string | undefined, string | undefined] {
  const given = [flag, ...words].filter((word) => word !== undefined);
  const [pack, part] = given;
  if (given.length > words.length)
    throw new UsageError(
      "文件写了两次：请只写在前面，或只用 --pack。",
      "The pack is named twice: name it as the first word or with --pack, not both.",
    );
  return [pack, part];
}

/** The same where a pack must be named. */
export function requiredPackWords(words: readonly (string | undefined)[], flag: string | undefined): readonly [string, string | undefined] {
  const [pack, part] = packWords(words, flag);
  if (pack === undefined)
    throw new UsageError("缺少文件代码。用 huican packs 查看有哪些文件。", "The pack is missing. See which there are with huican packs.");
  return [pack, part];
}

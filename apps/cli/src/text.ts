import { Command, Option } from "commander";
import type { Pack, Text } from "@huican/engine";
import { documentText, type DocumentText, type TextLine } from "@huican/engine/text";
import { folderOption, installedPacks, namedPack } from "./installed.ts";
import { both, styled } from "./output.ts";
import { packOption, requiredPackWords } from "./pack-words.ts";
import { programFor, type ProgramFlags } from "./program.ts";
import { UsageError } from "./usage-error.ts";

type Language = "zh" | "en" | "both";
type Format = "plain" | "markdown" | "json";
type Flags = ProgramFlags & { readonly language: Language; readonly format: Format; readonly folder?: string; readonly pack?: string };

/** `huican text`: a document, a measure or a benefit in sentences that an official could sign. */
export function textCommand(): Command {
  return new Command("text")
    .description(both("把规则写成可以签发的文字", "the rules in sentences that an official could sign"))
    .argument("[pack]", both("文件代码", "the pack"))
    .argument(
      "[part]",
      both("措施的编号，或待遇的代码；省略则全部", "the number of a measure or the key of a benefit; everything where left out"),
    )
    .option("--as-of <day>", both("哪一天，默认今天", "the day, today by default"))
    .option(
      "--param <name=value...>",
      both("参数，可多次", "a parameter, may be repeated"),
      (value: string, all: readonly string[]) => [...all, value],
      [],
    )
    .addOption(new Option("--language <language>", both("语言", "the language")).choices(["zh", "en", "both"]).default("both"))
    .addOption(
      new Option("--format <format>", both("纯文本、Markdown 或 JSON", "plain, Markdown or JSON"))
        .choices(["plain", "markdown", "json"])
        .default("plain"),
    )
    .addOption(packOption())
    .addOption(folderOption())
    .action(async (first: string | undefined, second: string | undefined, flags: Flags) => {
      const [packId, part] = requiredPackWords([first, second], flags.pack);
      const pack = namedPack(await installedPacks(flags.folder), packId);
      const text = documentText(programFor(pack, flags), part === undefined ? undefined : positionsOf(pack, part));
      if (flags.format === "json") console.log(JSON.stringify(text, null, 2));
      else for (const line of written(text, flags)) console.log(line);
    });
}

function positionsOf(pack: Pack, part: string): readonly number[] {
  const benefit = pack.benefit(part);
  const positions = pack.benefits.flatMap((candidate, position) =>
    candidate === benefit || (!benefit && String(candidate.measure.number) === part) ? [position] : [],
  );
  if (positions.length === 0)
    throw new UsageError(`文件“${pack.id}”没有措施或待遇“${part}”。`, `The pack "${pack.id}" has no measure and no benefit "${part}".`);
  return positions;
}

function* written(text: DocumentText, { language, format }: Flags): Generator<string> {
  const heading = (level: number, title: Text) => headingLine(level, inLanguage(title, language, " / "), format);
  yield heading(1, text.title);
  for (const sentence of text.general) yield* lines({ text: sentence, under: [] }, language, 0);
  for (const measure of text.measures) {
    yield "";
    yield heading(2, { zh: `${measure.number}. ${measure.title.zh}`, en: measure.title.en });
    for (const benefit of measure.benefits) {
      yield "";
      yield heading(3, benefit.title);
      yield format === "markdown" ? `*${benefit.source}*` : styled("dim", benefit.source);
      for (const section of benefit.sections) {
        const title = inLanguage(section.heading, language, " / ");
        yield format === "markdown" ? `\n**${title}**\n` : styled("bold", title);
        for (const line of section.lines) yield* lines(line, language, 0);
      }
    }
  }
  if (text.terms.length === 0) return;
  yield "";
  yield heading(2, { zh: "用语", en: "Terms" });
  for (const term of text.terms) yield* lines(term, language, 0);
}

function headingLine(level: number, title: string, format: Format): string {
  return format === "markdown" ? `${"#".repeat(level)} ${title}` : styled("bold", title);
}

/** A line in Chinese, below it its twin in English, then what belongs to it. */
function* lines({ text, under }: TextLine, language: Language, depth: number): Generator<string> {
  const indent = "  ".repeat(depth);
  if (language !== "en") yield `${indent}- ${text.zh}`;
  if (language !== "zh") yield `${indent}${language === "en" ? "- " : "  "}${text.en}`;
  for (const below of under) yield* lines(below, language, depth + 1);
}

function inLanguage(text: Text, language: Language, between: string): string {
  return language === "both" ? `${text.zh}${between}${text.en}` : text[language];
}

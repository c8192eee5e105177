import { existsSync } from "node:fs";
import { join } from "node:path";
import { citation, parseDay, type Benefit, type Pack, type Program, type Text } from "@huican/engine";
import {
  changeText,
  compareDocuments,
  isChanged,
  summaryText,
  UnlikeFacts,
  type BenefitChange,
  type DocumentsChange,
} from "@huican/engine/diff";
import { loadPacks, ownFolders } from "@huican/server/commands";
import { Command, Option } from "commander";
import { installedPacks, namedPack } from "./installed.ts";
import { both, styled } from "./output.ts";
import { existingFolder } from "./pack-folder.ts";
import { today } from "./today.ts";
import { UsageError } from "./usage-error.ts";

type Language = "zh" | "en" | "both";
type Flags = {
  readonly asOf?: string;
  readonly leftAsOf?: string;
  readonly rightAsOf?: string;
  readonly folder?: string;
  readonly leftFolder?: string;
  readonly rightFolder?: string;
  readonly language: Language;
  readonly format: "plain" | "markdown" | "json";
  readonly all?: true;
};

/** `huican diff`: what changes for people from one document, or version, to another. */
export function diffCommand(): Command {
  return new Command("diff")
    .description(both("逐项比较两份文件，或同一文件的两个版本", "compare two documents, or two versions of one, benefit by benefit"))
    .argument("<left>", both("原来的文件", "the document before"))
    .argument("<right>", both("后来的文件", "the document after"))
    .option("--as-of <day>", both("两边都按这一天", "one day for both"))
    .option("--left-as-of <day>", both("左边按哪一天", "the day of the left one"))
    .option("--right-as-of <day>", both("右边按哪一天", "the day of the right one"))
    .option("--folder <path>", both("两边都加上这个规则文件夹", "a folder of packs for both sides, which may extend installed ones"))
    .option("--left-folder <path>", both("左边的规则文件夹（另一个版本）", "the folder of packs of the left one, for another version"))
    .option("--right-folder <path>", both("右边的规则文件夹", "the folder of packs of the right one"))
    .addOption(new Option("--language <language>", both("语言", "the language")).choices(["zh", "en", "both"]).default("both"))
    .addOption(
      new Option("--format <format>", both("纯文本、Markdown 或 JSON", "plain, Markdown or JSON"))
        .choices(["plain", "markdown", "json"])
        .default("plain"),
    )
    .option("--all", both("没有变化的也列出", "list what has not changed too"))
    .action(async (leftId: string, rightId: string, flags: Flags) => {
      const left = programOn(namedPack(await packsOf(flags.leftFolder ?? flags.folder), leftId), flags.leftAsOf ?? flags.asOf);
      const right = programOn(namedPack(await packsOf(flags.rightFolder ?? flags.folder), rightId), flags.rightAsOf ?? flags.asOf);
      const found = compared(left.program, right.program);
      if (flags.format === "json") console.log(JSON.stringify(found, null, 2));
      else for (const line of new DiffWriter(left, right, found, flags).written()) console.log(line);
    });
}

/** The packs of a side: a folder with a whole vocabulary is another version and stands alone; any other is laid over the installed packs. */
async function packsOf(folder: string | undefined): Promise<ReadonlyMap<string, Pack>> {
  if (folder === undefined || !existsSync(join(existingFolder(folder), "vocabulary"))) return installedPacks(folder);
  const { packs } = await loadPacks({ ...ownFolders, packs: folder });
  return packs ?? installedPacks(folder);
}

function compared(left: Program, right: Program): DocumentsChange {
  try {
    return compareDocuments(left, right);
  } catch (error) {
    if (!(error instanceof UnlikeFacts)) throw error;
    throw new UsageError(
      `两边的情况“${error.fact}”类型不同，无法比较。请先把其中一边的词汇改成一致。`,
      `The fact "${error.fact}" has another type on each side, so they cannot be compared. Make the vocabulary of one side like the other's first.`,
    );
  }
}

type Side = { readonly program: Program; readonly day: string };

/** A pack on a day: the one named; else the one nearest to today on which it is in force. */
function programOn(pack: Pack, named: string | undefined): Side {
  const day = named ?? pack.nearestDay(today());
  const number = parseDay(day);
  if (number === null) throw new UsageError(`“${day}”不是日历上有的日期。`, `"${day}" is not a day of the calendar.`);
  const program = pack.on(number);
  if ("code" in program) throw new UsageError(program.message, program.message_en);
  return { program, day };
}

/** Writes a comparison as an official would: a summary, then measure by measure. */
class DiffWriter {
  private readonly left: Side;
  private readonly right: Side;
  private readonly found: DocumentsChange;
  private readonly flags: Flags;

  constructor(left: Side, right: Side, found: DocumentsChange, flags: Flags) {
    this.left = left;
    this.right = right;
    this.found = found;
    this.flags = flags;
  }

  *written(): Generator<string> {
    const { changes, places } = this.found;
    const [before, after] = [this.left.program.pack.compiled, this.right.program.pack.compiled];
    yield this.heading(1, { zh: `${before.text.zh} → ${after.text.zh}`, en: `${before.text.en} → ${after.text.en}` });
    yield* this.both(
      {
        zh: `左边按${this.left.day}，右边按${this.right.day}。`,
        en: `The left as on ${this.left.day}, the right as on ${this.right.day}.`,
      },
      0,
    );
    if (places === "apart")
      yield* this.both(
        {
          zh: "两地比较：各自的“本地户籍”“本地居住”按同一条件看待。",
          en: "Two places: to be registered or live here is taken as the same condition in both.",
        },
        0,
      );
    for (const sentence of summaryText(this.found)) yield* this.both(sentence, 0);
    const kept = changes.filter(({ right }) => right !== null);
    // A document that extends another may give a measure of its own the same number.
    const measures = new Map(kept.map(({ right }) => [measureTitle(right).zh, measureTitle(right)]));
    for (const title of measures.values()) {
      const own = kept.filter(({ right }) => measureTitle(right).zh === title.zh);
      const shown = own.filter((change) => this.flags.all || isChanged(change));
      if (shown.length === 0) continue;
      yield "";
      yield this.heading(2, title);
      for (const change of shown) yield* this.change(change);
    }
    // What went into another benefit, or became several, is told there.
    const removed = changes.filter(({ right, parts }) => right === null && parts.length === 0);
    if (removed.length === 0) return;
    yield "";
    yield this.heading(2, { zh: "只在左边有", en: "Only in the left document" });
    for (const change of removed) yield* this.change(change);
  }

  private *change(change: BenefitChange): Generator<string> {
    const { left, right } = change;
    const shown = right ?? left;
    if (!shown) return;
    yield "";
    yield this.heading(3, shown.text);
    yield this.dim(
      [left && citation(this.left.program.pack.compiled, left), right && citation(this.right.program.pack.compiled, right)]
        .filter(Boolean)
        .join(" → "),
    );
    for (const { text, under } of changeText(change, this.found)) {
      yield* this.both(text, 0);
      for (const below of under) yield* this.both(below, 1);
    }
  }

  private heading(level: number, title: Text): string {
    const text = this.flags.language === "both" ? both(title.zh, title.en) : title[this.flags.language];
    return this.flags.format === "markdown" ? `${"#".repeat(level)} ${text}` : styled("bold", text);
  }

  private dim(text: string): string {
    return this.flags.format === "markdown" ? `*${text}*` : styled("dim", text);
  }

  private *both({ zh, en }: Text, depth: number): Generator<string> {
    const indent = "  ".repeat(depth);
    const { language } = this.flags;
    if (language !== "en") yield `${indent}- ${zh}`;
    if (language !== "zh") yield `${indent}${language === "en" ? "- " : "  "}${en}`;
  }
}
/** A measure's heading: its number, and in both languages what it is about. */
function measureTitle(benefit: Benefit | null): Text {
  const { number, text } = benefit?.measure ?? { number: 0, text: { zh: "", en: "" } };
  return { zh: `${number}. ${text.zh}`, en: text.en };
}

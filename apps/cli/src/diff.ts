import { existsSync } from "node:fs";
import { join } from "node:path";
import { citation, parseDay, type Benefit, type Pack, type Program, type Text } from "@huican/engine";
import { compareDocuments, UnlikeFacts, type BenefitChange, type DocumentsChange, type ExamplePerson } from "@huican/engine/diff";
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

/** A pack on a day: the one named; today where it is in force; else its last day, or its first. */
function programOn(pack: Pack, named: string | undefined): Side {
  const first = pack.compiled.inForce.from ?? "2000-01-01";
  const last = pack.lastDay ?? "9999-12-31";
  const day = named ?? (today() < first ? first : today() > last ? last : today());
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
  private readonly words: Words;

  constructor(left: Side, right: Side, found: DocumentsChange, flags: Flags) {
    this.left = left;
    this.right = right;
    this.found = found;
    this.flags = flags;
    this.words = isOneProgramme(found) ? inTime : inPlace;
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
    for (const sentence of summary(this.found)) yield* this.both(sentence, 0);
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
    const removed = changes.filter(({ right }) => right === null);
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
    if (!left) {
      yield* this.both(
        withRate(
          isOneProgramme(this.found) ? { zh: "新增", en: "New" } : { zh: "左边没有。右边", en: "Not on the left. On the right" },
          change.rightAmount,
        ),
        0,
      );
      if (change.resembles)
        yield* this.both(
          { zh: `和左边的“${change.resembles.text.zh}”相近。`, en: `Resembles "${change.resembles.text.en}" of the left document.` },
          0,
        );
      return;
    }
    if (!right) {
      yield* this.both(
        withRate({ zh: "右边没有单独对应的待遇。左边", en: "Nothing of its own on the right. On the left" }, change.leftAmount),
        0,
      );
      if (change.resembles)
        yield* this.both(
          { zh: `和右边的“${change.resembles.text.zh}”相近。`, en: `Resembles "${change.resembles.text.en}" of the right document.` },
          0,
        );
      return;
    }
    if (change.isRenamed)
      yield* this.both({ zh: `${this.words.before.zh}“${left.text.zh}”。`, en: `${this.words.before.en}: "${left.text.en}".` }, 0);
    yield* this.who(change);
    yield* this.amount(change);
    for (const { zh, en } of change.others) yield* this.both({ zh: `${zh}。`, en: `${en}.` }, 0);
    if (!isChanged(change))
      yield* this.both(isOneProgramme(this.found) ? { zh: "没有变化。", en: "No change." } : { zh: "相同。", en: "The same." }, 0);
  }

  private *who({ who, dropped, added, gains, loses }: BenefitChange): Generator<string> {
    if (who === "same") return;
    const { words } = this;
    yield* this.both(words.who[who], 0);
    for (const { zh, en } of dropped) yield* this.both({ zh: `${words.dropped.zh}：${zh}`, en: `${words.dropped.en}: ${en}` }, 1);
    for (const { zh, en } of added) yield* this.both({ zh: `${words.added.zh}：${zh}`, en: `${words.added.en}: ${en}` }, 1);
    if (gains) yield* this.both(example(words.gains, gains), 1);
    if (loses) yield* this.both(example(words.loses, loses), 1);
  }

  private *amount({ amount, leftAmount, rightAmount, percent }: BenefitChange): Generator<string> {
    if (amount === "same" || !leftAmount || !rightAmount) return;
    const word = this.words.amount[amount];
    const change =
      percent === null
        ? { zh: "", en: "" }
        : { zh: `（${percent > 0 ? "+" : ""}${percent}%）`, en: ` (${percent > 0 ? "+" : ""}${percent} %)` };
    yield* this.both(
      {
        zh: `${word.zh}：${leftAmount.zh} → ${rightAmount.zh}${change.zh}。`,
        en: `${word.en}: ${leftAmount.en} → ${rightAmount.en}${change.en}.`,
      },
      0,
    );
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

/** How differences are said. */
type Words = {
  readonly before: Text;
  readonly who: Readonly<Record<"loosened" | "tightened" | "both", Text>>;
  readonly dropped: Text;
  readonly added: Text;
  readonly gains: Text;
  readonly loses: Text;
  readonly amount: Readonly<Record<"up" | "down" | "other", Text>>;
};

/** Where one document follows the other, what differs has changed. */
const inTime: Words = {
  before: { zh: "原名", en: "Before" },
  who: {
    loosened: { zh: "条件放宽：可以享受的人更多。", en: "Loosened: more people are entitled." },
    tightened: { zh: "条件收紧：可以享受的人更少。", en: "Tightened: fewer people are entitled." },
    both: { zh: "条件改变：有的人新享受，有的人不再享受。", en: "Changed both ways: some gain, some lose." },
  },
  dropped: { zh: "不再要求", en: "No longer asked" },
  added: { zh: "新要求", en: "Newly asked" },
  gains: { zh: "现在可以、原来不可以的人", en: "Entitled now and not before" },
  loses: { zh: "原来可以、现在不可以的人", en: "Entitled before and not now" },
  amount: {
    up: { zh: "标准提高", en: "Rate up" },
    down: { zh: "标准降低", en: "Rate down" },
    other: { zh: "标准有变化", en: "Rate changed" },
  },
};

/** Of two places none follows the other. */
const inPlace: Words = {
  before: { zh: "左边叫", en: "On the left" },
  who: {
    loosened: { zh: "右边条件较宽：可以享受的人更多。", en: "Wider on the right: more people are entitled." },
    tightened: { zh: "右边条件较严：可以享受的人更少。", en: "Narrower on the right: fewer people are entitled." },
    both: { zh: "条件不同：有的人只在左边可以享受，有的人只在右边可以。", en: "Other conditions: some are entitled on one side only." },
  },
  dropped: { zh: "只有左边要求", en: "Asked on the left only" },
  added: { zh: "只有右边要求", en: "Asked on the right only" },
  gains: { zh: "右边可以、左边不可以的人", en: "Entitled on the right and not on the left" },
  loses: { zh: "左边可以、右边不可以的人", en: "Entitled on the left and not on the right" },
  amount: {
    up: { zh: "右边标准较高", en: "Higher rate on the right" },
    down: { zh: "右边标准较低", en: "Lower rate on the right" },
    other: { zh: "标准不同", en: "Another rate" },
  },
};

function example({ zh, en }: Text, person: ExamplePerson): Text {
  return { zh: `${zh}，例如：${person.text.zh}`, en: `${en}, for example: ${person.text.en}` };
}

/** A measure's heading: its number, and in both languages what it is about. */
function measureTitle(benefit: Benefit | null): Text {
  const { number, text } = benefit?.measure ?? { number: 0, text: { zh: "", en: "" } };
  return { zh: `${number}. ${text.zh}`, en: text.en };
}

function isChanged({ left, right, who, amount, others, isRenamed }: BenefitChange): boolean {
  return !left || !right || who !== "same" || amount !== "same" || others.length > 0 || isRenamed;
}

/** Whether the right document follows the left one, or narrows it: what is more there is new. */
function isOneProgramme({ places }: DocumentsChange): boolean {
  return places !== "apart";
}

/** A sentence with what a benefit gives. */
function withRate({ zh, en }: Text, rate: Text | null): Text {
  return rate ? { zh: `${zh}：${rate.zh}。`, en: `${en}: ${rate.en}.` } : { zh: `${zh}。`, en: `${en}.` };
}

function summary(found: DocumentsChange): readonly Text[] {
  const { changes } = found;
  const count = (test: (change: BenefitChange) => boolean) => changes.filter(test).length;
  const paired = changes.filter(({ left, right }) => left && right);
  const counts = {
    added: count(({ left }) => !left),
    removed: count(({ right }) => !right),
    loosened: count(({ who }) => who === "loosened"),
    tightened: count(({ who }) => who === "tightened"),
    both: count(({ who }) => who === "both"),
    up: count(({ amount }) => amount === "up"),
    down: count(({ amount }) => amount === "down"),
    other: count(({ amount }) => amount === "other"),
    same: paired.filter((change) => !isChanged(change)).length,
  };
  const isSuccession = isOneProgramme(found);
  return [
    {
      zh: `对应的待遇${paired.length}项，${isSuccession ? "新增" : "只在右边有"}${counts.added}项，只在左边有${counts.removed}项。`,
      en: `${paired.length} benefits correspond; ${counts.added} are ${isSuccession ? "new" : "only in the right one"}, ${counts.removed} are only in the left one.`,
    },
    isSuccession
      ? {
          zh: `对应的待遇中：条件放宽${counts.loosened}项，收紧${counts.tightened}项，有放有收${counts.both}项；标准提高${counts.up}项，降低${counts.down}项，其他变化${counts.other}项；完全没有变化${counts.same}项。`,
          en: `Of those that correspond: conditions loosened ${counts.loosened}, tightened ${counts.tightened}, both ways ${counts.both}; rates up ${counts.up}, down ${counts.down}, otherwise changed ${counts.other}; nothing changed ${counts.same}.`,
        }
      : {
          zh: `对应的待遇中：右边条件较宽${counts.loosened}项，较严${counts.tightened}项，互有宽严${counts.both}项；右边标准较高${counts.up}项，较低${counts.down}项，其他不同${counts.other}项；完全相同${counts.same}项。`,
          en: `Of those that correspond: conditions wider on the right ${counts.loosened}, narrower ${counts.tightened}, both ${counts.both}; rates higher on the right ${counts.up}, lower ${counts.down}, otherwise different ${counts.other}; the same ${counts.same}.`,
        },
    ...(paired.some(({ left, right }) => left?.key !== right?.key)
      ? [
          {
            zh: "代码不同的待遇按名称和条件相近配对；一项拆成几项、几项并成一项的，只有一项配上，其余列为新增或只在一边有，请核对。",
            en: "Benefits of different keys are paired by like titles and conditions. Of one that became several, or several that became one, only one is paired and the others stand as new or on one side only: look at these.",
          },
        ]
      : []),
  ];
}

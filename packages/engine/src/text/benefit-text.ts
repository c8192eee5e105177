import { amountText, shareBase } from "../amount-text.ts";
import type { AmountLine, Benefit, CompiledPack, Condition, Exclusion, Period } from "../compiled-pack.ts";
import { rateOf } from "../amount.ts";
import { citation } from "../citation.ts";
import { limitTexts } from "../limit-text.ts";
import { toYuan } from "../money.ts";
import type { Program } from "../program.ts";
import { enabledName } from "../rulebook.ts";
import { yesNoText } from "../saying.ts";
import type { Text } from "../text.ts";
import { dayText } from "./day-text.ts";
import { said } from "./phrase.ts";
import { isRepetition } from "./repetition.ts";
import type { SentenceWriter } from "./sentence-writer.ts";

/** One thing that a text says, with what belongs to it. */
export type TextLine = { readonly text: Text; readonly under: readonly TextLine[] };

/** A part of a benefit's text under a heading of its own. */
export type TextSection = {
  readonly part: TextPart;
  readonly heading: Text;
  readonly lines: readonly TextLine[];
};

export type TextPart = "in-force" | "who" | "given" | "beside" | "when" | "papers" | "units" | "note" | "readings";

/** What is given between two days, to whom where that differs. */
export type RateText = Period & { readonly when: Text | null; readonly text: Text };

/** A benefit in words that an official could sign. */
export type BenefitText = {
  readonly key: string;
  readonly title: Text;
  readonly source: string;
  readonly sections: readonly TextSection[];
  /** The rates of all days, and what is paid at most: they stand in the section of what is given, too. */
  readonly rates: readonly RateText[];
  readonly limits: readonly Text[];
};

/**
 * A benefit in words, as it stands on the program's day.
 * @param sentences keeps the named groups that the text uses, so that each is explained once
 */
export function benefitText(program: Program, position: number, sentences: SentenceWriter): BenefitText {
  return new BenefitWriter(program, program.pack.benefits[position] as Benefit, position, sentences).text();
}

class BenefitWriter {
  private readonly program: Program;
  private readonly benefit: Benefit;
  private readonly position: number;
  private readonly sentences: SentenceWriter;

  constructor(program: Program, benefit: Benefit, position: number, sentences: SentenceWriter) {
    this.program = program;
    this.benefit = benefit;
    this.position = position;
    this.sentences = sentences;
  }

  text(): BenefitText {
    const { benefit } = this;
    const who = this.who();
    const howMuch = this.howMuch();
    const sections = [
      section("in-force", "何时有效", "In force", this.inForce()),
      section("who", "谁可以享受", "Who is entitled", who),
      section("given", "给什么", "What is given", howMuch),
      section("beside", "与其他待遇的关系", "Beside other benefits", this.besideOthers()),
      section("when", "何时办理", "When", benefit.window?.text ? [line(benefit.window.text)] : []),
      section("papers", "需要的材料", "Papers", benefit.evidence.length > 0 ? [line(joined(benefit.evidence))] : []),
      section("units", "由谁负责", "Responsible", this.units()),
      section("note", "说明", "Note", benefit.note ? [line(benefit.note)] : []),
      section("readings", "对原文的理解", "Readings chosen", this.readings()),
    ];
    return {
      key: benefit.key,
      title: benefit.text,
      source: citation(this.program.pack.compiled, benefit),
      sections: sections.filter(({ lines }) => lines.length > 0),
      rates: benefit.amounts.map((amount) => this.rate(amount)),
      limits: limitTexts(benefit.limits).map(({ zh, en }) => ({ zh: `${zh}。`, en: `${en}.` })),
    };
  }

  private inForce(): readonly TextLine[] {
    const { benefit, program } = this;
    const lines: TextLine[] = [];
    const { from, to } = benefit.inForce;
    const days = period(from, to);
    if (days) lines.push(line(days));
    if (benefit.isSwitch) {
      const isOn = program.setting.param(enabledName(benefit.key)) === 1;
      lines.push(
        say(
          `由当地决定是否开通，现在${isOn ? "已开通" : "没有开通"}。`,
          `Whether it is open is decided locally; at present it is ${isOn ? "open" : "not open"}.`,
        ),
      );
    }
    return lines;
  }

  private who(): readonly TextLine[] {
    const { benefit } = this;
    const subject = subjects[benefit.subject];
    const conditions = benefit.conditions.map((position) => this.program.pack.compiled.conditions[position] as Condition);
    const hard = conditions.filter(({ soft }) => !soft);
    const soft = conditions.filter(({ soft }) => soft);
    const lines: TextLine[] = [];
    if (hard.length === 0) lines.push(say(`所有${subject.zh}。`, `${subject.all}.`));
    else
      lines.push({
        ...say(
          hard.length === 1 ? `符合以下条件的${subject.zh}：` : `同时符合以下条件的${subject.zh}：`,
          `${subject.who} meets ${hard.length === 1 ? "this condition" : "all of these conditions"}:`,
        ),
        under: hard.map((condition) => this.condition(condition)),
      });
    if (soft.length > 0)
      lines.push({
        ...say("办理或使用时还要看（这里不作判定）：", "Also looked at when it is granted or used (not decided here):"),
        under: soft.map(({ text }) => line(text)),
      });
    if (benefit.refer) {
      const when = said(this.sentences.phrase(benefit.refer.when, true));
      lines.push(
        benefit.refer.when.op === "const"
          ? say("每一例都由工作人员核定。", "Every case goes to an officer.")
          : say(`有下列情形的，由工作人员核定：${when.zh}。`, `An officer decides where this applies: ${when.en}.`),
      );
    }
    return lines;
  }

  private condition({ text, ir, any }: Condition): TextLine {
    if (any.length > 0) return { ...line(text), under: any.map((alternative) => this.condition(alternative)) };
    const meaning = ir && ir.named === undefined ? this.sentences.meaning(ir) : null;
    if (ir?.named !== undefined) this.sentences.phrase(ir, true);
    return meaning && !isRepetition(text, meaning)
      ? { ...line(text), under: [say(`即：${meaning.zh}。`, `That is: ${meaning.en}.`)] }
      : line(text);
  }

  private howMuch(): readonly TextLine[] {
    const { benefit } = this;
    const kind = kinds[benefit.kind];
    const rates = this.program.setting.rates[this.position] ?? [];
    const isSilent = benefit.amounts.every((line) => line.kind === "unset") && rates.every(({ rateFen }) => rateFen === null);
    if (isSilent && benefit.amounts.length > 0)
      return [
        say(`${kind.zh}，文件没有写明标准。`, `${kind.en}; the document names no rate.`),
        ...limitTexts(benefit.limits).map(({ zh, en }) => say(`${zh}。`, `${en}.`)),
      ];
    const lines = benefit.amounts.filter((line) => line.kind !== "none").map((line) => this.amount(line));
    return [say(`${kind.zh}。`, `${kind.en}.`), ...lines, ...limitTexts(benefit.limits).map(({ zh, en }) => say(`${zh}。`, `${en}.`))];
  }

  private amount(amount: AmountLine): TextLine {
    const { text, when } = this.rate(amount);
    const days = period(amount.from, amount.to);
    const whom = when && { zh: `${when.zh}的`, en: `${subjects[this.benefit.subject].who} ${when.en}` };
    const before = [days, whom].filter((part) => part !== null);
    const [zhBefore, enBefore] = [before.map((part) => `${part.zh}：`).join(""), before.map((part) => lower(part.en)).join(", ")];
    return say(`${zhBefore}${text.zh}。`, upper(`${enBefore}${enBefore && ": "}${text.en}.`));
  }

  private rate(amount: AmountLine): RateText {
    const rate = this.program.setting.rates[this.position]?.find((candidate) => candidate.line === amount) ?? rateOf(amount, null);
    const text = amount.formula ? this.formula(amount) : amountText(rate.amount, shareBase(this.program.pack.compiled, this.benefit));
    return { from: amount.from, to: amount.to, when: amount.when ? said(this.sentences.phrase(amount.when, true)) : null, text };
  }

  private formula({ formula, maxFen }: AmountLine): Text {
    const { zh, en } = formula ? this.sentences.number(formula, "yuan") : { zh: "", en: "" };
    const cap =
      maxFen === null
        ? { zh: "", en: "" }
        : {
            zh: `，一年最多${toYuan(maxFen).toLocaleString("en-US")}元`,
            en: `, at most ${toYuan(maxFen).toLocaleString("en-US")} yuan a year`,
          };
    return { zh: `${zh}${cap.zh}`, en: `${en}${cap.en}` };
  }

  private besideOthers(): readonly TextLine[] {
    const { benefit, program } = this;
    const lines = benefit.excludes.map((exclusion) => this.exclusion(exclusion));
    const group = program.pack.benefits.filter(
      ({ onceOf, key }) => benefit.onceOf !== null && onceOf === benefit.onceOf && key !== benefit.key,
    );
    if (group.length > 0) {
      const { zh, en } = joined(group.map(({ text }) => ({ zh: `“${text.zh}”`, en: `"${text.en}"` })));
      lines.push(say(`与下列待遇不重复发放，只发最高的一项：${zh}。`, `Only one of this and the following is paid, the highest: ${en}.`));
    }
    return lines;
  }

  private exclusion({ benefit: key, prevails, received }: Exclusion): TextLine {
    const other = this.program.pack.benefit(key)?.text ?? { zh: key, en: key };
    const fact = received === null ? undefined : this.program.pack.compiled.vocabulary.facts[received];
    const already = fact && yesNoText(fact, true);
    if (prevails === "received")
      return say(
        `已经享受“${other.zh}”${already ? `（${already.zh}）` : ""}的，不再享受。`,
        `Not for whoever already has "${other.en}"${already ? ` (${already.en})` : ""}.`,
      );
    return prevails === "higher"
      ? say(`同时符合“${other.zh}”的，按高的一项享受。`, `Where "${other.en}" also applies, the higher one counts.`)
      : say(`同时符合“${other.zh}”的，享受那一项。`, `Where "${other.en}" also applies, that one counts.`);
  }

  private units(): readonly TextLine[] {
    const { lead, support } = this.benefit.units;
    const lines: TextLine[] = [];
    if (lead.length > 0) lines.push(say(`牵头：${joined(lead).zh}。`, `Lead: ${joined(lead).en}.`));
    if (support.length > 0) lines.push(say(`配合：${joined(support).zh}。`, `Support: ${joined(support).en}.`));
    if (this.benefit.funds) lines.push(say(`资金：${this.benefit.funds.zh}。`, `Funds: ${this.benefit.funds.en}.`));
    return lines;
  }

  private readings(): readonly TextLine[] {
    return this.benefit.readings.flatMap((number) => readingLine(this.program.pack.compiled, number));
  }
}

/** How a document is understood at one place; nothing where there is no such reading. */
export function readingLine({ readings }: CompiledPack, number: number | null): readonly TextLine[] {
  const reading = readings.find((candidate) => candidate.number === number);
  return reading ? [say(`理解${number}：${reading.text.zh}`, `Reading ${number}: ${reading.text.en}`)] : [];
}

const subjects = {
  person: { zh: "人", who: "Whoever", all: "Everybody" },
  household: { zh: "家庭", who: "A household that", all: "Every household" },
  employer: { zh: "用人单位", who: "An employer that", all: "Every employer" },
  institution: { zh: "机构", who: "An institution that", all: "Every institution" },
} as const;

const kinds = {
  cash: { zh: "给予资金补助", en: "A sum of money" },
  reimbursement: { zh: "报销费用", en: "A refund of costs" },
  fee_waiver: { zh: "减免费用", en: "Fees are waived or reduced" },
  in_kind: { zh: "给予实物、改造或服务，不发现金", en: "Given in kind, not in money" },
  service: { zh: "提供服务", en: "A service" },
  status: { zh: "给予资格或优先", en: "A right or a priority" },
} as const;

function section(part: TextPart, zh: string, en: string, lines: readonly TextLine[]): TextSection {
  return { part, heading: { zh, en }, lines };
}

/** A text as a line; it gets a full stop where it has none. */
function line({ zh, en }: Text): TextLine {
  return { text: { zh: /[。：！？]$/.test(zh) ? zh : `${zh}。`, en: /[.:!?]$/.test(en) ? en : `${en}.` }, under: [] };
}

function say(zh: string, en: string): TextLine {
  return line({ zh, en });
}

function joined(texts: readonly Text[]): Text {
  return { zh: texts.map(({ zh }) => zh).join("、"), en: texts.map(({ en }) => en).join("; ") };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** From one day until another; null where it is always. */
function period(from: string | null, to: string | null): Text | null {
  if (from === null && to === null) return null;
  const start = from === null ? { zh: "", en: "" } : { zh: `自${dayText(from).zh}起`, en: `from ${dayText(from).en}` };
  const end = to === null ? { zh: "", en: "" } : { zh: `至${dayText(to).zh}止`, en: `until ${dayText(to).en}` };
  return { zh: `${start.zh}${end.zh}`, en: upper([start.en, end.en].filter(Boolean).join(" ")) };
}

import type { Condition, Language, Text } from "@huican/engine";
import { monthsText } from "./days.ts";
import type { BenefitEntry } from "./policy-book.ts";
import { isForPeople } from "./steps.ts";
import { lower, rateKind, sumText } from "./summary.ts";

/** A few short sentences under a heading; numbered where they are steps. */
export type EasyPart = { readonly heading: string; readonly lines: readonly string[]; readonly isNumbered?: true };

/** The most characters of a Chinese sentence that is easily read. */
const easyLength = 20;

/** A benefit in short sentences, one idea each. */
export function easyParts(entry: BenefitEntry, language: Language): readonly EasyPart[] {
  const { document, benefit } = entry;
  const t = (zh: string, en: string) => (language === "zh" ? zh : en);
  const place = document.pack.compiled.regionText ?? document.pack.compiled.text;
  const conditions = benefit.conditions
    .map((position) => document.pack.compiled.conditions[position] as Condition)
    .filter(({ soft }) => !soft);
  const sum = sumText(entry);
  const gives = sum ? sentences({ zh: `能得到：${sum.zh}`, en: `You get ${lower(sum.en)}` }, language) : [];
  const parts: EasyPart[] = [
    { heading: t("这是什么", "What is this?"), lines: [...what(entry, t), ...gives] },
    {
      heading: t("谁可以", "Who can get it?"),
      lines: [
        t(`地方：${place.zh}。`, `Place: ${place.en}.`),
        conditions.length > 1 ? t("下面每一条都要符合。", "Every line below must be true.") : t("要符合下面这一条。", "This must be true."),
        ...conditions.flatMap((condition) => conditionLines(condition, language)),
      ],
    },
    { heading: t("什么时候办", "When?"), lines: whenLines(entry, language) },
  ];
  if (benefit.evidence.length > 0)
    parts.push({ heading: t("要带什么", "What to bring?"), lines: benefit.evidence.flatMap((item) => sentences(item, language)) });
  parts.push({ heading: t("怎么办", "What to do?"), lines: steps(entry, t), isNumbered: true });
  parts.push({
    heading: t("看不明白怎么办", "Need help?"),
    lines: [
      t("可以请家人帮忙。", "Ask a relative to help."),
      t("可以问村里或社区。", "Ask your village or community."),
      t("可以问当地残联。", "Ask the local Disabled Persons' Federation."),
      t("问一问，不花钱。", "Asking costs nothing."),
    ],
  });
  return parts;
}

type Say = (zh: string, en: string) => string;

function what(entry: BenefitEntry, t: Say): readonly string[] {
  const { benefit, standing } = entry;
  const lines = {
    cash: [t("这是一笔钱。", "This is money."), t("符合就能领。", "If you qualify, you get it.")],
    reimbursement: [
      t("您先自己付钱。", "You pay first."),
      t("留好票据。", "Keep the receipts."),
      t("再去报销。", "Then you get money back."),
    ],
    fee_waiver: [t("有的钱可以少交。", "You pay less for some things."), t("有的可以不交。", "Some things are free.")],
    in_kind: [
      t("不是发钱。", "This is not money."),
      t("是给您需要的东西，", "You get a thing you need,"),
      t("或者帮您治疗、改造。", "or treatment, or building work."),
    ],
    service: [t("不是发钱。", "This is not money."), t("有人来帮助您。", "People help you.")],
    status: [
      t("不是发钱。", "This is not money."),
      t("办事时您可以优先，", "You come first,"),
      t("或者您有这个资格。", "or you have a right."),
    ],
  }[benefit.kind];
  const now = {
    given: [],
    switch: [t("有的地方还没有开通。", "Some districts do not have it yet."), t("请先问一问。", "Ask first.")],
    ended: [t("注意：已经停了。", "Note: this has ended.")],
    coming: [t("注意：还没有开始。", "Note: this has not begun.")],
  }[standing];
  const unnamed = rateKind(entry) === "unset" ? [t("多少钱，文件没有写。", "The document does not say how much.")] : [];
  return [...lines, ...(benefit.kind === "cash" || benefit.kind === "reimbursement" ? unnamed : []), ...now];
}

function conditionLines({ text, any }: Condition, language: Language): readonly string[] {
  if (any.length === 0) return sentences(text, language);
  return [
    language === "zh" ? "下面有一条就行：" : "One of these is enough:",
    ...any.flatMap((alternative) => sentences(alternative.text, language)),
  ];
}

function whenLines({ benefit }: BenefitEntry, language: Language): readonly string[] {
  const text = benefit.window?.text;
  if (text) return sentences(text, language);
  return language === "zh" ? ["文件没有写时间。", "随时可以去问。"] : ["The document does not say.", "You can ask at any time."];
}

function steps({ benefit }: BenefitEntry, t: Say): readonly string[] {
  const apply = benefit.window?.apply ?? [];
  const lead = benefit.units.lead[0];
  const isLimited = apply.length > 0 && apply.length < 12;
  return [
    t("准备好材料。", "Get the papers ready."),
    ...(isForPeople(benefit)
      ? [t("去村里、社区或镇街残联。", "Go to your village, community or town desk.")]
      : [t(`找负责单位${lead ? `：${lead.zh}` : ""}。`, `Ask the unit responsible${lead ? `: ${lead.en}` : ""}.`)]),
    ...(isLimited ? [t(`时间是${monthsText(apply).zh}。`, `Do it in ${monthsText(apply).en}.`)] : []),
    t("说您要办这一项。", "Say what you want to apply for."),
    t("等工作人员审核。", "Staff check it."),
    t("通过了会告诉您。", "They tell you the result."),
  ];
}

/** A text cut where a breath is taken, what is added in brackets left out; in English one sentence as it is. */
function sentences(text: Text, language: Language): readonly string[] {
  if (language === "en") return [`${text.en.replaceAll(/ ?\([^()]*\)/g, "").replace(/[.;]$/, "")}.`];
  const bare = text.zh.replaceAll(/（[^（）]*）/g, "").replace(/[。；]$/, "");
  const parts =
    bare.length <= easyLength
      ? [bare]
      : bare.split(/(?<=[，；。：])/).flatMap((part) => (part.length <= easyLength ? [part] : part.split(/(?<=、)/)));
  return joinShort(parts).map((part, i, all) => `${part.replace(/[，；。：、]$/, "")}${i === all.length - 1 ? "。" : "，"}`);
}

/** Pieces put together again as long as they stay short. */
function joinShort(parts: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= easyLength) lines[lines.length - 1] = `${last}${part}`;
    else lines.push(part);
  }
  return lines;
}

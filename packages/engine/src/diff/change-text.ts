import type { Text } from "../text.ts";
import type { BenefitChange, DocumentsChange } from "./compare-documents.ts";
import type { ExamplePerson } from "./example-person.ts";

/** One thing that has changed, with what belongs to it. */
export type ChangeLine = { readonly text: Text; readonly under: readonly Text[] };

/** Whether anything differs between a benefit and its counterpart, or there is none. */
export function isChanged({ left, right, who, amount, others, isRenamed }: BenefitChange): boolean {
  return !left || !right || who !== "same" || amount !== "same" || others.length > 0 || isRenamed;
}

/** Whether the right document follows the left one, or narrows it: what is more there is new. */
export function isOneProgramme({ places }: DocumentsChange): boolean {
  return places !== "apart";
}

/** A change in sentences that an official could sign. */
export function changeText(change: BenefitChange, found: DocumentsChange): readonly ChangeLine[] {
  const { left, right, resembles, parts } = change;
  const words = isOneProgramme(found) ? overTime : sideBySide;
  if (parts.length > 0) return [line(partsText(change))];
  if (!left) {
    const added = isOneProgramme(found) ? { zh: "新增", en: "New" } : { zh: "左边没有。右边", en: "Not on the left. On the right" };
    return [
      line(withRate(added, change.rightAmount)),
      ...(resembles ? [say(`和左边的“${resembles.text.zh}”相近。`, `Resembles "${resembles.text.en}" of the left document.`)] : []),
    ];
  }
  if (!right) {
    const removed = { zh: "右边没有单独对应的待遇。左边", en: "Nothing of its own on the right. On the left" };
    return [
      line(withRate(removed, change.leftAmount)),
      ...(resembles ? [say(`和右边的“${resembles.text.zh}”相近。`, `Resembles "${resembles.text.en}" of the right document.`)] : []),
    ];
  }
  const lines = [
    ...(change.isRenamed ? [nameText(left.text, words)] : []),
    ...whoText(change, words),
    ...rateText(change, words),
    ...change.others.map(({ zh, en }) => say(`${zh}。`, `${en}.`)),
  ];
  return isChanged(change) ? lines : [...lines, say("没有变化。", "No change.")];
}

/** What several became, or one became, as a pack says it. */
function partsText({ left, parts, leftAmount, rightAmount }: BenefitChange): Text {
  const named = parts.map(({ benefit, amount }) => withAmount(benefit.text, amount));
  const others = { zh: named.map(({ zh }) => zh).join("和"), en: named.map(({ en }) => en).join(" and ") };
  const isWhole = parts.length > 1;
  if (left) {
    const became = isWhole
      ? { zh: `现在分为${others.zh}。`, en: `Became ${others.en}.` }
      : { zh: `现在并入${others.zh}。`, en: `Now part of ${others.en}.` };
    return together(became, withRate({ zh: "原来", en: "Before" }, leftAmount));
  }
  const came = isWhole
    ? { zh: `由原来的${others.zh}合为一项。`, en: `In the place of ${others.en}.` }
    : { zh: `由原来的${others.zh}分出。`, en: `Was part of ${others.en}.` };
  return together(came, withRate({ zh: "现在", en: "Now" }, rightAmount));
}

function withAmount({ zh, en }: Text, amount: Text | null): Text {
  return amount ? { zh: `“${zh}”（${amount.zh}）`, en: `"${en}" (${amount.en})` } : { zh: `“${zh}”`, en: `"${en}"` };
}

function together(first: Text, second: Text): Text {
  return { zh: `${first.zh}${second.zh}`, en: `${first.en} ${second.en}` };
}

/** What a comparison comes to, in two sentences. */
export function summaryText(found: DocumentsChange): readonly Text[] {
  const counts = changeCounts(found.changes);
  const isSuccession = isOneProgramme(found);
  const hasOtherKeys = found.changes.some(({ left, right }) => left && right && left.key !== right.key);
  return [
    {
      zh: `对应的待遇${counts.paired}项，${isSuccession ? "新增" : "只在右边有"}${counts.added}项，只在左边有${counts.removed}项。`,
      en: `${counts.paired} benefits correspond; ${counts.added} are ${isSuccession ? "new" : "only in the right one"}, ${counts.removed} are only in the left one.`,
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
    ...(hasOtherKeys
      ? [
          {
            zh: "代码不同的待遇按名称和条件相近配对；一项拆成几项、几项并成一项的，只有一项配上，其余列为新增或只在一边有，请核对。",
            en: "Benefits of different keys are paired by like titles and conditions. Of one that became several, or several that became one, only one is paired and the others stand as new or on one side only: look at these.",
          },
        ]
      : []),
  ];
}

/** How many benefits have changed in which way. */
export function changeCounts(changes: readonly BenefitChange[]) {
  const count = (test: (change: BenefitChange) => boolean) => changes.filter(test).length;
  return {
    // What several became corresponds to all of them, and is counted once.
    paired: count(({ left, right, parts }) => (left !== null && right !== null) || parts.length > 1),
    added: count(({ left, parts }) => !left && parts.length === 0),
    removed: count(({ right, parts }) => !right && parts.length === 0),
    loosened: count(({ who }) => who === "loosened"),
    tightened: count(({ who }) => who === "tightened"),
    both: count(({ who }) => who === "both"),
    up: count(({ amount }) => amount === "up"),
    down: count(({ amount }) => amount === "down"),
    other: count(({ amount }) => amount === "other"),
    same: count((change) => !isChanged(change)),
  };
}

function nameText({ zh, en }: Text, { name }: Words): ChangeLine {
  return say(`${name.zh}“${zh}”。`, `${name.en}: "${en}".`);
}

function whoText({ who, dropped, added, gains, loses }: BenefitChange, words: Words): readonly ChangeLine[] {
  if (who === "same") return [];
  return [
    {
      text: words[who],
      under: [
        ...dropped.map(({ zh, en }) => ({ zh: `${words.dropped.zh}：${zh}`, en: `${words.dropped.en}: ${en}` })),
        ...added.map(({ zh, en }) => ({ zh: `${words.added.zh}：${zh}`, en: `${words.added.en}: ${en}` })),
        ...(gains ? [example(words.gains, gains)] : []),
        ...(loses ? [example(words.loses, loses)] : []),
      ],
    },
  ];
}

function rateText({ amount, leftAmount, rightAmount, percent }: BenefitChange, words: Words): readonly ChangeLine[] {
  if (amount === "same" || !leftAmount || !rightAmount) return [];
  const word = words.rate[amount];
  const signed = percent === null ? "" : `${percent > 0 ? "+" : ""}${percent}`;
  return [
    say(
      `${word.zh}：${leftAmount.zh} → ${rightAmount.zh}${signed ? `（${signed}%）` : ""}。`,
      `${word.en}, ${leftAmount.en} → ${rightAmount.en}${signed ? ` (${signed} %)` : ""}.`,
    ),
  ];
}

type Words = Readonly<Record<"name" | "loosened" | "tightened" | "both" | "dropped" | "added" | "gains" | "loses", Text>> & {
  readonly rate: Readonly<Record<"up" | "down" | "other", Text>>;
};

/** What is said where the right document follows the left one. */
const overTime: Words = {
  name: { zh: "原名", en: "Before" },
  loosened: { zh: "条件放宽：可以享受的人更多。", en: "Loosened: more people are entitled." },
  tightened: { zh: "条件收紧：可以享受的人更少。", en: "Tightened: fewer people are entitled." },
  both: { zh: "条件改变：有的人新享受，有的人不再享受。", en: "Changed both ways: some gain, some lose." },
  dropped: { zh: "不再要求", en: "No longer asked" },
  added: { zh: "新要求", en: "Newly asked" },
  gains: { zh: "现在可以、原来不可以的人", en: "Entitled now and not before" },
  loses: { zh: "原来可以、现在不可以的人", en: "Entitled before and not now" },
  rate: {
    up: { zh: "标准提高", en: "Rate: up" },
    down: { zh: "标准降低", en: "Rate: down" },
    other: { zh: "标准有变化", en: "Rate: changed" },
  },
};

/** What is said of two places, neither of which comes first. */
const sideBySide: Words = {
  name: { zh: "左边叫", en: "On the left" },
  loosened: { zh: "右边条件更宽：可以享受的人更多。", en: "Wider on the right: more people are entitled." },
  tightened: { zh: "右边条件更严：可以享受的人更少。", en: "Stricter on the right: fewer people are entitled." },
  both: {
    zh: "条件不同：有的人只在左边可以，有的人只在右边可以。",
    en: "Different: some are entitled on the left only, some on the right only.",
  },
  dropped: { zh: "只有左边要求", en: "Asked on the left only" },
  added: { zh: "只有右边要求", en: "Asked on the right only" },
  gains: { zh: "右边可以、左边不可以的人", en: "Entitled on the right and not on the left" },
  loses: { zh: "左边可以、右边不可以的人", en: "Entitled on the left and not on the right" },
  rate: {
    up: { zh: "右边标准更高", en: "Rate: higher on the right" },
    down: { zh: "右边标准更低", en: "Rate: lower on the right" },
    other: { zh: "标准不同", en: "Rate: different" },
  },
};

function example({ zh, en }: Text, person: ExamplePerson): Text {
  return { zh: `${zh}，例如：${person.text.zh}`, en: `${en}, for example: ${person.text.en}` };
}

/** A sentence with what a benefit gives. */
function withRate({ zh, en }: Text, rate: Text | null): Text {
  return rate ? { zh: `${zh}：${rate.zh}。`, en: `${en}: ${rate.en}.` } : { zh: `${zh}。`, en: `${en}.` };
}

function line(text: Text): ChangeLine {
  return { text, under: [] };
}

function say(zh: string, en: string): ChangeLine {
  return line({ zh, en });
}

import type { Text } from "@huican/engine";
import type { RequestKind, RequestOutcome } from "./data-request.ts";

/** A legal ground on which a request is decided, with where it is written. */
export type Ground = {
  readonly key: string;
  /** Of which requests, and with which outcomes. */
  readonly kinds: readonly RequestKind[];
  readonly outcomes: readonly RequestOutcome[];
  readonly text: Text;
  readonly source: Text;
};

const law = (zh: string, en: string): Text => ({
  zh: `《个人信息保护法》第${zh}`,
  en: `Personal Information Protection Law, article ${en}`,
});
const standard: Text = { zh: "GB/T 35273-2020《信息安全技术 个人信息安全规范》8.7", en: "GB/T 35273-2020, 8.7" };
/** Of what can be asked for while a file is in use. */
const everyKind: readonly RequestKind[] = ["copy", "correction", "deletion", "explanation"];
const against = ["refused", "granted-in-part"] as const;

/** Every ground that a decision may name. A refusal, in whole or in part, names one, and so does the grant of a deletion or of its end: nothing is deleted, or shown again, because somebody would like it. */
const grounds: readonly Ground[] = [
  ...(
    [
      [
        "purpose-reached",
        "处理目的已实现、无法实现，或者不再必要",
        "the purpose is reached, cannot be reached, or needs it no more",
        "一",
        "1",
      ],
      ["retention-over", "停止提供服务，或者保存期限已届满", "the service has ended, or the time of keeping is over", "二", "2"],
      ["consent-withdrawn", "处理以同意为依据，个人撤回了同意", "it rested on consent, which is withdrawn", "三", "3"],
      ["unlawful", "处理违反法律、行政法规或者约定", "it was processed against the law or an agreement", "四", "4"],
      ["other-law", "法律、行政法规规定的其他情形", "another case that a law names", "五", "5"],
    ] as const
  ).map(([key, zh, en, item, number]): Ground => ({
    key,
    kinds: ["deletion"],
    outcomes: ["granted", "granted-in-part"],
    text: { zh, en },
    source: law(`四十七条第一款第（${item}）项`, `47, paragraph 1 (${number})`),
  })),
  {
    key: "identity-not-shown",
    kinds: [...everyKind, "resumption"],
    outcomes: ["refused"],
    text: {
      zh: "提出的人没有证明自己是本人，或者有权代表本人",
      en: "whoever asks has not shown that they are the person, or may act for them",
    },
    source: standard,
  },
  {
    key: "relative-without-interest",
    kinds: everyKind,
    outcomes: ["refused"],
    text: {
      zh: "近亲属不是为了自身的合法、正当利益，或者死者生前另有安排",
      en: "a near relative has no lawful interest of their own, or the dead had arranged otherwise",
    },
    source: law("四十九条", "49"),
  },
  {
    key: "secrecy",
    kinds: ["copy", "explanation"],
    outcomes: against,
    text: {
      zh: "法律、行政法规规定应当保密，或者告知会妨碍国家机关履行法定职责",
      en: "a law requires secrecy, or telling would hinder a state organ in its statutory duty",
    },
    source: law("四十五条第一款（第十八条第一款、第三十五条）", "45, paragraph 1 (articles 18 and 35)"),
  },
  {
    key: "found-right",
    kinds: ["correction"],
    outcomes: against,
    text: { zh: "经核实，登记的信息准确、完整", en: "it was checked, and what is recorded is right and complete" },
    source: law("四十六条第二款", "46, paragraph 2"),
  },
  {
    key: "still-needed",
    kinds: ["deletion"],
    outcomes: against,
    text: {
      zh: "履行法定职责仍然需要，没有应当删除的情形",
      en: "a statutory duty still needs it, and none of the cases for deletion is there",
    },
    source: law("四十七条第一款、第十三条第一款第（三）项", "47, paragraph 1, and 13, paragraph 1 (3)"),
  },
  ...(
    [
      [
        "deletion-taken-back",
        "granted",
        "本人或者有权代表本人的人收回了删除请求，要求继续处理",
        "the person, or whoever may act for them, takes the request for deletion back and wants the file used again",
        law("四十四条（个人有权决定其个人信息的处理）", "44: a person decides on the processing of their information"),
      ],
      [
        "restricted-in-error",
        "granted",
        "停止处理没有依据、认错了人或者出于误解",
        "the restriction had no ground, met the wrong person, or rested on a misunderstanding",
        law("八条、第四十七条第一款", "8, and 47, paragraph 1"),
      ],
      [
        "duty-needs-it",
        "granted",
        "履行法定职责或者法定义务必须处理",
        "a statutory duty or obligation needs it",
        law("十三条第一款第（三）项", "13, paragraph 1 (3)"),
      ],
      [
        "deletion-stands",
        "refused",
        "应当删除的情形仍然存在，只因保存期未满才保存",
        "the case for deletion still stands; the file is kept for its time of keeping alone",
        law("四十七条", "47"),
      ],
    ] as const
  ).map(([key, outcome, zh, en, source]): Ground => ({ key, kinds: ["resumption"], outcomes: [outcome], text: { zh, en }, source })),
  {
    key: "public-security",
    kinds: everyKind,
    outcomes: against,
    text: {
      zh: "与国家安全、公共安全、公共卫生，或者刑事侦查、审判直接相关",
      en: "it bears directly on national or public security, public health, or a criminal case",
    },
    source: standard,
  },
];

/** The grounds on which a request of a kind can end in an outcome. */
export function groundsFor(kind: RequestKind, outcome: RequestOutcome): readonly Ground[] {
  return grounds.filter(({ kinds, outcomes }) => kinds.includes(kind) && outcomes.includes(outcome));
}

export function groundOf(key: string): Ground | undefined {
  return grounds.find((ground) => ground.key === key);
}

import type { Benefit, Text } from "@huican/engine";

/** What kind of help it is. */
export const kindWords: Readonly<
  Record<Benefit["kind"], { readonly verb: Text; readonly short: Text; readonly unset: Text; readonly long: Text }>
> = {
  cash: {
    verb: { zh: "领钱", en: "money" },
    short: { zh: "发钱", en: "Money" },
    unset: { zh: "发钱，文件没有写多少", en: "Money; the document does not say how much" },
    long: { zh: "这是发给您的钱。", en: "This is money paid to you." },
  },
  reimbursement: {
    verb: { zh: "报销", en: "refund" },
    short: { zh: "报销费用", en: "A refund of costs" },
    unset: { zh: "报销费用，文件没有写能报多少", en: "A refund of costs; the document does not say how much" },
    long: { zh: "先自己付钱，再凭票据报销。", en: "You pay first, and are refunded against the receipts." },
  },
  fee_waiver: {
    verb: { zh: "少交钱", en: "lower fees" },
    short: { zh: "减免费用", en: "Fees waived or reduced" },
    unset: { zh: "减免费用，文件没有写减多少", en: "Fees reduced; the document does not say by how much" },
    long: { zh: "有的费用可以少交，或者不交。", en: "Some fees are lower for you, or fall away." },
  },
  in_kind: {
    verb: { zh: "得到实物或治疗", en: "things or treatment" },
    short: { zh: "给东西，或帮助治疗、改造", en: "Things, treatment or building work" },
    unset: { zh: "给东西，或帮助治疗、改造；文件没有写金额", en: "Things or treatment; the document names no sum" },
    long: { zh: "不直接发钱，给您用得上的东西、治疗或改造。", en: "No cash: you get a thing, a treatment or building work that you need." },
  },
  service: {
    verb: { zh: "得到帮助", en: "a service" },
    short: { zh: "有人提供服务", en: "A service" },
    unset: { zh: "有人提供服务，文件没有写金额", en: "A service; the document names no sum" },
    long: { zh: "不直接发钱，由专人为您服务。", en: "No cash: people do something for you." },
  },
  status: {
    verb: { zh: "享受优先或资格", en: "a right or a priority" },
    short: { zh: "可以优先，或者有这个资格", en: "A right or a priority" },
    unset: { zh: "可以优先，或者有这个资格", en: "A right or a priority" },
    long: { zh: "不发钱，办事时可以优先，或者有这个资格。", en: "No cash: you come first, or you have a right." },
  },
};

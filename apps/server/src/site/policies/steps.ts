import type { Benefit, Text } from "@huican/engine";
import { monthsText } from "./days.ts";
import type { BenefitEntry } from "./policy-book.ts";

export function isForPeople({ subject }: Benefit): boolean {
  return subject === "person" || subject === "household";
}

/**
 * How it goes, step by step. Documents spell out who does what and when, seldom the way of one application: what they say stands here, the rest is the usual way to a desk
 * without any address or number that no document gives.
 */
export function stepsFor({ benefit }: BenefitEntry): readonly Text[] {
  const { window, units, kind, evidence } = benefit;
  const [apply, review, pay] = [window?.apply ?? [], window?.review ?? [], window?.pay ?? []];
  const when =
    apply.length > 0 && apply.length < 12 ? { zh: `${monthsText(apply).zh}，`, en: ` in ${monthsText(apply).en}` } : { zh: "", en: "" };
  const lead = units.lead[0];
  const where = isForPeople(benefit)
    ? {
        zh: `${when.zh}到户籍所在地的镇街残联窗口，或者村（社区）提出来。走不动，可以请家人或村（社区）的残疾人专职委员代办。`,
        en: `Go${when.en} to the desk of the Disabled Persons' Federation in the town or street where you are registered, or to your village or community. If you cannot go, a relative or the commissioner of your village can go for you.`,
      }
    : {
        zh: `${when.zh}向负责单位提出来${lead ? `：${lead.zh}` : ""}。`,
        en: `Ask the unit responsible${when.en}${lead ? `: ${lead.en}` : ""}.`,
      };
  return [
    evidence.length > 0
      ? { zh: "把上面的材料准备好。", en: "Get the papers above ready." }
      : { zh: "带上能证明情况的材料。", en: "Take whatever shows your situation." },
    where,
    review.length > 0
      ? { zh: `工作人员审核，时间是${monthsText(review).zh}。`, en: `Staff look at it in ${monthsText(review).en}.` }
      : { zh: "工作人员审核。有的要上门看一看。", en: "Staff look at it. Sometimes they visit." },
    given(kind, pay),
  ];
}

function given(kind: Benefit["kind"], pay: readonly number[]): Text {
  const when = pay.length > 0 ? { zh: `，时间是${monthsText(pay).zh}`, en: ` in ${monthsText(pay).en}` } : { zh: "", en: "" };
  switch (kind) {
    case "cash":
      return { zh: `通过以后发钱${when.zh}。`, en: `Once it is approved, the money is paid${when.en}.` };
    case "reimbursement":
      return { zh: `通过以后把钱报给您${when.zh}。`, en: `Once it is approved, you are refunded${when.en}.` };
    case "fee_waiver":
      return { zh: `通过以后费用减少或不收${when.zh}。`, en: `Once it is approved, the fee is lower or falls away${when.en}.` };
    case "in_kind":
    case "service":
      return { zh: `通过以后为您安排${when.zh}。`, en: `Once it is approved, it is arranged for you${when.en}.` };
    case "status":
      return { zh: `通过以后就可以享受${when.zh}。`, en: `Once it is approved, the right is yours${when.en}.` };
  }
}

import type { Text } from "@huican/engine";
import type { Tongue } from "../../text/use-text.ts";
import type { Value } from "../fact-words.ts";

/** What a change can be about; each is asked for in words of the office and made of a few steps. */
export const changeKinds = ["move", "residence", "death", "account", "contact", "correction", "fact"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What somebody fills in, by the names of the fields. */
export type Filled = Readonly<Record<string, string>>;

export function changeKindText({ t }: Pick<Tongue, "t">, kind: ChangeKind): string {
  return {
    move: t("户籍迁移", "Move of the household registration"),
    residence: t("常住地变了", "Lives elsewhere"),
    death: t("死亡", "Death"),
    account: t("银行账号", "Bank account"),
    contact: t("电话和住址", "Telephone and address"),
    correction: t("更正一条登记", "Correct a record"),
    fact: t("登记一项情况", "Record a fact"),
  }[kind];
}

type Fault = { readonly field: string; readonly zh: string; readonly en: string };

/** What is wrong with what was filled in so far, field by field; the server looks once more, and has the last word. @param today a day */
export function faultsIn(kind: ChangeKind, filled: Filled, today: string): readonly Fault[] {
  const faults: Fault[] = [];
  const need = (field: string, { zh, en }: Text) => {
    if ((filled[field] ?? "").trim() === "") faults.push({ field, zh, en });
  };
  const from = filled["from"] ?? "";
  if (kind !== "correction") need("from", { zh: "请填写从哪天起。", en: "Say from which day on." });
  if (from !== "" && from > today && (kind === "death" || kind === "fact"))
    faults.push({ field: "from", zh: "这一天还没有到。", en: "That day is still to come." });
  if (from !== "" && from < "1900-01-01") faults.push({ field: "from", zh: "请核对年份。", en: "Check the year." });
  if (kind === "move" || kind === "residence") need("region", { zh: "请选择迁到哪里。", en: "Choose where to." });
  if (kind === "account") {
    need("account", { zh: "请填写银行账号。", en: "Give the account." });
    const digits = plain(filled["account"]);
    if (digits !== "" && !/^\d{12,30}$/.test(digits))
      faults.push({
        field: "account",
        zh: `账号是12到30位数字，您填写了${digits.length}位。`,
        en: `An account has 12 to 30 digits; you gave ${digits.length}.`,
      });
  }
  if (kind === "contact") contactFaults(filled, faults);
  if (kind === "fact" || kind === "correction") {
    need("fact", { zh: "请选择是哪一项。", en: "Choose which." });
    if ((filled["fact"] ?? "") !== "") need("value", { zh: "请填写内容。", en: "Say what it is." });
  }
  const reason = (filled["reason"] ?? "").trim();
  if (Array.from(reason).length < 4)
    faults.push({
      field: "reason",
      zh: "请写明理由和依据，至少4个字。",
      en: "Give the reason and what shows it, in four characters or more.",
    });
  return faults;
}

function contactFaults(filled: Filled, faults: Fault[]): void {
  const phone = plain(filled["phone"]);
  if (phone === "" && (filled["address"] ?? "").trim() === "")
    faults.push({ field: "phone", zh: "电话和住址至少填一样。", en: "Give a telephone or an address." });
  if (phone !== "" && !/^(\+?86)?(1\d{10}|0\d{9,11}|\d{7,8})$/.test(phone))
    faults.push({
      field: "phone",
      zh: `手机号码是11位，您填写了${phone.length}位；座机请加区号。`,
      en: `A mobile number has 11 digits; you gave ${phone.length}. A fixed line needs its area code.`,
    });
}

function plain(typed = ""): string {
  return typed.replaceAll(/[\s-]/g, "");
}

/** A record that may be corrected. */
export type Correctable = {
  readonly kind: string;
  readonly source: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly body: Readonly<Record<string, Value>>;
};

type Step = Readonly<Record<string, unknown>> & { readonly of: "record" | "value" };

/** A record is replaced as a whole: the type of registration that stays has to be said again. */
function hukouType(filled: Filled, record: Correctable | undefined): Readonly<Record<string, Value>> {
  const type = filled["hukouType"] || record?.body["person.hukou_type"];
  return type === undefined ? {} : { "person.hukou_type": type };
}

/**
 * The steps of a change, as the register takes them.
 * @param value what the fact is changed to, read by its type
 * @param record the record that is corrected: over its own days and from its own source it says something else; for a move, the registration until then
 */
export function stepsOf(
  kind: ChangeKind,
  filled: Filled,
  { value, record }: { readonly value?: Value; readonly record?: Correctable | undefined } = {},
): readonly Step[] {
  const from = filled["from"] ?? null;
  const region = filled["region"] ?? "";
  const say = (key: string, source: string, body: Readonly<Record<string, Value>>): Step => ({
    of: "record",
    kind: key,
    source,
    from,
    to: null,
    body,
  });
  const give = (key: string, text: string): Step => ({ of: "value", kind: key, source: "person", from, to: null, text });
  switch (kind) {
    case "move":
      return [
        // What a household register says is the word of the police; an officer only copies it.
        say("hukou", "police", { "person.hukou_region": region, ...hukouType(filled, record) }),
        ...(filled["livesThere"] === "yes" ? [say("person.residence_region", "officer", { "person.residence_region": region })] : []),
      ];
    case "residence":
      return [say("person.residence_region", "officer", { "person.residence_region": region })];
    case "death":
      return [say("person.deceased", "police", { "person.deceased": true })];
    case "account":
      return [give("bank-account", plain(filled["account"]))];
    case "contact":
      return [
        ...(plain(filled["phone"]) === "" ? [] : [give("phone", plain(filled["phone"]))]),
        ...((filled["address"] ?? "").trim() === "" ? [] : [give("address", (filled["address"] ?? "").trim())]),
      ];
    case "correction":
      return record && value !== undefined
        ? [
            {
              of: "record",
              kind: record.kind,
              source: record.source,
              from: record.validFrom,
              to: record.validTo,
              body: { ...record.body, [filled["fact"] ?? ""]: value },
            },
          ]
        : [];
    case "fact":
      return value === undefined ? [] : [say(filled["fact"] ?? "", "officer", { [filled["fact"] ?? ""]: value })];
  }
}

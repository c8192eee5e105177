import { isInputError, readFacts } from "@huican/engine";
import { Refusal } from "../../platform/refusal.ts";
import { registryErrors } from "../errors.ts";
import { readBankAccount } from "../identity/bank-account.ts";
import { agreesWith, readCertificateNumber } from "../identity/certificate-number.ts";
import { readIdentityNumber, type IdentityNumberOptions } from "../identity/identity-number.ts";
import { readPhone } from "../identity/phone.ts";
import type { SealedKind } from "../identity/sealed-value.ts";
import type { Registry } from "../registry.ts";
import type { SubjectKind } from "../record/record-kind.ts";
import { countingOn, type RegistryRecord, type Value } from "../record/record.ts";
import { changeStep, type ChangeStep } from "./change.ts";

const mostSteps = 50;

/**
 * The steps as they are kept: numbers in their one form.
 * @throws Refusal for the first step that says something that the register cannot keep in the file of such a subject
 */
export function checkedSteps(
  registry: Registry,
  steps: readonly ChangeStep[],
  about: { readonly subject: SubjectKind } & IdentityNumberOptions,
): readonly ChangeStep[] {
  if (steps.length === 0 || steps.length > mostSteps) throw registryErrors.noSteps();
  return steps.map((step) => {
    if (!changeStep.safeParse(step).success) throw registryErrors.changeForm();
    if (step.from !== null && step.to !== null && step.from >= step.to) throw registryErrors.emptyPeriod();
    if (step.of === "value") return step.text === null ? step : { ...step, text: checkedValue(step.kind, step.text, about) };
    if (step.of === "record") return { ...step, body: checkedBody(registry, step, about.subject) };
    if (about.subject !== "person" || (step.memberId !== undefined && step.kind !== "household")) throw registryErrors.foreignRelation();
    return step;
  });
}

/** @throws Refusal where what is said of somebody in a record is nothing that such a record says */
export function checkedBody(
  { catalogue, vocabulary }: Registry,
  { kind: key, body }: Pick<Extract<ChangeStep, { of: "record" }>, "kind" | "body">,
  subject: SubjectKind,
): Readonly<Record<string, Value>> | null {
  const kind = catalogue.kinds.get(key);
  if (kind?.subject !== subject) throw registryErrors.unknownKind();
  if (body === null) return null;
  const names = Object.keys(body);
  if (names.length === 0 || names.some((name) => !kind.facts.includes(name) && !kind.details.includes(name)))
    throw registryErrors.foreignFact(kind.text);
  const facts: Record<string, Record<string, unknown>> = {};
  for (const name of names.filter((each) => kind.facts.includes(each))) {
    const [group = "", fact = ""] = name.split(".");
    (facts[group] ??= {})[fact] = body[name];
  }
  const read = readFacts(vocabulary, facts, "unknown");
  if (isInputError(read)) throw registryErrors.badFact(kind.text, read);
  if (kind.details.includes("isComplete") && typeof body["isComplete"] !== "boolean") throw registryErrors.foreignFact(kind.text);
  return kind.details.includes("name") ? { ...body, name: checkedName(body["name"]) } : body;
}

/** @throws Refusal where it is no name that somebody can have */
export function checkedName(typed: unknown): string {
  const name = typeof typed === "string" ? typed.normalize("NFC").trim() : "";
  const length = Array.from(name).length;
  if (length === 0 || length > 50 || !name.isWellFormed() || /\p{Cc}/u.test(name)) throw registryErrors.name();
  return name;
}

/** A number, a telephone, an account or an address in the form in which it is kept. @throws Refusal where it is none */
export function checkedValue(kind: SealedKind, typed: string, options: IdentityNumberOptions): string {
  if (kind === "address") {
    const address = typed.trim();
    if (address.length < 1 || address.length > 200 || !address.isWellFormed() || /\p{Cc}/u.test(address)) throw registryErrors.address();
    return address;
  }
  const read = {
    "identity-number": () => readIdentityNumber(typed, options),
    "certificate-number": () => readCertificateNumber(typed, options),
    phone: () => readPhone(typed),
    "bank-account": () => readBankAccount(typed),
  }[kind]();
  if (read instanceof Refusal) throw read;
  return read.number;
}

/** @throws Refusal where a new certificate number says another category or level than the certificate of the day on which it begins */
export function checkCertificateNumbers(
  steps: readonly ChangeStep[],
  after: readonly RegistryRecord[],
  options: IdentityNumberOptions,
): void {
  for (const step of steps) {
    if (step.of !== "value" || step.kind !== "certificate-number" || step.text === null) continue;
    const levels = countingOn(after, step.from ?? options.today).get("certificate")?.[0]?.body;
    if (levels) checkAgrees(step.text, levels, options);
  }
}

/** @throws Refusal where a certificate number says another category or level than a certificate */
export function checkAgrees(text: string, certificate: RegistryRecord["body"], options: IdentityNumberOptions): void {
  const read = readCertificateNumber(text, options);
  if (read instanceof Refusal) throw read;
  if (!agreesWith(read, certificate)) throw registryErrors.certificateNumberDisagrees();
}

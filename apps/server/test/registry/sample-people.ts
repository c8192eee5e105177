import type { PersonHistory, RecordHistory } from "../../src/registry/loading/history.ts";
import { sampleDistrict, type Fault } from "../../src/registry/sample/index.ts";

export const today = "2026-03-31";
const townships = ["001", "002", "003", "004", "009", "014", "015", "016", "021", "104", "105", "106", "108", "112"].map(
  (code) => `500106${code}`,
);
/** A sample that tests look at from several sides: 2,000 people of Shapingba. */
export const options = { region: "500106", townships, people: 2000, seed: 1, today };

export const households = [...sampleDistrict(options)];
export const people = households.flatMap(({ members }) => members);
export const faults = households.flatMap((household) => household.faults);

export const current = (records: readonly RecordHistory[]) => records.filter(({ replacedOn }) => replacedOn === undefined);

/** What a person's records of a kind say today; the first source's where there are several. */
export function nowOf(person: { readonly records: readonly RecordHistory[] }, kind: string) {
  return current(person.records).find(
    (record) => record.kind === kind && record.validFrom <= today && (record.validTo === null || record.validTo > today),
  )?.body;
}

export function numbersWith(fault: Fault): readonly (readonly number[])[] {
  return faults.filter((planted) => planted.fault === fault).map((planted) => planted.people);
}

/** Category and level as the certificate's record says them. */
export function certificateDigits(person: PersonHistory): string {
  const body = current(person.records).findLast(({ kind }) => kind === "certificate")?.body ?? {};
  const levels = ["visual", "hearing", "speech", "physical", "intellectual", "mental"].map((name) =>
    Number(body[`disability.${name}`] ?? 0),
  );
  const present = levels.filter((level) => level > 0);
  return `${present.length > 1 ? 7 : levels.findIndex((level) => level > 0) + 1}${Math.min(...present)}`;
}

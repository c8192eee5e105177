import type { PersonHistory } from "../loading/history.ts";
import type { Fault, PlantedFault } from "./sample-household.ts";

/** In so many households each fault is planted once: at least seven times among 2,000 people. */
const cycle = 180;
const firstPlace = 11;
const distance = 17;

const faults: readonly { readonly fault: Fault; readonly note: string }[] = [
  {
    fault: "duplicate-spelling",
    note: "one person, two files: another spelling and another identity number; same birth date, phone and address",
  },
  { fault: "duplicate-identity", note: "one identity number, two files: another character in the name" },
  { fault: "expired-certificate", note: "the certificate expired more than six months ago and its status is still valid" },
  { fault: "dead-but-active", note: "the police recorded the death; the certificate is still valid and the subsistence allowance goes on" },
  { fault: "wrong-certificate-code", note: "the last two digits of the certificate number are not the recorded category and level" },
  { fault: "birth-date-mismatch", note: "the recorded birth date is not that of the identity number" },
  { fault: "old-region-code", note: "the identity number begins with a former code of the district" },
  { fault: "fifteen-digit-number", note: "the certificate number is built on the identity number of 15 digits" },
  {
    fault: "missing-entitlement",
    note: "a child under 7 with the subsistence allowance trains at a designated institution and receives no rehabilitation aid",
  },
];

/** What is to be wrong with the first member of a household. */
export function faultOf(household: number, seed: number): Fault | null {
  const place = (household + (Math.abs(seed) % cycle)) % cycle;
  const turn = (place - firstPlace) / distance;
  return faults[turn]?.fault ?? null;
}

export function planted(fault: Fault, ...people: readonly PersonHistory[]): PlantedFault {
  return { fault, people: people.map(({ number }) => number), note: faults.find((listed) => listed.fault === fault)?.note ?? "" };
}

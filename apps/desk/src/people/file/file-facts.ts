import type { Value } from "../fact-words.ts";
import type { FileRecord, PersonFile, Timeline } from "../people-queries.ts";

/** What a file says of a fact: what follows from the household first, then the record that counts. */
export function factIn({ follows, records }: Pick<PersonFile, "follows" | "records">, fact: string): Value | undefined {
  return follows[fact] ?? records.find(({ counts, body }) => counts && body[fact] !== undefined)?.body[fact];
}

/** Whether two records say the same. */
function saysSame(one: FileRecord["body"], other: FileRecord["body"]): boolean {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.every((name) => one[name] === other[name]);
}

export type Standing = {
  readonly record: FileRecord;
  /** `counts`: what is gone by. `disputed`: another source says otherwise. `agrees`: another source says the same. */
  readonly is: "counts" | "disputed" | "agrees";
};

/** What holds on the day, kind by kind: what counts, and what other sources say beside it. */
export function standingRecords({ records, follows }: Pick<PersonFile, "records" | "follows">): readonly Standing[] {
  return records.map((record) => {
    if (record.counts) return { record, is: "counts" };
    const counting =
      follows[record.kind] === undefined
        ? records.find(({ kind, counts }) => counts && kind === record.kind)?.body
        : { [record.kind]: follows[record.kind] ?? "" };
    return { record, is: counting && saysSame(counting, record.body) ? "agrees" : "disputed" };
  });
}

/** What held before the day and does no more, the latest first. */
export function earlierRecords({ events }: Timeline, day: string): readonly Omit<FileRecord, "counts">[] {
  const byId = new Map(events.filter(({ what }) => what !== "was-corrected").map(({ record }) => [record.id, record]));
  return [...byId.values()]
    .filter(({ validTo }) => validTo !== null && validTo <= day)
    .sort((a, b) => (a.validTo ?? "").localeCompare(b.validTo ?? "") * -1);
}

/** Records in the order of the vocabulary's groups, those that tell who somebody is first. */
export function groupOf(kind: string): string {
  if (["name", "birth", "hukou"].includes(kind)) return "person";
  if (kind === "schooling") return "education";
  if (kind === "rehabilitation-training") return "rehabilitation";
  return kind.split(".")[0] ?? kind;
}

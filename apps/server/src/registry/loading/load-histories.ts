import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { logJob } from "../../platform/audit/index.ts";
import type { Cipher, SealedText, Sealing, SealingThread } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { sealingOf, type SealedKind } from "../identity/sealed-value.ts";
import type { RelationKind } from "../household/relation-store.ts";
import { rankOf, sourceOf, type SourceKey } from "../record/source.ts";
import type { Registry } from "../registry.ts";
import { nameWords } from "../search/name-words.ts";
import { Columns, type Cell } from "./columns.ts";
import type { HouseholdHistory, PersonHistory, RecordHistory } from "./history.ts";

export type LoadProgress = { readonly people: number };

/** So many people are written at once. */
const peopleAtOnce = 800;
const peopleBetween = 20;

/**
 * Loads whole files with their history into an empty register, all or nothing. The order of files is that of the histories: a person's id is the number that
 * {@link LoadedFiles.personId} gives.
 * @throws what the database refuses: overlaps and gaps are looked for batch by batch
 */
export async function loadHistories(
  registry: Registry,
  cipher: Cipher,
  households: Iterable<HouseholdHistory>,
  onProgress: (progress: LoadProgress) => void = () => {},
): Promise<LoadedFiles> {
  const { db, catalogue } = registry;
  return db.asOwner(async (tx) => {
    const { rows: aside } = await sql<{ back: readonly string[] }>`select registry.put_aside() as back`.execute(tx);
    // Nothing is known of the tables yet, and the database would read them whole for each batch.
    await sql`set local enable_seqscan = off`.execute(tx);
    const { rows } = await sql<{ last: number }>`select coalesce(max(id), 0) as last from registry.subject`.execute(tx);
    const files = new LoadedFiles(rows[0]?.last ?? 0);
    const thread = cipher.beside();
    let batch = new Batch(catalogue, files);
    // While the database writes one batch and the values of the next are sealed, a third is made; the driver is let in between households.
    let [older, writing] = [Promise.resolve(), Promise.resolve()];
    try {
      for (const household of households) {
        batch.add(household);
        if (batch.people % peopleBetween === 0) await setImmediate();
        if (batch.people < peopleAtOnce) continue;
        await older;
        older = writing;
        writing = batch.write(tx, thread, writing);
        // It is awaited later; until then a failure is not unhandled.
        writing.catch(() => {});
        onProgress({ people: files.people });
        batch = new Batch(catalogue, files);
      }
      await batch.write(tx, thread, writing);
    } finally {
      // A history that ends in an error leaves nothing behind that still writes.
      await writing.catch(() => {});
      await thread.end();
    }
    await sql`set local enable_seqscan = on`.execute(tx);
    for (const statement of aside[0]?.back ?? []) await sql.raw(statement).execute(tx);
    await logJob(tx, loader, "registry.load-histories");
    await sql`select setval(pg_get_serial_sequence('registry.subject', 'id'), ${files.last})`.execute(tx);
    return files;
  });
}

/** Which file each person got. */
export class LoadedFiles {
  last: number;
  people = 0;
  private readonly ids = new Map<number, number>();

  constructor(last: number) {
    this.last = last;
  }

  next(): number {
    this.last += 1;
    return this.last;
  }

  keep(personNumber: number, id: number): void {
    this.ids.set(personNumber, id);
    this.people += 1;
  }

  personId(personNumber: number): number {
    const id = this.ids.get(personNumber);
    if (id === undefined) throw new Error(`Person ${personNumber} has no file.`);
    return id;
  }
}

/** Rows that are about to be written, by table. */
class Batch {
  private readonly catalogue: Registry["catalogue"];
  private readonly files: LoadedFiles;
  private readonly subject = new Columns("subject", {
    id: "bigint",
    kind: "text",
    area: "text",
    other_area: "text",
    created_at: "timestamptz",
    created_by: "text",
  });
  private readonly record = new Columns(
    "record",
    {
      subject_id: "bigint",
      kind_id: "smallint",
      source_id: "smallint",
      rank: "smallint",
      valid: "daterange",
      recorded: "tstzrange",
      body: "jsonb",
    },
    { recorded_by: actor },
  );
  private readonly sealed = new Columns(
    "sealed_value",
    {
      subject_id: "bigint",
      kind: "text",
      source_id: "smallint",
      valid: "daterange",
      recorded: "tstzrange",
      sealed: "bytea",
      key_version: "smallint",
      blind: "bytea",
      tail: "bytea",
    },
    { recorded_by: actor },
  );
  private readonly relation = new Columns(
    "relation",
    {
      subject_id: "bigint",
      kind: "text",
      other_id: "bigint",
      role: "text",
      source_id: "smallint",
      valid: "daterange",
      recorded: "tstzrange",
    },
    { recorded_by: actor },
  );
  private readonly names = new Columns("name_entry", {
    subject_id: "bigint",
    name: "text",
    plain: "text",
    pinyin: "text",
    grams: "text[]",
  });
  private readonly sounds = new Columns("name_sound", { subject_id: "bigint", sound: "text" });
  /** Values that are still in the clear, with the columns before those of the seal. */
  private readonly open: { readonly sealing: Sealing; readonly row: readonly Cell[] }[] = [];
  /** The first file of this batch, and the last so far. */
  private readonly first: number;
  private last: number;
  people = 0;

  constructor(catalogue: Registry["catalogue"], files: LoadedFiles) {
    this.catalogue = catalogue;
    this.files = files;
    this.first = files.last + 1;
    this.last = files.last;
  }

  add({ records, members }: HouseholdHistory): void {
    const householdId = this.files.next();
    const known = firstKnown(members[0]?.records ?? []);
    for (const member of members) {
      const id = this.files.next();
      this.files.keep(member.number, id);
      this.addPerson(member, id);
      this.addRelation(id, "household", householdId, member.relationToHead, firstKnown(member.records));
      this.people += 1;
    }
    for (const { number, guardian, parents, records: own } of members) {
      const relate = (kind: RelationKind, other: number, from = firstKnown(own)) =>
        this.addRelation(this.files.personId(number), kind, this.files.personId(other), null, from);
      if (guardian !== null) {
        const ofAge = dayOfAge(members.find((member) => member.number === guardian)?.records ?? []);
        relate("guardian", guardian, ofAge > firstKnown(own) ? ofAge : firstKnown(own));
      }
      for (const parent of parents) relate("parent", parent);
    }
    const head = areasOf(members[0]?.records ?? []);
    this.subject.push([householdId, "household", head.area, head.otherArea, beginningOf(known), loader]);
    for (const record of records) this.addRecord(householdId, record);
    this.last = this.files.last;
  }

  /** @param before what has to be written before */
  async write(tx: Tx, thread: SealingThread, before: Promise<void>): Promise<void> {
    const [sealed] = await Promise.all([thread.seal(this.open.map(({ sealing }) => sealing)), before]);
    for (const [i, { row }] of this.open.entries()) {
      const { sealed: text, keyVersion, blinds } = sealed[i] as SealedText;
      this.sealed.push([...row, text, keyVersion, blinds[0] ?? null, blinds[1] ?? null]);
    }
    for (const table of [this.subject, this.record, this.sealed, this.relation, this.names, this.sounds]) await table.write(tx);
    await this.check(tx);
  }

  /** What the triggers that were put aside look for. All that is known of the files of a batch is in it. */
  private async check(tx: Tx): Promise<void> {
    const written = sql`array(select generate_series(${this.first}::bigint, ${this.last}::bigint))`;
    await sql`
      select registry.refuse_record_faults(written), registry.refuse_sealed_value_faults(written), registry.refuse_relation_faults(written)
      from (select ${written} as written) batch`.execute(tx);
  }

  private addPerson(person: PersonHistory, id: number): void {
    const { area, otherArea } = areasOf(person.records);
    const known = firstKnown(person.records);
    this.subject.push([id, "person", area, otherArea, beginningOf(known), loader]);
    for (const record of person.records) this.addRecord(id, record);
    this.addSealed(id, "identity-number", person.identityNumber, "police", known);
    this.addSealed(id, "certificate-number", person.certificateNumber, "federation", known);
    this.addSealed(id, "phone", person.phone, "person", known);
    this.addSealed(id, "bank-account", person.bankAccount, "person", known);
    this.addSealed(id, "address", person.address, "person", known);
    const { plain, grams, pinyin, initials } = nameWords(person.name);
    this.names.push([id, person.name, plain, pinyin[0] ?? "", arrayLiteral(grams)]);
    for (const sound of new Set([...pinyin, ...initials])) this.sounds.push([id, sound]);
  }

  private addRecord(id: number, { kind, source, validFrom, validTo, recordedOn, replacedOn, body }: RecordHistory): void {
    const rank = rankOf(source, this.catalogue.kinds.get(kind)?.authorities ?? []);
    const valid = { from: validFrom, to: validTo };
    const recorded = { from: recordedOn, to: replacedOn ?? null };
    this.record.push([id, this.kindId(kind), sourceOf(source).id, rank, valid, recorded, JSON.stringify(body)]);
  }

  private kindId(kind: string): number {
    const id = this.catalogue.kindIds.get(kind);
    if (id === undefined) throw new Error(`There is no kind of record ${kind}.`);
    return id;
  }

  private addSealed(id: number, kind: SealedKind, text: string | null, source: SourceKey, known: string): void {
    if (text === null) return;
    const row = [id, kind, sourceOf(source).id, always, { from: known, to: null }];
    this.open.push({ sealing: sealingOf(kind, id, text), row });
  }

  private addRelation(id: number, kind: RelationKind, otherId: number, role: string | null, known: string): void {
    this.relation.push([id, kind, otherId, role, sourceOf("police").id, always, { from: known, to: null }]);
  }
}

/** What an office came to know on a day, it knew from its first minute in China: what is loaded in the morning is not ahead of the clock. */
function beginningOf(day: string): string {
  return `${day}T00:00+08`;
}

/** Who is said to have recorded a loaded history. */
const loader = "load";

/** Who the database takes the transaction to be of: it would ask itself anew for every row. */
const actor = "registry.actor()";

const always = { from: null, to: null };

/** The day on which the office first knew of somebody. */
function firstKnown(records: readonly RecordHistory[]): string {
  return records.reduce((first, { recordedOn }) => (recordedOn < first ? recordedOn : first), "9999-12-31");
}

/** From when on somebody may be a guardian: their eighteenth birthday, by the latest birth date that any source has said. */
function dayOfAge(records: readonly RecordHistory[]): string {
  const births = records.flatMap(({ body }) => body["person.birth_date"] ?? []);
  const [year = "", ...day] = births.map(String).sort().at(-1)?.split("-") ?? [];
  return year === "" ? "" : [Number(year) + 18, ...day].join("-").replace("-02-29", "-03-01");
}

/** The areas that answer for somebody now: of registration, and of residence where it is another. */
function areasOf(records: readonly RecordHistory[]): { readonly area: string; readonly otherArea: string | null } {
  const current = (fact: string) =>
    records.findLast(({ body, validTo, replacedOn }) => body[fact] !== undefined && validTo === null && replacedOn === undefined)?.body[
      fact
    ];
  const hukou = current("person.hukou_region");
  const residence = current("person.residence_region");
  const area = String(hukou ?? residence ?? "");
  return { area, otherArea: residence === undefined || residence === area ? null : String(residence) };
}

function arrayLiteral(words: readonly string[]): string {
  return `{${words.map((word) => `"${word.replaceAll(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

import { sql } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { readIdentityNumber, readLegacyNumber } from "../identity/identity-number.ts";
import { blindOf, openValue } from "../identity/sealed-value.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { RecordCatalogue } from "../record/record-store.ts";
import type { Duplicate, PairEvidence } from "./duplicate.ts";

/** What somebody is paid or given as long as the fact holds: in two files of one person it is paid twice. */
const receivedFacts = [
  "hardship.subsistence_allowance",
  "hardship.extreme_poverty_support",
  "rehabilitation.receives_rehab_aid",
  "care.receives_day_care",
  "care.receives_home_visits",
];

/** Files that share more than this with so many others share nothing that tells: the telephone of an office, a guardian of a whole home. */
const mostInBlock = 30;

/** So many certificates are opened at once. */
const certificatesAtOnce = 500;

/** Two files, the one with the lower number first. */
export type Pair = readonly [number, number];

/** What is searched: the people of a day's snapshot. */
export type Searched = { readonly catalogue: RecordCatalogue; readonly day: string };

type Sealed = { readonly id: number; readonly subjectId: number; readonly sealed: Buffer; readonly keyVersion: number };

/** What the search of a whole register reads and keeps. As the owner of the tables. */
export const duplicateSearch = {
  /** Keeps what identity number certificates hold, of those that were not opened yet. @returns whether there may be more */
  async openCertificates(tx: Tx, cipher: Cipher, today: string): Promise<boolean> {
    const { rows } = await sql<Sealed>`
      select v.id, v.subject_id as "subjectId", v.sealed, v.key_version as "keyVersion" from registry.sealed_value v
      where v.kind = 'certificate-number' and upper_inf(v.recorded) and not exists (select from registry.number_within w where w.value_id = v.id)
      order by v.id limit ${certificatesAtOnce}`.execute(tx);
    const within = rows.map((row) => {
      const number = numberIn(openValue(cipher, "certificate-number", row.subjectId, row), today);
      return { id: row.id, blind: number === null ? null : blindOf(cipher, "identity-number", number).toString("hex") };
    });
    await sql`
      insert into registry.number_within (value_id, blind)
      select id, decode(blind, 'hex') from jsonb_to_recordset(${JSON.stringify(within)}::jsonb) as given (id bigint, blind text)
      on conflict do nothing`.execute(tx);
    return rows.length === certificatesAtOnce;
  },

  /**
   * Pairs that share one thing by which one person is told (分块): a number, or the birth date with a telephone, the sound of a name, all but one of its characters, a
   * guardian. Each file is held against those of its blocks alone and no block is large, so the work grows as the register does.
   */
  async pairsOf(tx: Tx, shared: Shared, { catalogue, day }: Searched): Promise<readonly Pair[]> {
    // How many people a step holds nobody has counted for the database: it would take them for few, and hold each against each.
    await sql`set local work_mem = '128MB'; set local enable_nestloop = off`.execute(tx);
    const { rows } = await sql<{ readonly first: number; readonly second: number }>`
      ${sql.raw(pairsThatShare(shared, peopleOf(catalogue, day)))}`.execute(tx);
    return rows.map(({ first, second }) => [first, second]);
  },

  /** What is known of some pairs, in the order of their numbers. */
  async evidenceOf(tx: Tx, pairs: readonly Pair[], { catalogue, day }: Searched): Promise<readonly PairEvidence[]> {
    const [first, second] = [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1])];
    const { rows } = await sql<PairEvidence>`
      with d as materialized (
        select first_id, second_id from unnest(${first}::bigint[], ${second}::bigint[]) as given (first_id, second_id)
      ), person as materialized (
        ${sql.raw(peopleOf(catalogue, day))} and t.subject_id in (select first_id from d union select second_id from d)
      )
      ${sql.raw(evidenceOfPairs)}`.execute(tx);
    return rows;
  },

  /** The addresses of some files that hold now, opened. */
  async addresses(tx: Tx, cipher: Cipher, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const { rows } = await sql<Sealed>`
      select distinct on (subject_id) id, subject_id as "subjectId", sealed, key_version as "keyVersion" from registry.sealed_value
      where kind = 'address' and upper_inf(recorded) and subject_id = any (${ids}::bigint[])
      order by subject_id, lower(valid) desc nulls last, id desc`.execute(tx);
    return new Map(rows.map((row) => [row.subjectId, openValue(cipher, "address", row.subjectId, row)]));
  },

  async keep(tx: Tx, day: string, found: readonly Duplicate[]): Promise<void> {
    await sql`delete from registry.duplicate`.execute(tx);
    await sql`
      insert into registry.duplicate (first_id, second_id, reasons, score, harm, received)
      select "firstId", "secondId", reasons, score, harm, received from jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
        as given ("firstId" bigint, "secondId" bigint, reasons text[], score smallint, harm smallint, received text[])`.execute(tx);
    await sql`
      insert into registry.duplicate_search (on_day) values (${day}) on conflict (on_day) do update set found_at = clock_timestamp()`.execute(
      tx,
    );
    await sql`delete from registry.duplicate_search where on_day < ${day}::date - 30`.execute(tx);
    // Few rows, which nothing else counts: the embedded database never, PostgreSQL not below fifty. Uncounted they are taken for many, and each list of work then reads every
    // file to know which of them may be seen.
    await sql`
      analyze registry.duplicate, registry.duplicate_word, registry.merge_request, registry.merge_decision, registry.change_request, registry.change_decision`.execute(
      tx,
    );
  },

  /** Whether the pairs of a day are still to be found: there is a snapshot, and no search yet. */
  async isDue(tx: Tx, day: string): Promise<boolean> {
    const { rows } = await sql<{ isDue: boolean }>`
      select exists (select from registry.snapshot_state where as_of = ${day} and known_at is null)
        and not exists (select from registry.duplicate_search where on_day = ${day}) as "isDue"`.execute(tx);
    return rows[0]?.isDue ?? false;
  },
};

/** The identity number that a certificate number begins with, in its form of 18 digits; an old one had 15. */
function numberIn(certificate: string, today: string): string | null {
  if (/^\d{17}$/.test(certificate)) {
    const read = readLegacyNumber(certificate.slice(0, 15), { today, acceptsSynthetic: true });
    return read instanceof Refusal ? null : read.identity.number;
  }
  const read = readIdentityNumber(certificate.slice(0, 18), { today, acceptsSynthetic: true });
  return read instanceof Refusal ? null : read.number;
}

/** Everybody of the snapshot of a day, as the search holds them against each other. */
function peopleOf(catalogue: RecordCatalogue, day: string): string {
  const known = new Set([...catalogue.kinds.values()].flatMap(({ facts }) => facts));
  const received = receivedFacts.flatMap((fact) => (known.has(fact) ? [`case when t."${fact}" then '${fact}' end`] : []));
  const column = (fact: string, type: string) => (known.has(fact) ? `t."${fact}"` : `null::${type}`);
  return `
    select t.subject_id as id, ${column("person.birth_date", "date")} as birth, ${column("person.sex", "text")} as sex, s.area,
      n.plain, n.pinyin, coalesce(${column("person.deceased", "boolean")}, false) as deceased,
      coalesce(${column("certificate.status", "text")} = 'valid', false) as has_certificate,
      array_remove(array[${["null::text", ...received].join(", ")}], null) as received
    from registry.snapshot t
    join registry.subject s on s.id = t.subject_id and s.kind = 'person' and s.state = 'kept' and s.merged_into is null
    left join registry.name_entry n on n.subject_id = t.subject_id
    where t.as_of = '${day}'`;
}

const believed = "v.blind is not null and upper_inf(v.recorded)";

/** In hexadecimal, for a key is a text. */
const blind = "encode(v.blind, 'hex')";

/** By what two files of one person are told, and each file's key: those with the same one are held against each other. */
const keys = {
  "identity number": `
    select ${blind} as key, v.subject_id as id from registry.sealed_value v where v.kind = 'identity-number' and ${believed}
    union all
    select encode(w.blind, 'hex'), v.subject_id
    from registry.number_within w join registry.sealed_value v on v.id = w.value_id and upper_inf(v.recorded) where w.blind is not null`,
  "certificate number": `select ${blind} as key, v.subject_id as id from registry.sealed_value v where v.kind = 'certificate-number' and ${believed}`,
  "birth and phone": `
    select p.birth || encode(v.tail, 'hex') as key, p.id
    from person p join registry.sealed_value v on v.subject_id = p.id and v.kind = 'phone' and ${believed}`,
  "name and phone": `
    select p.plain || ${blind} as key, p.id
    from person p join registry.sealed_value v on v.subject_id = p.id and v.kind = 'phone' and ${believed}`,
  "birth and sound": `select birth || pinyin as key, id from person where pinyin <> ''`,
  "birth and characters": `
    select birth || ' ' || place || overlay(plain placing '' from place for 1) as key, id
    from person, generate_series(1, least(length(plain), 6)) as place where length(plain) > 1`,
  "birth and guardian": `
    select p.birth || ' ' || r.other_id as key, p.id
    from person p join registry.relation r on r.subject_id = p.id and r.kind = 'guardian' and upper_inf(r.recorded)`,
  "place and name": `select area || ' ' || plain as key, id from person`,
} as const;
export type Shared = keyof typeof keys;
export const sharedThings = Object.keys(keys) as readonly Shared[];

function pairsThatShare(shared: Shared, people: string): string {
  return `
    with person as materialized (${people}), key as (${keys[shared]}), block as (
      select array_agg(distinct k.id) as ids from key k join person p on p.id = k.id where k.key is not null
      group by k.key having count(distinct k.id) between 2 and ${mostInBlock}
    )
    select distinct first.id as first, second.id as second
    from block, unnest(ids) as first (id), unnest(ids) as second (id) where first.id < second.id`;
}

const shares = (kind: string, what: string) => `exists (
    select from registry.sealed_value v join registry.sealed_value w on w.${what} = v.${what} and w.kind = v.kind and w.subject_id = d.second_id and upper_inf(w.recorded)
    where v.subject_id = d.first_id and v.kind = '${kind}' and ${believed})`;

const within = (holder: string, other: string) => `exists (
    select from registry.sealed_value v join registry.number_within n on n.value_id = v.id
    join registry.sealed_value w on w.blind = n.blind and w.kind = 'identity-number' and w.subject_id = ${other} and upper_inf(w.recorded)
    where v.subject_id = ${holder} and v.kind = 'certificate-number' and upper_inf(v.recorded))`;

const bothIn = (kind: string) => `exists (
    select from registry.relation r join registry.relation o on o.kind = r.kind and o.other_id = r.other_id and o.subject_id = d.second_id
      and upper_inf(o.recorded) and o.valid && r.valid
    where r.subject_id = d.first_id and r.kind = '${kind}' and upper_inf(r.recorded))`;

const evidenceOfPairs = `
  select d.first_id as "firstId", d.second_id as "secondId", ${shares("identity-number", "blind")} as "sameIdentity",
    ${within("d.first_id", "d.second_id")} or ${within("d.second_id", "d.first_id")} as "identityInCertificate",
    ${shares("certificate-number", "blind")} as "sameCertificate", ${shares("phone", "blind")} as "samePhone", ${shares("phone", "tail")} as "sameTail",
    ${bothIn("guardian")} as "sameGuardian", ${bothIn("household")} as "sameHousehold",
    exists (select from registry.relation r where upper_inf(r.recorded) and r.kind <> 'representative'
      and (r.subject_id, r.other_id) in ((d.first_id, d.second_id), (d.second_id, d.first_id))) as "isRelated",
    p.area = q.area as "sameArea", coalesce(p.sex <> q.sex, false) as "sexDiffers",
    array[p.birth::text, q.birth::text] as births, array[p.plain, q.plain] as names, array[p.pinyin, q.pinyin] as sounds,
    array[p.deceased, q.deceased] as deceased, array[p.has_certificate, q.has_certificate] as "validCertificate",
    jsonb_build_array(p.received, q.received) as received
  from d join person p on p.id = d.first_id join person q on q.id = d.second_id
  order by d.first_id, d.second_id`;

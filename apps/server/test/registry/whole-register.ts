import type { Vocabulary } from "@huican/engine";
import { sql } from "kysely";
import type { Actor } from "../../src/platform/database/index.ts";
import { readPersonFile, type Registry } from "../../src/registry/index.ts";
import { loadPacks } from "../../src/policy/index.ts";
import { recordKinds } from "../../src/registry/record/record-kind.ts";
import { testCipher, today } from "./sample-register.ts";

const everywhere: Actor = { id: "job", areas: [""] };

/** What is said of a person themselves, and what is recorded together: with less in a snapshot a start takes less time. */
export async function smallVocabulary(): Promise<Vocabulary> {
  const { packs } = await loadPacks();
  const vocabulary = packs?.get("shapingba-2023")?.compiled.vocabulary;
  if (!vocabulary) throw new Error("The packs have faults.");
  const together = new Set(recordKinds(vocabulary).flatMap(({ facts }) => (facts.length > 1 ? facts : [])));
  return { ...vocabulary, facts: vocabulary.facts.filter(({ name }) => together.has(name) || name.startsWith("person.")) };
}

/**
 * What is not whole in a register that somebody was writing to: periods that overlap; an approval without the one record, value and relation that it added and closed, or
 * one of these without an approval; a snapshot of some people only, or one that says something else than a file; areas that are not those of the records.
 */
export async function faultsIn(registry: Registry, people: readonly number[]): Promise<readonly string[]> {
  const halves = await registry.db.asOwner(async (tx) => {
    await sql`select registry.check_everything()`.execute(tx);
    const { rows } = await sql<{ fault: string }>`
      with written as (
        select 'record' as part, subject_id, recorded, recorded_by from registry.record
        union all select 'value', subject_id, recorded, recorded_by from registry.sealed_value
        union all select 'relation', subject_id, recorded, recorded_by from registry.relation
      ), approved as (
        select r.id, r.subject_id, d.recorded_at from registry.change_decision d join registry.change_request r on r.id = d.request_id
        where d.outcome = 'approved'
      )
      select 'request ' || a.id || ' added ' || count(w) || ' of ' || p.part as fault
      from approved a cross join (values ('record'), ('value'), ('relation')) p (part)
      left join written w on w.part = p.part and w.subject_id = a.subject_id and lower(w.recorded) = a.recorded_at
      group by a.id, p.part having count(w) <> 1
      union all
      select 'a ' || part || ' of file ' || subject_id || ' without an approval' from written w
      where recorded_by = 'chief' and not exists (select from approved a where a.subject_id = w.subject_id and a.recorded_at = lower(w.recorded))
      union all
      select 'a ' || part || ' of file ' || subject_id || ' closed without an approval' from written w
      where not upper_inf(recorded) and not exists (select from approved a where a.subject_id = w.subject_id and a.recorded_at = upper(w.recorded))
      union all
      select 'the snapshot of ' || as_of || ' has ' || count(subject_id) || ' people'
      from registry.snapshot_state left join registry.snapshot using (as_of)
      group by as_of having count(subject_id) <> (select count(*) from registry.subject where kind = 'person')`.execute(tx);
    return rows.map(({ fault }) => fault);
  });
  const apart = await Promise.all(people.map((id) => isInStep(registry, id).then((is) => (is ? [] : [`the snapshot of file ${id}`]))));
  return [...halves, ...apart.flat()];
}

async function isInStep(registry: Registry, id: number): Promise<boolean> {
  const { facts, subject } = await readPersonFile(registry, testCipher, everywhere, { id, asOf: today });
  const { rows } = await registry.db.as(everywhere, (tx) =>
    sql<Record<string, unknown>>`select * from registry.snapshot where as_of = ${today} and subject_id = ${id}`.execute(tx),
  );
  const kept = Object.entries(rows[0] ?? {}).flatMap(([name, value]) =>
    name.includes(".") && value !== null ? [JSON.stringify([name, value])] : [],
  );
  const said = Object.entries(facts).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]) => JSON.stringify([`${group}.${name}`, value])),
  );
  const region = facts["person"]?.["hukou_region"];
  return kept.sort().join() === said.sort().join() && subject.area === region && rows[0]?.["area"] === region;
}

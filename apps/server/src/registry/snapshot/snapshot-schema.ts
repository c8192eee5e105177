import type { FactName, FactType, Vocabulary } from "@huican/engine";
import { familyFactOver, familyFactsOf, familyJoins, familyStepsOverBase, isMerged, believedNow } from "../household/family-schema.ts";
import type { RecordCatalogue } from "../record/record-store.ts";
import type { RecordKind, SubjectKind } from "../record/record-kind.ts";

/**
 * The analytic view of the register: one row a person, one column a fact, as of a day and as known at an instant. Rules for whole populations read it.
 * Its columns follow the vocabulary, so its schema is written by the program and not by a migration.
 */
export type SnapshotSchema = {
  /** Adds the columns that the vocabulary has and the table has not. */
  readonly columns: readonly string[];
  /** By what lists are mostly sorted: a page of them is found without looking at everybody. */
  readonly indexes: readonly string[];
  /** `registry.fill_snapshot(day, known_at, first, last)`, `registry.end_snapshot(day, known_at)` and `registry.refresh_snapshot(day, changed)`. */
  readonly functions: readonly string[];
};

const types: Readonly<Record<FactType, string>> = {
  bool: "boolean",
  int: "integer",
  money: "bigint",
  date: "date",
  region: "text",
  enum: "text",
};

/**
 * Whoever changes a file holds this lock together with all others who do, and whoever ends a snapshot holds it alone: each change is in a snapshot, whichever of both comes
 * first.
 */
export const snapshotLock = "hashtext('registry.snapshot_state')";

type Column = { readonly fact: FactName; readonly type: string; readonly kindId: number; readonly subject: SubjectKind };

/** The facts that a snapshot holds: those that some kind of record says of a person or of their household. */
export function snapshotFacts(catalogue: RecordCatalogue): readonly FactName[] {
  return kindsOf(catalogue).flatMap(({ facts }) => facts);
}

export function snapshotSchema(vocabulary: Vocabulary, catalogue: RecordCatalogue): SnapshotSchema {
  const factTypes = new Map(vocabulary.facts.map(({ name, type }) => [name, types[type]]));
  const columns = kindsOf(catalogue).flatMap(({ key, subject, facts }) =>
    facts.map((fact): Column => ({ fact, subject, kindId: catalogue.kindIds.get(key) as number, type: factTypes.get(fact) as string })),
  );
  const pools = poolsOf(columns);
  const names = columns.map(({ fact }) => `"${fact}"`).join(", ");
  const following = new Set(familyFactsOf(catalogue));
  const values = columns.map(({ fact }) => (following.has(fact) ? familyFactOver(fact, `"${fact}"`) : `"${fact}"`)).join(", ");
  /** People, and beside them what is recorded of them. */
  const from = (filter: SubjectFilter, believed: string) =>
    [
      "from registry.subject s",
      "left join registry.name_entry n on n.subject_id = s.id",
      `left join (select subject_id, other_id as household_id, role from registry.relation r where kind = 'household' and valid @> day and ${believed}) h on h.subject_id = s.id`,
      ...pools.map((pool, i) => join(pool, `k${i}`, believed, filter)),
    ].join("\n");
  const sortName = "coalesce(n.pinyin || ' ' || n.plain, '')";
  // A file that was made by mistake and taken back says nothing any more, not even a name: it is nobody.
  const isNamed = (believed: string) => (believed === believedNow ? "n.subject_id is not null" : "true");
  const isPerson = (believed: string) => `s.kind = 'person' and not (${isMerged(believed)}) and s.state = 'kept' and ${isNamed(believed)}`;
  // What is recorded of each is found once; what follows from it is found from that.
  const range = (believed: string) => `with base as materialized (
      select s.id as subject_id, s.area, s.other_area, ${sortName} as sort_name, h.household_id, h.role, ${names}
      ${from({ person: isNeeded("subject_id"), household: "true" }, believed)}
      where ${isPerson(believed)} and ${isNeeded("s.id")}
    ), ${familyStepsOverBase(catalogue, believed)}
    select day, base.subject_id, area, other_area, sort_name, ${values}
    from base
    ${familyJoins("base.subject_id", "base.household_id")}
    where base.subject_id between first and last`;
  const some = `select day, s.id, s.area, s.other_area, ${sortName}, ${values}
    ${from({ person: "subject_id = any (people)", household: "subject_id = any (households)" }, believedNow)}
    left join registry.family_facts(day, null, people) family on family.subject_id = s.id
    where ${isPerson(believedNow)} and s.id = any (people)`;
  const insert = `insert into registry.snapshot (as_of, subject_id, area, other_area, sort_name, ${names})`;
  return {
    columns: columns.map(({ fact, type }) => `alter table registry.snapshot add column if not exists "${fact}" ${type}`),
    indexes: [
      "create index if not exists snapshot_by_name on registry.snapshot (as_of, sort_name, subject_id)",
      'create index if not exists snapshot_by_birth on registry.snapshot (as_of, "person.birth_date")',
    ],
    functions: [
      // The joins stand in the order in which they are cheap: to look for a better one would take longer than to join.
      `create or replace function registry.fill_snapshot(day date, known_at timestamptz, first bigint, last bigint) returns void
        language plpgsql security definer set search_path = registry, pg_temp set join_collapse_limit = 1 set jit = off set work_mem = '256MB'
        set enable_nestloop = off set plan_cache_mode = force_custom_plan as $$
      declare
        relatives bigint[] := array(${relativesOutside});
      begin
        delete from registry.snapshot where as_of = day and subject_id between first and last;
        if known_at is null then
          ${insert} ${range(believedNow)};
        else
          ${insert} ${range("r.recorded @> known_at")};
        end if;
      end
      $$`,
      `create or replace function registry.end_snapshot(day date, known_at timestamptz) returns void
        language plpgsql security definer set search_path = registry, pg_temp as $$
      begin
        perform pg_advisory_xact_lock(${snapshotLock});
        insert into registry.snapshot_state (as_of, known_at, filled_at) values (day, known_at, clock_timestamp())
          on conflict (as_of) do update set known_at = excluded.known_at, filled_at = excluded.filled_at;
        -- Files that were changed while the snapshot was filled.
        if known_at is null then perform registry.refresh_snapshot(day, m.subject_id) from snapshot_missed m where m.as_of = day; end if;
        delete from snapshot_missed m where m.as_of = day or m.as_of < day - 7;
      end
      $$`,
      // Whoever changed a file may: the row follows from what is recorded. Only a snapshot that is kept as known now follows changes.
      `create or replace function registry.refresh_snapshot(day date, changed bigint) returns void
        language plpgsql security definer set search_path = registry, pg_temp set join_collapse_limit = 1 set jit = off set plan_cache_mode = force_generic_plan as $$
      declare
        -- Whoever was ever in a household with them may follow from them no more.
        homes bigint[] := array(select changed union select other_id from registry.relation where kind = 'household' and subject_id = changed);
        people bigint[] := array(
          select changed
          union select subject_id from registry.relation where other_id = any (homes) and kind = 'household' and valid @> day and upper_inf(recorded)
          union select other_id from registry.relation where kind = 'parent' and subject_id = changed
          union select subject_id from registry.relation where kind = 'parent' and other_id = changed);
        households bigint[] := array(
          select other_id from registry.relation where kind = 'household' and subject_id = any (people) and valid @> day and upper_inf(recorded));
      begin
        perform pg_advisory_xact_lock_shared(${snapshotLock});
        -- The snapshots of other days stay as they were known before this change.
        update registry.snapshot_state set known_at = registry.recording_at() - interval '1 microsecond' where known_at is null and as_of <> day;
        if not exists (select from registry.snapshot_state where as_of = day and known_at is null) then
          -- Somebody may be filling it.
          insert into registry.snapshot_missed (as_of, subject_id) values (day, changed) on conflict do nothing;
          return;
        end if;
        delete from registry.snapshot where as_of = day and subject_id = any (people);
        ${insert} ${some};
      end
      $$`,
    ],
  };
}

function kindsOf({ kinds }: RecordCatalogue): readonly RecordKind[] {
  return [...kinds.values()].filter(({ subject, facts }) => subject !== "organisation" && facts.length > 0);
}

/** So many columns are read in one pass over the records: with more, each record is held against too many; with fewer, rows are joined too often. */
const columnsAtOnce = 40;

function poolsOf(columns: readonly Column[]): readonly (readonly Column[])[] {
  const pools: Column[][] = [];
  for (const column of columns) {
    const last = pools.findLast((pool) => pool[0]?.subject === column.subject);
    const isTogether = last?.at(-1)?.kindId === column.kindId;
    if (last && (last.length < columnsAtOnce || isTogether)) last.push(column);
    else pools.push([column]);
  }
  return pools;
}

/** Which subjects of a pass are read. */
type SubjectFilter = Readonly<Record<"person" | "household", string>>;

/** People of a range, and those outside of it from whom facts of the range follow. */
function isNeeded(id: string): string {
  return `(${id} between first and last or ${id} = any (relatives))`;
}

/** Members of the households of a range, their parents and children, who are not in the range themselves. */
const relativesOutside = `
          with holding as (
            select r.kind, r.subject_id, r.other_id from relation r
            where r.kind in ('household', 'parent') and r.valid @> day and (known_at is null and upper_inf(r.recorded) or r.recorded @> known_at)
          ), home as (
            select distinct other_id from holding where kind = 'household' and subject_id between first and last
          ), related as (
            select subject_id as id from holding join home using (other_id) where kind = 'household'
            union select other_id from holding where kind = 'parent' and subject_id between first and last
            union select subject_id from holding where kind = 'parent' and other_id between first and last
          )
          select id from related where not id between first and last`;

/** Of some kinds the records that count, beside their subject: those of the best source, of these the last. */
function join(pool: readonly Column[], name: string, believed: string, filter: SubjectFilter): string {
  const subject = pool[0]?.subject === "household" ? "household" : "person";
  const kindIds = [...new Set(pool.map(({ kindId }) => kindId))];
  // Of each kind there is one record, and the greatest of one value is that value.
  const values = pool.map(
    ({ fact, type, kindId }) => `max((body ->> '${fact}') collate "C") filter (where kind_id = ${kindId})::${type} as "${fact}"`,
  );
  return `left join (
    select subject_id, ${values.join(", ")}
    from (
      select distinct on (subject_id, kind_id) subject_id, kind_id, body
      from registry.record r where kind_id = any ('{${kindIds.join(",")}}') and valid @> day and ${believed} and ${filter[subject]}
      order by subject_id, kind_id, rank, lower(recorded) desc, id desc) counting
    group by subject_id) ${name} on ${name}.subject_id = ${subject === "household" ? "h.household_id" : "s.id"}`;
}

import type { FactName } from "@huican/engine";
import type { RecordCatalogue } from "../record/record-store.ts";

/**
 * Facts that follow from the members of a household, from their certificates and from who is whose child: nobody has to record them, and they change when a member's
 * certificate, birth date or membership does, or when a member dies.
 *
 * Which word counts (一条规则): what follows counts before whatever was recorded; where nothing follows, because members, certificates or relations are not known, the
 * record counts; where there is none, the fact is unknown. {@link familyFactOver} and `familyFacts.over` say it to the database and to a file.
 *
 * "Yes" follows from the members that are known. "No", and a number, only follow where the register says that all members are known (a `household` record), and what
 * they hold. Holding a certificate means a valid one. Deliberately absent: what documents define each in their own way, such as hardship (household.hardship_disabled,
 * person.is_spouse_of_hardship_disabled …), and what an authority recognises (household.zero_employment …).
 */
const familyFactNames = [
  "household.disabled_members",
  "household.couple_both_blind_or_deaf",
  "household.elderly_and_disabled",
  "person.is_disabled_parents_child",
  "person.has_disabled_child",
] as const satisfies readonly FactName[];

/** Those of them that the vocabulary of an installation has: each is a kind of record too. */
export function familyFactsOf({ kinds }: RecordCatalogue): readonly FactName[] {
  return familyFactNames.filter((name) => kinds.has(name));
}

/** The column of {@link familySchema} that says a fact. */
function columnOf(fact: FactName): string {
  return fact.slice(fact.indexOf(".") + 1);
}

/** A fact as it counts, in SQL: what follows, else what is recorded. */
export function familyFactOver(fact: FactName, recorded: string): string {
  return `coalesce(${columnOf(fact)}, ${recorded})`;
}

/** The facts of a row of `registry.family_facts`, by their names. */
export function familyFactColumns(catalogue: RecordCatalogue): string {
  return ["true as follows", ...familyFactsOf(catalogue).map((fact) => `${columnOf(fact)} as "${fact}"`)].join(", ");
}

/** What a visitor's or a hospital's word about somebody without a certificate is worth: a child is disabled who was found to be. */
const diagnoses = ["blindness", "low_vision", "hearing", "speech", "physical", "intellectual", "mental", "autism"];

/** Women and men are old from this age on (老年人权益保障法 2). */
const oldFromYears = 60;

/**
 * `registry.family_facts(day, known_at, people)`: a row for each of some people. A null says that the fact does not follow.
 * `registry.family_days(person, known_at, after, until)`: the days on which a person's family facts can become others, if nothing but time passes.
 */
export function familySchema(catalogue: RecordCatalogue): readonly string[] {
  const kinds = kindIds(catalogue);
  // They are asked about a family at a time, and to plan for it would take four times as long as to find it.
  const settings = "security definer set search_path = registry, pg_temp set jit = off set plan_cache_mode = force_generic_plan";
  const columns = `subject_id bigint, disabled_members integer, couple_both_blind_or_deaf boolean, elderly_and_disabled boolean,
    is_disabled_parents_child boolean, has_disabled_child boolean`;
  const functions = ["registry.family_facts(date, timestamptz, bigint[])", "registry.family_days(bigint, timestamptz, date, date)"].join(
    ", ",
  );
  return [
    `create or replace function registry.family_facts(day date, known_at timestamptz, people bigint[]) returns table (${columns})
      language plpgsql stable ${settings} rows 5 as $$
    #variable_conflict use_column
    declare
      households bigint[] := array(
        select r.other_id from relation r where r.kind = 'household' and r.subject_id = any (people) and r.valid @> day and ${nowOrThen});
      relatives bigint[] := array(${relativesQuery("people", "households")});
    begin
      if known_at is null then
        return query ${familyQuery(kinds, believedNow)};
      else
        return query ${familyQuery(kinds, believedThen)};
      end if;
    end
    $$`,
    daysFunction(kinds, settings),
    // Whoever asks does so for somebody whom row security shows them.
    `revoke execute on function ${functions} from public`,
    `grant execute on function ${functions} to huican_app`,
  ];
}

/** That a record or relation `r` is believed now. */
export const believedNow = "upper_inf(r.recorded)";
const believedThen = "r.recorded @> known_at";
const nowOrThen = `(known_at is null and ${believedNow} or ${believedThen})`;

type KindIds = {
  readonly birth: number;
  readonly deceased: number;
  readonly certificate: number;
  readonly diagnoses: readonly number[];
  readonly household: number;
  readonly count: number;
};

function kindIds({ kindIds: ids }: RecordCatalogue): KindIds {
  // A kind that this vocabulary has not is in no record.
  const id = (key: string) => ids.get(key) ?? 0;
  return {
    birth: id("birth"),
    deceased: id("person.deceased"),
    certificate: id("certificate"),
    diagnoses: diagnoses.map((name) => id(`diagnosis.${name}`)).filter((each) => each !== 0),
    household: id("household"),
    count: id("household.disabled_members"),
  };
}

/** Whose records the facts of some people follow from: members of their households, their parents and children. */
function relativesQuery(people: string, households: string): string {
  return `
    select unnest(${people})
    union select r.subject_id from relation r where r.kind = 'household' and r.other_id = any (${households}) and r.valid @> day and ${nowOrThen}
    union select r.other_id from relation r where r.kind = 'parent' and r.subject_id = any (${people}) and r.valid @> day and ${nowOrThen}
    union select r.subject_id from relation r where r.kind = 'parent' and r.other_id = any (${people}) and r.valid @> day and ${nowOrThen}`;
}

/** Of some kinds what the records that count on the day say: as everywhere, those of the best source, of these the last. */
function counting(ids: readonly number[], said: string, believed: string, some: string): string {
  return `(select distinct on (kind_id, subject_id) kind_id, subject_id, ${said}
      from record r where kind_id = any ('{${ids.join(",")}}') and valid @> day and ${believed}${some}
      order by kind_id, subject_id, rank, lower(recorded) desc, id desc) counting`;
}

/** Three answers: yes as soon as one says so, no only if all say no. */
function anyOf(condition: string): string {
  return `case when bool_or(${condition}) then true when bool_and((${condition}) is not null) then false end`;
}

/** Whether a file `s` is another's, as it is believed. */
export function isMerged(believed: string): string {
  return believed === believedNow ? "s.merged_into is not null" : "registry.was_merged(s.id, known_at)";
}

/** The facts of some people, from the records of their relatives. */
function familyQuery(kinds: KindIds, believed: string): string {
  const { birth, deceased, certificate } = kinds;
  const diagnosed = diagnoses.map((name) => `body ->> 'diagnosis.${name}'`).join(", ");
  const said = `case when kind_id = ${birth} then body ->> 'person.birth_date' when kind_id = ${certificate} then body ->> 'certificate.status'
        when kind_id = ${deceased} then body ->> 'person.deceased' else coalesce(${diagnosed}) end collate "C" as said,
      case when kind_id = ${certificate} then body ->> 'certificate.expires_on' collate "C" < to_char(day, 'YYYY-MM-DD') end as is_over,
      case when kind_id = ${certificate} then body ->> 'disability.visual' in ('1', '2') or body ->> 'disability.hearing' in ('1', '2') end as has_level`;
  return `
    with state as (
      select subject_id,
        (max(said) ${isOf(birth)})::date as born,
        coalesce(bool_or(said = 'true') ${isOf(deceased)}, false) as is_dead,
        max(said) ${isOf(certificate)} as status,
        bool_or(is_over) as is_over,
        bool_or(has_level) as has_level,
        bool_or(said = 'true') ${isOf(...kinds.diagnoses)} as is_diagnosed
      from ${counting([birth, deceased, certificate, ...kinds.diagnoses], said, believed, " and subject_id = any (relatives)")}
      where not exists (select from subject s where s.id = subject_id and (${isMerged(believed)} or s.state <> 'kept'))
      group by subject_id
    ), ${personStep}, membership as materialized (
      select r.other_id as household_id, r.subject_id, r.role
      from relation r
      join subject s on s.id = r.subject_id and not (${isMerged(believed)}) and s.state = 'kept'
      where r.kind = 'household' and ${holding("r", believed)} and r.other_id = any (households)
    ), ${familySteps(kinds, believed, true)}
    select s.id, home.disabled_members, home.couple_both_blind_or_deaf, home.elderly_and_disabled,
      child.is_disabled_parents_child, elder.has_disabled_child
    from subject s
    left join membership m on m.subject_id = s.id
    ${familyJoins("s.id", "m.household_id")}
    where s.id = any (people)`;
}

/**
 * The steps of a statement that find everybody's family facts from what a step `base` has of each: `subject_id`, `household_id`, `role` and a column for each fact. They are
 * joined by {@link familyJoins}. The database guesses that a day falls into few periods and would look up one row at a time: who uses this turns nested loops off.
 */
export function familyStepsOverBase(catalogue: RecordCatalogue, believed: string): string {
  const known = diagnoses.flatMap((name) => (catalogue.kinds.has(`diagnosis.${name}`) ? [`"diagnosis.${name}"`] : []));
  return `
    state as (
      select subject_id, "person.birth_date" as born, coalesce("person.deceased", false) as is_dead, "certificate.status" as status,
        "certificate.expires_on" < day as is_over,
        "disability.visual" in (1, 2) or "disability.hearing" in (1, 2) as has_level,
        ${known.length === 0 ? "false" : known.join(" or ")} as is_diagnosed
      from base
    ), ${personStep}, membership as materialized (
      select household_id, subject_id, role from base where household_id is not null
    ), ${familySteps(kindIds(catalogue), believed, false)}`;
}

export function familyJoins(person: string, household: string): string {
  return `left join home on home.household_id = ${household}
    left join child on child.child_id = ${person}
    left join elder on elder.parent_id = ${person}`;
}

const personStep = `person as materialized (
      select subject_id, is_dead,
        extract(year from age(day, born)) >= ${oldFromYears} as is_old,
        case when is_dead or status <> 'valid' or is_over then false when status = 'valid' then true end as holds,
        -- The level is what the certificate says; whoever has none has no level.
        case when status = 'none' then false else has_level end as is_blind_or_deaf,
        not is_dead and is_diagnosed as is_diagnosed
      from state
    )`;

function isOf(...ids: readonly number[]): string {
  return `filter (where kind_id = any ('{${ids.join(",")}}'))`;
}

function holding(relation: string, believed: string): string {
  return `${relation}.valid @> day and ${believed.replaceAll("r.", `${relation}.`)}`;
}

/** From who is known of each household to what follows. */
function familySteps({ household, count }: KindIds, believed: string, isOfSome: boolean): string {
  const ofHouseholds = isOfSome ? " and subject_id = any (households)" : "";
  return `member as materialized (
      select m.household_id, m.subject_id, m.role, p.is_old, p.holds, p.is_blind_or_deaf
      from membership m
      left join person p on p.subject_id = m.subject_id
      where p.is_dead is not true
    ), wed as (
      select head.subject_id as one_id, other.subject_id as other_id
      from member head join member other on other.household_id = head.household_id and other.role = 'spouse'
      where head.role = 'head'
      union
      select r.subject_id, r.other_id from relation r where r.kind = 'spouse' and ${holding("r", believed)}${isOfSome ? " and r.subject_id = any (relatives)" : ""}
    ), couple as (
      select one.household_id, one.subject_id as one_id, other.subject_id as other_id,
        one.is_blind_or_deaf as one_is, other.is_blind_or_deaf as other_is
      from wed
      join member one on one.subject_id = wed.one_id
      join member other on other.subject_id = wed.other_id and other.household_id = one.household_id
    ), known as (
      select subject_id as household_id,
        -- Whose file is only stored any more counts nowhere: then not all members are known.
        coalesce(bool_or(said = 'true') ${isOf(household)}, false) and subject_id not in (
          select m.other_id from subject s join relation m on m.subject_id = s.id and m.kind = 'household' where s.state = 'restricted') as is_complete,
        max(said) ${isOf(count)}::integer as recorded
      from ${counting([household, count], `coalesce(body ->> 'isComplete', body ->> 'household.disabled_members') as said`, believed, ofHouseholds)}
      group by subject_id
    ), summary as (
      select household_id,
        count(*) filter (where holds)::integer as holders,
        bool_and(holds is not null) as is_counted,
        ${anyOf("holds")} as has_holder,
        ${anyOf("is_old")} as has_old,
        -- Who could be one of such a couple: not whoever is married to somebody who is neither.
        count(*) filter (where is_blind_or_deaf is not false and subject_id not in (
          select one_id from couple where not other_is union all select other_id from couple where not one_is)) as perhaps
      from member
      group by household_id
    ), home as (
      select s.household_id,
        case when k.is_complete and is_counted or k.recorded < holders then holders end as disabled_members,
        case when s.household_id in (select household_id from couple where one_is and other_is) then true
          when k.is_complete and perhaps < 2 then false end as couple_both_blind_or_deaf,
        case when has_holder and has_old then true when k.is_complete then has_holder and has_old end as elderly_and_disabled
      from summary s
      left join known k on k.household_id = s.household_id
    ), parent as (
      select r.subject_id as child_id, r.other_id as parent_id from relation r
      where r.kind = 'parent' and ${holding("r", believed)}${isOfSome ? " and (r.subject_id = any (people) or r.other_id = any (people))" : ""}
      union
      select child.subject_id, head.subject_id
      from membership head join membership child on child.household_id = head.household_id and child.role = 'child'
      where head.role = 'head'
      union
      select head.subject_id, elder.subject_id
      from membership head join membership elder on elder.household_id = head.household_id and elder.role = 'parent'
      where head.role = 'head'
    ), child as (
      select child_id, case when bool_or(holds) then true when count(*) > 1 then ${anyOf("holds")} end as is_disabled_parents_child
      from parent left join person on person.subject_id = parent.parent_id
      group by child_id
    ), elder as (
      select parent_id, case when bool_or(holds or is_diagnosed) then true end as has_disabled_child
      from parent left join person on person.subject_id = parent.child_id
      group by parent_id
    )`;
}

function daysFunction({ birth, certificate, ...others }: KindIds, settings: string): string {
  const ids = [birth, certificate, others.deceased, others.household, ...others.diagnoses];
  return `create or replace function registry.family_days(person bigint, known_at timestamptz, day date, until date) returns table (turn date)
    language plpgsql stable ${settings} as $$
    #variable_conflict use_column
    declare
      households bigint[] := array(
        select r.other_id from relation r where r.kind = 'household' and r.subject_id = person and r.valid @> day and ${nowOrThen});
      relatives bigint[] := array(${relativesQuery("array[person]", "households")});
    begin
      return query
        select distinct days.turn from (
          select unnest(array[
            case when r.kind_id = ${birth} then ((body ->> 'person.birth_date')::date + interval '${oldFromYears} years')::date end,
            -- Whoever was born on 29 February is a year older on 1 March in other years.
            case when r.kind_id = ${birth} then ((body ->> 'person.birth_date')::date - 1 + interval '${oldFromYears} years')::date + 1 end,
            case when r.kind_id = ${certificate} then (body ->> 'certificate.expires_on')::date + 1 end,
            lower(r.valid), upper(r.valid)]) as turn
          from record r where r.kind_id = any ('{${ids.join(",")}}') and (r.subject_id = any (relatives) or r.subject_id = any (households)) and ${nowOrThen}
          union all
          select unnest(array[lower(r.valid), upper(r.valid)])
          from relation r
          where r.kind in ('household', 'spouse', 'parent') and (r.subject_id = any (relatives) or r.other_id = any (relatives) or r.other_id = any (households)) and ${nowOrThen}
        ) days where days.turn > day and days.turn <= until order by 1;
    end
    $$`;
}

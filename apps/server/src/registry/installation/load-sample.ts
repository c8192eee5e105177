import { sql } from "kysely";
import { ownAreaList } from "../area/area-list.ts";
import { registryErrors } from "../errors.ts";
import { loadHistories, type LoadProgress } from "../loading/load-histories.ts";
import { sampleDistrict, type PlantedFault, type SampleHousehold } from "../sample/index.ts";
import type { Register } from "./open-register.ts";

export type SampleWish = {
  /** The district, six digits. */
  readonly region: string;
  readonly people: number;
  readonly seed: number;
  readonly today: string;
};

/** What is wrong on purpose with some people of a sample, by the ids of their files (埋设的问题). */
export type SampleKey = SampleWish & {
  readonly faults: readonly { readonly fault: string; readonly note: string; readonly ids: readonly number[] }[];
};

/** A province at once is no sample. */
const most = 2_000_000;

/** So many people are in the sample that a first start loads: a working district, and nobody waits for a minute. */
export const firstSample = { region: "500106", people: 20_000, seed: 1 } as const;

/**
 * Loads invented people with their history into an empty register that is a demo, all or nothing.
 * @returns the key: what is wrong with whom
 */
export async function loadSample(
  { registry, cipher, kind }: Register,
  wish: SampleWish,
  onProgress: (progress: LoadProgress) => void = () => {},
): Promise<SampleKey> {
  const townships = sampleTownships(wish);
  if (kind !== "demo") throw registryErrors.isReal();
  if (await hasPeople(registry.db)) throw registryErrors.hasPeople();
  const planted: PlantedFault[] = [];
  const files = await loadHistories(registry, cipher, noting(sampleDistrict({ ...wish, townships }), planted), onProgress);
  // The embedded database keeps no statistics of its own accord, and without them a search takes the long way round.
  await registry.db.asOwner((tx) =>
    sql`analyze registry.subject, registry.record, registry.sealed_value, registry.relation, registry.name_entry, registry.name_sound`.execute(
      tx,
    ),
  );
  return {
    ...wish,
    faults: planted.map(({ fault, note, people }) => ({ fault, note, ids: people.map((number) => files.personId(number)) })),
  };
}

/**
 * The townships and streets that the people of a sample live in.
 * @throws Refusal where no such sample can be made, before anything is opened for it
 */
export function sampleTownships({ region, people }: Pick<SampleWish, "region" | "people">): readonly string[] {
  if (!Number.isInteger(people) || people < 1 || people > most) throw registryErrors.sampleSize();
  const townships = ownAreaList()
    .areas.filter(({ code, level, validTo }) => level === "township" && validTo === null && code.startsWith(region))
    .map(({ code }) => code);
  if (!/^\d{6}$/.test(region) || townships.length === 0) throw registryErrors.sampleRegion();
  return townships;
}

/**
 * Whom of the sample the accounts of a demo belong to: a grown-up with a certificate, and somebody who is the guardian of another. Null where the sample has none.
 * @param region the district, six digits
 */
export async function samplePeople(
  db: Register["registry"]["db"],
  region: string,
): Promise<{ readonly citizen: number | null; readonly representative: number | null }> {
  const { rows } = await db.asOwner((tx) =>
    sql<{ citizen: number | null; representative: number | null }>`
      with guardian as (
        select min(r.other_id) as id from registry.relation r join registry.subject s on s.id = r.other_id
        where r.kind = 'guardian' and upper_inf(r.recorded) and upper_inf(r.valid) and s.area ^@ ${region})
      select guardian.id as representative, (
        select min(r.subject_id) from registry.record r
        join registry.record_kind k on k.id = r.kind_id and k.key = 'certificate'
        join registry.subject s on s.id = r.subject_id
        where upper_inf(r.recorded) and s.kind = 'person' and s.area ^@ ${region} and s.id is distinct from guardian.id) as citizen
      from guardian`.execute(tx),
  );
  return rows[0] ?? { citizen: null, representative: null };
}

export async function hasPeople(db: Register["registry"]["db"]): Promise<boolean> {
  const { rows } = await db.asOwner((tx) => sql<{ some: boolean }>`select exists (select from registry.subject) as some`.execute(tx));
  return rows[0]?.some ?? false;
}

/** The households, one after another as they are asked for; what is planted in them is noted as they pass. */
function* noting(households: Iterable<SampleHousehold>, planted: PlantedFault[]): Generator<SampleHousehold> {
  for (const household of households) {
    planted.push(...household.faults);
    yield household;
  }
}

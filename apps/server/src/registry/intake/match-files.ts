import { sql } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { blindOf, isSealedText, openValue, type SealedColumns, type SealedKind } from "../identity/sealed-value.ts";
import { holdsOn, type RegistryRecord } from "../record/record.ts";
import { records } from "../record/record-store.ts";
import { plainName } from "../search/name-words.ts";
import type { TakenFile } from "./write-steps.ts";

/** What somebody in a list from elsewhere is looked for by. */
export type SoughtPerson = {
  readonly identityNumber: string | null;
  readonly certificateNumber: string | null;
  readonly name: string | null;
  readonly birthDate: string | null;
};

/** The files that may be theirs, of those that the actor sees. */
export type FoundFiles = {
  /** What the identity number stands under in an import, so that nobody stands there twice. */
  readonly blind: Buffer | null;
  readonly byIdentityNumber: readonly number[];
  readonly byCertificateNumber: readonly number[];
  /** Where no number is known: the same name and the same day of birth; the same name alone where no day is known. */
  readonly byName: readonly number[];
};

/** Looks for many people at once, by the numbers that are believed now and by the name of today. */
export async function matchFiles(tx: Tx, cipher: Cipher, people: readonly SoughtPerson[]): Promise<readonly FoundFiles[]> {
  const blind = (kind: SealedKind, text: string | null) => (text === null ? null : blindOf(cipher, kind, text));
  const sought = people.map(({ identityNumber, certificateNumber, name, birthDate }) => ({
    identity: blind("identity-number", identityNumber),
    certificate: blind("certificate-number", certificateNumber),
    plain: name === null ? "" : plainName(name),
    birthDate,
  }));
  const filesByBlind = await filesOf(
    tx,
    sought.flatMap(({ identity, certificate }) => [identity, certificate].filter((each) => each !== null)),
  );
  const found = (kind: SealedKind, each: Buffer | null) =>
    each === null ? [] : (filesByBlind.get(`${kind} ${each.toString("hex")}`) ?? []);
  const numbered = sought.map(({ identity, certificate, plain, birthDate }) => {
    const byIdentityNumber = found("identity-number", identity);
    const byCertificateNumber = found("certificate-number", certificate);
    const isNumbered = byIdentityNumber.length + byCertificateNumber.length > 0;
    return { blind: identity, byIdentityNumber, byCertificateNumber, birthDate, plain: isNumbered ? "" : plain };
  });
  const filesByName = await namesakes(
    tx,
    numbered.flatMap(({ plain }) => (plain === "" ? [] : [plain])),
  );
  return numbered.map(({ plain, birthDate, ...known }) => ({
    ...known,
    byName: (filesByName.get(plain) ?? [])
      .filter((file) => birthDate === null || file.birthDate === null || file.birthDate === birthDate)
      .map(({ id }) => id),
  }));
}

async function filesOf(tx: Tx, blinds: readonly Buffer[]): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await sql<{ id: number; kind: SealedKind; blind: Buffer }>`
    select distinct v.subject_id as id, v.kind, v.blind
    from registry.sealed_value v join registry.subject s on s.id = v.subject_id
    where v.blind = any (${blinds}::bytea[]) and v.kind in ('identity-number', 'certificate-number') and upper_inf(v.recorded) and s.merged_into is null
    order by 1`.execute(tx);
  const byKey = Map.groupBy(rows, ({ kind, blind }) => `${kind} ${blind.toString("hex")}`);
  return new Map([...byKey].map(([key, each]) => [key, each.map(({ id }) => id)]));
}

type Namesake = { readonly id: number; readonly plain: string; readonly birthDate: string | null };

async function namesakes(tx: Tx, plains: readonly string[]): Promise<ReadonlyMap<string, readonly Namesake[]>> {
  const { rows } = await sql<Namesake>`
    select n.subject_id as id, n.plain, (
      select r.body ->> 'person.birth_date' from registry.record r join registry.record_kind k on k.id = r.kind_id
      where r.subject_id = n.subject_id and k.key = 'birth' and upper_inf(r.recorded) order by r.rank, r.id desc limit 1) as "birthDate"
    from registry.name_entry n join registry.subject s on s.id = n.subject_id
    where n.plain = any (${[...new Set(plains)]}) and s.kind = 'person' and s.merged_into is null
    order by 1`.execute(tx);
  return Map.groupBy(rows, ({ plain }) => plain);
}

/** Which parts of files somebody asks for: a whole file is many times as much as most lists tell of. */
export type FileParts = { readonly recordKinds: readonly string[]; readonly valueKinds: readonly SealedKind[] };

/** A number, a telephone, an account or an address of a file, which is opened only where it has to be. */
type BelievedValue = {
  readonly kind: SealedKind;
  /** Whether it is this. */
  readonly says: (text: string) => boolean;
  /** @throws Refusal where it does not open */
  readonly text: () => string;
};

/** What is believed now of a file, as far as it was asked for and holds on the day. */
export type BelievedFile = {
  readonly version: number;
  readonly name: string | null;
  readonly records: readonly RegistryRecord[];
  readonly values: readonly BelievedValue[];
};

/** What many files say of a day. */
export async function believedFiles(
  tx: Tx,
  cipher: Cipher,
  ids: readonly number[],
  { day, recordKinds, valueKinds }: FileParts & { readonly day: string },
): Promise<ReadonlyMap<number, BelievedFile>> {
  const { rows: files } = await sql<{ id: number; version: number; name: string | null }>`
    select s.id, s.version, n.name from registry.subject s left join registry.name_entry n on n.subject_id = s.id
    where s.id = any (${ids}::bigint[]) and s.kind = 'person' and s.merged_into is null`.execute(tx);
  const seen = files.map(({ id }) => id);
  const recordsById = Map.groupBy(await records.onDay(tx, seen, recordKinds, day), ({ subjectId }) => subjectId);
  const valuesById = Map.groupBy(await valuesOn(tx, seen, valueKinds, day), ({ subjectId }) => subjectId);
  return new Map(
    files.map(({ id, ...file }) => [
      id,
      { ...file, records: recordsById.get(id) ?? [], values: (valuesById.get(id) ?? []).map((value) => believedValue(cipher, value)) },
    ]),
  );
}

/** What a file that is taken says of a day. */
export function believedOf({ version, name, state }: TakenFile, day: string): BelievedFile {
  const values = state.values.filter((value) => holdsOn(value, day));
  return {
    version,
    name,
    records: state.records.filter((record) => holdsOn(record, day)),
    values: values.map(({ kind, text }) => ({ kind, says: (said) => said === text, text: () => text })),
  };
}

type ValueRow = Omit<SealedColumns, "tail"> & { readonly subjectId: number; readonly kind: SealedKind };

/** As records are, each by itself. */
async function valuesOn(tx: Tx, ids: readonly number[], kinds: readonly SealedKind[], day: string): Promise<readonly ValueRow[]> {
  if (ids.length === 0 || kinds.length === 0) return [];
  const { rows } = await sql<ValueRow>`
    select wanted.id as "subjectId", v.kind, v.sealed, v.key_version as "keyVersion", v.blind
    from unnest(${ids}::bigint[]) as wanted (id) cross join lateral (
      select id, kind, sealed, key_version, blind from registry.sealed_value
      where subject_id = wanted.id and kind = any (${kinds}::text[]) and valid @> ${day}::date and upper_inf(recorded)
      offset 0) v
    order by v.id`.execute(tx);
  return rows;
}

function believedValue(cipher: Cipher, { subjectId, kind, ...value }: ValueRow): BelievedValue {
  return {
    kind,
    says: (text) => isSealedText(cipher, kind, subjectId, value, text),
    text: () => openValue(cipher, kind, subjectId, value),
  };
}

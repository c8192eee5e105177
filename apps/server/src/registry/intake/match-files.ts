import { sql } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { blindOf, openValue, type SealedKind } from "../identity/sealed-value.ts";
import type { OpenedValue } from "../identity/sealed-value-store.ts";
import { holdsOn, type RegistryRecord } from "../record/record.ts";
import { records } from "../record/record-store.ts";
import { plainName } from "../search/name-words.ts";

/** What somebody in a list from elsewhere is looked for by. */
export type SoughtPerson = {
  readonly identityNumber: string | null;
  readonly certificateNumber: string | null;
  readonly name: string | null;
  readonly birthDate: string | null;
};

/** The files that may be theirs, of those that the actor sees. */
export type FoundFiles = {
  readonly byIdentityNumber: readonly number[];
  readonly byCertificateNumber: readonly number[];
  /** The same name and the same day of birth; the same name alone where no day is known. */
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
  const filesByName = await namesakes(
    tx,
    sought.flatMap(({ plain }) => (plain === "" ? [] : [plain])),
  );
  const found = (kind: SealedKind, each: Buffer | null) =>
    each === null ? [] : (filesByBlind.get(`${kind} ${each.toString("hex")}`) ?? []);
  return sought.map(({ identity, certificate, plain, birthDate }) => ({
    byIdentityNumber: found("identity-number", identity),
    byCertificateNumber: found("certificate-number", certificate),
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

/** What is believed now of a file, as far as it can be held against what somebody else says. */
export type BelievedFile = {
  readonly version: number;
  readonly name: string | null;
  /** Those that hold on the day. */
  readonly records: readonly RegistryRecord[];
  readonly values: readonly Pick<OpenedValue, "kind" | "text" | "source">[];
};

/** What many files say of a day, with their numbers and addresses opened. */
export async function believedFiles(
  tx: Tx,
  cipher: Cipher,
  ids: readonly number[],
  day: string,
): Promise<ReadonlyMap<number, BelievedFile>> {
  const all = Map.groupBy(await records.of(tx, ids), ({ subjectId }) => subjectId);
  const { rows } = await sql<Pick<OpenedValue, "kind" | "source"> & { subjectId: number; sealed: Buffer; keyVersion: number }>`
    select v.subject_id as "subjectId", v.kind, s.key as source, v.sealed, v.key_version as "keyVersion"
    from registry.sealed_value v join registry.source s on s.id = v.source_id
    where v.subject_id = any (${ids}::bigint[]) and v.valid @> ${day}::date and upper_inf(v.recorded)`.execute(tx);
  const values = Map.groupBy(rows, ({ subjectId }) => subjectId);
  const { rows: files } = await sql<{ id: number; version: number; name: string | null }>`
    select s.id, s.version, n.name from registry.subject s left join registry.name_entry n on n.subject_id = s.id
    where s.id = any (${ids}::bigint[]) and s.kind = 'person' and s.merged_into is null`.execute(tx);
  return new Map(
    files.map(({ id, version, name }) => [
      id,
      {
        version,
        name,
        records: (all.get(id) ?? []).filter((record) => holdsOn(record, day)),
        values: (values.get(id) ?? []).map(({ kind, source, ...value }) => ({ kind, source, text: openValue(cipher, kind, id, value) })),
      },
    ]),
  );
}

/** What a person stands under in an import, so that nobody stands there twice. */
export function blindOfIdentityNumber(cipher: Cipher, identityNumber: string): Buffer {
  return blindOf(cipher, "identity-number", identityNumber);
}

import { sql } from "kysely";
import { logReading } from "../../platform/audit/index.ts";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { ownAreaList } from "../area/area-list.ts";
import { agreesWith, type DisabilityLevels } from "../identity/certificate-number.ts";
import { syntheticPrefix } from "../identity/province-prefix.ts";
import { openValue } from "../identity/sealed-value.ts";
import type { Registry } from "../registry.ts";

/** Files whose numbers say something else than what is recorded, by the ids of the people. */
export type NumberFindings = {
  /** The last two digits of the certificate number are not the recorded category and level. */
  readonly wrongCertificateCode: readonly number[];
  /** The identity number has another day of birth. */
  readonly otherBirthDate: readonly number[];
  /** The certificate number is built on an identity number of 15 digits. */
  readonly certificateOfFifteenDigits: readonly number[];
  /** The identity number begins with the code of no district of today: an old one, or one that was never. That alone is nothing wrong. */
  readonly formerRegionCode: readonly number[];
};

type Row = { readonly id: number; readonly birthDate: string | null } & {
  readonly identitySealed: Buffer | null;
  readonly identityKey: number;
  readonly certificateSealed: Buffer | null;
  readonly certificateKey: number;
} & DisabilityLevels;

/** So many people are opened at once: numbers of everybody never lie in memory together. */
const atOnce = 2_000;

/** Opens the numbers of everybody in the actor's areas, some at a time, and holds them against the snapshot of a day. Each time is logged with whose they were. */
export async function findInNumbers({ db }: Registry, cipher: Cipher, actor: Actor, day: string): Promise<NumberFindings> {
  const found = {
    wrongCertificateCode: [] as number[],
    otherBirthDate: [] as number[],
    certificateOfFifteenDigits: [] as number[],
    formerRegionCode: [] as number[],
  };
  const districts = districtCodes(day);
  for (let after = 0; ;) {
    const rows = await db.as(actor, (tx) => readSome(tx, day, after));
    for (const row of rows) {
      const { identity, certificate } = opened(cipher, row);
      if (identity && row.birthDate !== null && birthDateIn(identity) !== row.birthDate) found.otherBirthDate.push(row.id);
      if (identity && !districts.has(identity.slice(0, 6))) found.formerRegionCode.push(row.id);
      if (certificate && /^\d{17}$/.test(certificate)) found.certificateOfFifteenDigits.push(row.id);
      else if (certificate && !agreesWith(codeIn(certificate), row)) found.wrongCertificateCode.push(row.id);
    }
    const last = rows.at(-1);
    if (!last) return found;
    after = last.id;
  }
}

async function readSome(tx: Parameters<Parameters<Registry["db"]["as"]>[1]>[0], day: string, after: number): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select t.subject_id as id, t."person.birth_date" as "birthDate",
      i.sealed as "identitySealed", i.key_version as "identityKey", c.sealed as "certificateSealed", c.key_version as "certificateKey",
      t."disability.visual", t."disability.hearing", t."disability.speech", t."disability.physical", t."disability.intellectual", t."disability.mental"
    from registry.snapshot t
    left join registry.sealed_value i on i.subject_id = t.subject_id and i.kind = 'identity-number' and upper_inf(i.recorded) and i.valid @> t.as_of
    left join registry.sealed_value c on c.subject_id = t.subject_id and c.kind = 'certificate-number' and upper_inf(c.recorded) and c.valid @> t.as_of
    where t.as_of = ${day} and t.subject_id > ${after}
    order by t.subject_id limit ${atOnce}`.execute(tx);
  const fields = ["identity-number", "certificate-number", "birth"];
  if (rows.length > 0) await logReading(tx, { act: "registry.check-numbers", subjects: rows.map(({ id }) => id), fields });
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row);
}

function opened(cipher: Cipher, row: Row): { readonly identity: string | null; readonly certificate: string | null } {
  const { identitySealed, certificateSealed } = row;
  return {
    identity: identitySealed ? openValue(cipher, "identity-number", row.id, { sealed: identitySealed, keyVersion: row.identityKey }) : null,
    certificate: certificateSealed
      ? openValue(cipher, "certificate-number", row.id, { sealed: certificateSealed, keyVersion: row.certificateKey })
      : null,
  };
}

function birthDateIn(identity: string): string {
  const digits = identity.length === 15 ? `19${identity.slice(6, 12)}` : identity.slice(6, 14);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

function codeIn(certificate: string): { readonly category: number; readonly level: number } {
  return { category: Number(certificate.charAt(18)), level: Number(certificate.charAt(19)) };
}

/** Codes of districts of a day; a sample number has 99 in the place of the province. */
function districtCodes(day: string): ReadonlySet<string> {
  const { areas, areaAt } = ownAreaList();
  const codes = areas.filter(({ code, level }) => level === "district" && areaAt(code, day) !== null).map(({ code }) => code);
  return new Set([...codes, ...codes.map((code) => syntheticPrefix + code.slice(2))]);
}

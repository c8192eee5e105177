import { sql } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { sourceOf, type SourceKey } from "../record/source.ts";
import { openValue, sealValue, type SealedKind } from "./sealed-value.ts";

/** A number, a telephone, an account or an address of somebody, opened, with when it holds and since when it is believed. */
export type OpenedValue = {
  readonly id: number;
  readonly kind: SealedKind;
  readonly text: string;
  readonly source: SourceKey;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly recordedAt: string;
  readonly closedAt: string | null;
};

export type NewSealedValue = Pick<OpenedValue, "kind" | "text" | "source" | "validFrom" | "validTo"> & { readonly reason?: string };

type Row = Omit<OpenedValue, "text"> & { readonly sealed: Buffer; readonly keyVersion: number };

export const sealedValues = {
  /** Every value of somebody that was believed at an instant (now where none is said). */
  async of(tx: Tx, cipher: Cipher, subjectId: number, knownAt?: string): Promise<readonly OpenedValue[]> {
    const known = knownAt === undefined ? sql`upper_inf(v.recorded)` : sql`v.recorded @> ${knownAt}::timestamptz`;
    const { rows } = await sql<Row>`
      select v.id, v.kind, s.key as source, lower(v.valid) as "validFrom", upper(v.valid) as "validTo",
        lower(v.recorded) as "recordedAt", upper(v.recorded) as "closedAt", v.sealed, v.key_version as "keyVersion"
      from registry.sealed_value v
      join registry.source s on s.id = v.source_id
      where v.subject_id = ${subjectId} and ${known}
      order by v.kind, lower(v.valid) nulls first, v.id`.execute(tx);
    return rows.map(({ sealed, keyVersion, ...row }) => ({ ...row, text: openValue(cipher, row.kind, subjectId, { sealed, keyVersion }) }));
  },

  /** Closes what is no longer believed and adds what is, as one statement: the database looks at the file once both are done. */
  async replace(
    tx: Tx,
    cipher: Cipher,
    subjectId: number,
    { close = [], add = [] }: { readonly close?: readonly number[]; readonly add?: readonly NewSealedValue[] },
  ): Promise<void> {
    const rows = add.map(({ kind, text, source, validFrom, validTo, reason }) => {
      const { sealed, keyVersion, blind, tail } = sealValue(cipher, kind, subjectId, text);
      const kept = { sealed: sealed.toString("hex"), version: keyVersion, blind: blind?.toString("hex"), tail: tail?.toString("hex") };
      return { kind, source: sourceOf(source).id, from: validFrom, to: validTo, ...kept, reason };
    });
    await sql`
      with closed as (
        update registry.sealed_value set recorded = registry.closed(recorded)
        where id = any(${close}) and subject_id = ${subjectId}
      )
      insert into registry.sealed_value (subject_id, kind, source_id, valid, recorded, sealed, key_version, blind, tail, reason)
      select ${subjectId}, kind, source, daterange("from", "to"), tstzrange(registry.recording_at(), null), decode(sealed, 'hex'), version,
        decode(blind, 'hex'), decode(tail, 'hex'), reason
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (kind text, source smallint, "from" date, "to" date, sealed text, version smallint, blind text, tail text, reason text)`.execute(
      tx,
    );
  },
};

import { randomInt } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { FactName } from "@huican/engine";
import { sql } from "kysely";
import { logAccess } from "../../platform/audit/index.ts";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";
import { openValue, type SealedKind } from "../identity/sealed-value.ts";
import type { Registry } from "../registry.ts";
import { fitting, type Filter } from "../search/filter.ts";
import { byName, sorting, type ListOrder } from "../search/list-order.ts";
import { noSnapshot } from "../snapshot/no-snapshot.ts";

/** What of everybody is exported, besides name and area. */
export type ExportedFields = { readonly facts: readonly FactName[]; readonly values: readonly SealedKind[] };

type ExportQuestion = ExportedFields & {
  /** A day for which the register has a snapshot. */
  readonly day: string;
  readonly filters: readonly Filter[];
  readonly order?: ListOrder;
  /** Why, in the words of whoever exports. It is shown to the people of the list, and names nobody. */
  readonly reason: string;
  /** More people than this are refused. */
  readonly most: number;
  /** So many people are read in one transaction and named in one entry of the log. */
  readonly blockSize?: number;
};

/** Somebody of an exported list. Of numbers, telephones and the like all are told that hold on the day. */
export type ExportedPerson = {
  readonly id: number;
  readonly name: string;
  readonly area: string;
  readonly facts: Readonly<Record<FactName, string | number | boolean | null>>;
  readonly values: readonly { readonly kind: SealedKind; readonly text: string }[];
};

type PeopleExport = {
  /** Under which the access log has it: `7K3Q-F0XA`. */
  readonly number: string;
  /** When, in China: `2026-11-25 12:00`. */
  readonly at: string;
  readonly count: number;
  /** In the order that was asked for; read and logged block by block while they are asked for. */
  readonly people: AsyncIterable<ExportedRow>;
};

/** Null where the file left the actor's areas since the list was begun. */
type ExportedRow = { readonly id: number; readonly person: ExportedPerson | null };

/** So many people are opened before others get their turn: each sealed value takes some 50 microseconds. */
const openedAtOnce = 50;

/**
 * Begins to export the people of the actor's areas whom every filter fits. Each block of them is read in a transaction of its own with its own entry in the access log, under
 * one number, and the entry is on the disk before anything of the block is given away: whoever stops halfway has not seen the others, and the embedded database serves
 * others in between.
 * @throws Refusal where there is no reason, a filter cannot be, the day has no snapshot, or too many people fit
 */
export async function exportPeople(registry: Registry, cipher: Cipher, actor: Actor, question: ExportQuestion): Promise<PeopleExport> {
  const { day, filters, order: asked = byName, most, blockSize = 2_000 } = question;
  const reason = checkedReason(question.reason);
  const condition = fitting(registry.vocabulary, day, filters);
  const { kept, order } = sorting(asked);
  const number = newExportNumber();
  const exporter: Actor = { ...actor, occasion: { basis: "duty", ...actor.occasion, reference: number, reason } };
  const { ids, at, first } = await registry.db.as(exporter, async (tx) => {
    const { rows } = await sql<{ count: number; ids: readonly number[]; isMade: boolean; at: string }>`
      with fitting as materialized (select subject_id, ${kept} from registry.snapshot t where ${condition})
      select (select count(*) from fitting) as count,
        to_jsonb(array(select subject_id from fitting order by ${order} limit ${most})) as ids,
        exists (select from registry.snapshot_state where as_of = ${day}) as "isMade",
        to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as at`.execute(tx);
    const { count = 0, ids: everybody = [], isMade, at: began = "" } = rows[0] ?? {};
    if (!isMade) throw await noSnapshot(tx, day);
    if (count > most) throw registryErrors.exportTooLarge(count, most);
    return { ids: everybody, at: began, first: await readBlock(tx, question, everybody.slice(0, blockSize)) };
  });
  const people = async function* () {
    yield* opened(cipher, first);
    for (let from = blockSize; from < ids.length; from += blockSize) {
      const block = await registry.db.as(exporter, (tx) => readBlock(tx, question, ids.slice(from, from + blockSize)));
      yield* opened(cipher, block);
    }
  };
  return { number, at, count: ids.length, people: people() };
}

/** @throws Refusal where it says nothing, or does not fit below a printed page */
function checkedReason(text: string): string {
  const reason = text.trim();
  if (!/^[^\p{C}\p{Zl}\p{Zp}]{4,100}$/u.test(reason)) throw registryErrors.exportReason();
  return reason;
}

/** Letters and digits that nobody mistakes for one another. */
const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function newExportNumber(): string {
  const four = () => Array.from({ length: 4 }, () => signs.charAt(randomInt(signs.length))).join("");
  return `${four()}-${four()}`;
}

type Row = { readonly id: number; readonly name: string; readonly area: string } & ExportedPerson["facts"];
type SealedRow = {
  readonly subjectId: number;
  readonly kind: SealedKind;
  readonly sealed: Buffer;
  readonly keyVersion: number;
};
type Block = {
  readonly ids: readonly number[];
  readonly rows: readonly Row[];
  readonly sealed: readonly SealedRow[];
  readonly facts: ExportedFields["facts"];
};

async function readBlock(tx: Tx, { day, facts, values, filters }: ExportQuestion, ids: readonly number[]): Promise<Block> {
  const columns = sql.join([sql`s.id`, sql`n.name`, sql`s.area`, ...facts.map((fact) => sql`t.${sql.id(fact)}`)]);
  const { rows } = await sql<Row>`
    select ${columns}
    from registry.subject s
    join registry.name_entry n on n.subject_id = s.id
    join registry.snapshot t on t.subject_id = s.id and t.as_of = ${day}
    where s.id = any (${ids}::bigint[])`.execute(tx);
  const { rows: sealed } =
    values.length === 0
      ? { rows: [] }
      : await sql<SealedRow>`
          select subject_id as "subjectId", kind, sealed, key_version as "keyVersion"
          from registry.sealed_value
          where subject_id = any (${ids}::bigint[]) and kind = any (${values}) and valid @> ${day}::date and upper_inf(recorded)
          order by subject_id, lower(valid) nulls first, id`.execute(tx);
  // Whoever is in the list is known to fit its filters.
  const fields = [...new Set(["name", "area", ...facts, ...values, ...filters.map(({ fact }) => fact)])];
  await logAccess(tx, { act: "registry.export-people", subjects: rows.map(({ id }) => id), fields });
  return { ids, rows, sealed, facts };
}

async function* opened(cipher: Cipher, { ids, rows, sealed, facts }: Block): AsyncGenerator<ExportedRow> {
  const rowsById = new Map(rows.map((row) => [row.id, row]));
  const sealedById = Map.groupBy(sealed, ({ subjectId }) => subjectId);
  for (const [place, id] of ids.entries()) {
    if (place % openedAtOnce === 0) await setImmediate();
    const row = rowsById.get(id);
    if (!row) {
      yield { id, person: null };
      continue;
    }
    const values = (sealedById.get(id) ?? []).map(({ kind, ...value }) => ({ kind, text: openValue(cipher, kind, id, value) }));
    const told = Object.fromEntries(facts.map((fact) => [fact, row[fact] ?? null]));
    yield { id, person: { id, name: row.name, area: row.area, facts: told, values } };
  }
}

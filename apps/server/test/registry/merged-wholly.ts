import { sql } from "kysely";
import type { Database } from "../../src/platform/database/index.ts";
import { readPersonFile, type Registry } from "../../src/registry/index.ts";
import type { PartKey } from "../../src/registry/duplicate/merged-files.ts";
import { testCipher, today } from "./sample-register.ts";

/** What the file that stays takes from the other. */
export const takenParts: readonly PartKey[] = ["value:phone", "record:name", "value:identity-number"];

/** The request about a file that waits, and the merge of it that holds. */
export async function mergesOf(
  db: Database,
  otherId: number,
): Promise<{ readonly waiting: number | null; readonly merged: number | null }> {
  const { rows } = await db.asOwner((tx) =>
    sql<{ waiting: number | null; merged: number | null }>`
      select (select max(r.id) from registry.merge_request r left join registry.merge_decision d on d.request_id = r.id
          where d.request_id is null and r.other_id = ${otherId}) as waiting,
        (select max(request_id) from registry.file_merge where other_id = ${otherId} and upper_inf(recorded)) as merged`.execute(tx),
  );
  return rows[0] ?? { waiting: null, merged: null };
}

export type Three = { readonly kept: number; readonly gone: number; readonly ward: number };

/** What tells of three files whether the first two are merged: the pointer, the parts that were taken, the ward's guardian, the lists. */
export async function signsOf(registry: Registry, { kept, gone, ward }: Three) {
  const everywhere = { id: "clerk", areas: [""] };
  const file = (id: number) => readPersonFile(registry, testCipher, everywhere, { id, asOf: today });
  const [stays, goes, child] = [await file(kept), await file(gone), await file(ward)];
  const values = stays.values.map(({ kind, text }) => `${kind} ${text}`).sort();
  const { rows } = await registry.db.asOwner((tx) =>
    sql<{ listed: readonly number[]; approved: number }>`
      select array(select subject_id from registry.snapshot where as_of = ${today} and subject_id in (${kept}, ${gone}) order by 1)::float8[] as listed,
        (select count(*) from registry.merge_decision where outcome = 'approved') as approved`.execute(tx),
  );
  await registry.db.asOwner((tx) => sql`select registry.check_everything()`.execute(tx));
  return {
    approved: rows[0]?.approved ?? 0,
    signs: {
      pointer: goes.subject.mergedInto,
      name: stays.name,
      values,
      goes: goes.values.map(({ kind, text }) => `${kind} ${text}`).sort(),
      guardians: child.relations.flatMap(({ kind, subjectId, otherId }) => (kind === "guardian" && subjectId === ward ? [otherId] : [])),
      listed: rows[0]?.listed,
    },
  };
}

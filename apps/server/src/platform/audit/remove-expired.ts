import { sql } from "kysely";
import type { Database, Tx } from "../database/index.ts";
import { auditErrors } from "../errors.ts";
import { removalStatement, type LogKeys } from "./checkpoint.ts";
import { logJob } from "./log-access.ts";
import { sealAll } from "./seal-log.ts";
import { verifyLog } from "./verify-log.ts";

type Range = { readonly fromSeq: number; readonly toSeq: number };

/**
 * Removes entries whose time is over, by the rules in `audit.retention`: whole ranges between two checkpoints, of which not one entry has to be kept any longer. Their seals
 * stay, a signed removal says which and when, and the log tells of it. The database refuses to remove any other way.
 * @returns the ranges that were removed
 * @throws Refusal where the log is not whole: what is wrong must not be swept away
 */
export async function removeExpired(db: Database, keys: LogKeys, actor: string): Promise<readonly Range[]> {
  await sealAll(db, keys);
  if ((await verifyLog(db, keys.verify)).faultCount > 0) throw auditErrors.logHasFaults();
  return db.asOwner(async (tx) => {
    const ranges = joined(await expiredRanges(tx));
    for (const range of ranges) await remove(tx, keys, actor, range);
    return ranges;
  });
}

async function expiredRanges(tx: Tx): Promise<readonly Range[]> {
  const { rows } = await sql<Range>`
    with signed as (select coalesce(lag(seq) over (order by number), 0) + 1 as first, seq as last from audit.checkpoint)
    select first as "fromSeq", last as "toSeq" from signed
    where exists (select from audit.seal s join audit.entry e on e.id = s.entry_id where s.seq between first and last)
      and not exists (
        select from audit.seal s join audit.entry e on e.id = s.entry_id
        where s.seq between first and last and audit.kept_until(e.at, e.act, e.fields) > clock_timestamp())
    order by first`.execute(tx);
  return rows;
}

function joined(ranges: readonly Range[]): readonly Range[] {
  const whole: Range[] = [];
  for (const range of ranges) {
    const last = whole.at(-1);
    if (last && last.toSeq + 1 === range.fromSeq) whole[whole.length - 1] = { ...last, toSeq: range.toSeq };
    else whole.push(range);
  }
  return whole;
}

async function remove(tx: Tx, { signer }: LogKeys, actor: string, { fromSeq, toSeq }: Range): Promise<void> {
  const { rows } = await sql<{ number: number; at: string }>`
    select coalesce(max(number), 0) + 1 as number, clock_timestamp() as at from audit.removal`.execute(tx);
  const { number, at } = rows[0] as { number: number; at: string };
  const said = { number, fromSeq, toSeq, at, actor, keyId: signer.keyId };
  await sql`
    insert into audit.removal (number, from_seq, to_seq, at, actor, key_id, signature)
    values (${number}, ${fromSeq}, ${toSeq}, ${at}, ${actor}, ${signer.keyId}, ${signer.sign(removalStatement(said))})`.execute(tx);
  await sql`delete from audit.entry e using audit.seal s where s.entry_id = e.id and s.seq between ${fromSeq} and ${toSeq}`.execute(tx);
  await logJob(tx, actor, "audit.remove-expired", [`${fromSeq}-${toSeq}`]);
}

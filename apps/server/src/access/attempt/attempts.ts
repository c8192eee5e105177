import { sql } from "kysely";
import { countedAs } from "../../platform/client-address.ts";
import type { Tx } from "../../platform/database/index.ts";
import { instant, signInJob, type AccessTools } from "../access.ts";
import { accountEvents } from "../account/account-store.ts";
import { accessErrors } from "../errors.ts";

/** So many failures are free; each one after that blocks for longer, up to a bound: an account is never shut for good by a stranger who knows its name. */
type Allowance = { readonly free: number; readonly firstSeconds: number; readonly mostSeconds: number; readonly forgottenSeconds: number };

const forName: Allowance = { free: 5, firstSeconds: 30, mostSeconds: 30 * 60, forgottenSeconds: 24 * 3600 };
/** A whole office may stand behind one address. */
const forAddress: Allowance = { free: 50, firstSeconds: 30, mostSeconds: 3600, forgottenSeconds: 3600 };

/** Who tries, as it is counted: by a name whether or not somebody has it, and by where it comes from. */
export type Tries = { readonly name: Buffer; readonly address: Buffer; readonly from: string };

/** @param what a name, or the account whose second factor is asked for */
export function triesOf({ cipher }: AccessTools, what: "name" | "second-factor" | "passkey", whose: string, address: string): Tries {
  return { name: cipher.blind(whose, `try/${what}`), address: cipher.blind(countedAs(address), "try/address"), from: address };
}

/**
 * Counts a try before it is looked at, so that many at the same moment count as many; `forgive` takes it back where it was right.
 * @throws Refusal with the minutes to wait: the same for a name that nobody has
 */
export async function countTry(tools: AccessTools, { name, address, from }: Tries): Promise<void> {
  const wait = await tools.db.as(signInJob, async (tx) => {
    // Always in this order, so that no two wait for each other.
    const [byName, byAddress] = [await counted(tx, tools, name, forName), await counted(tx, tools, address, forAddress)];
    // Once for each time that they have to wait: whoever goes on trying meanwhile fills no log.
    for (const [how, { isHeldUp }] of [
      ["name", byName],
      ["address", byAddress],
    ] as const)
      if (isHeldUp) await accountEvents.add(tx, null, { what: "held-up", how, address: from, at: instant(tools) });
    return Math.max(byName.waitSeconds, byAddress.waitSeconds);
  });
  if (wait > 0) throw accessErrors.tooManyTries(Math.ceil(wait / 60));
}

/** What was right: the failures of the name are forgotten; of the address only this try, or a thief with an account of their own could try on. */
export async function forgive(tx: Tx, { name, address }: Tries): Promise<void> {
  await sql`delete from access.attempt where key = ${name}`.execute(tx);
  await sql`update access.attempt set failures = greatest(failures - 1, 0), blocked_until = null where key = ${address}`.execute(tx);
}

/** @returns seconds to wait, 0 where the try counts; and whether those that come next have to wait because of it */
async function counted(
  tx: Tx,
  tools: AccessTools,
  key: Buffer,
  allowance: Allowance,
): Promise<{ readonly waitSeconds: number; readonly isHeldUp: boolean }> {
  const now = instant(tools);
  await sql`
    insert into access.attempt (key, failures, last_at) values (${key}, 0, ${now}) on conflict (key) do nothing`.execute(tx);
  const { rows } = await sql<{ failures: number; lastAt: string; blockedUntil: string | null }>`
    select failures, last_at as "lastAt", blocked_until as "blockedUntil" from access.attempt where key = ${key} for update`.execute(tx);
  const kept = rows[0] as (typeof rows)[number];
  const nowMs = Date.parse(now);
  const waitMs = kept.blockedUntil === null ? 0 : Date.parse(kept.blockedUntil) - nowMs;
  if (waitMs > 0) return { waitSeconds: waitMs / 1000, isHeldUp: false };
  const isForgotten = nowMs - Date.parse(kept.lastAt) > allowance.forgottenSeconds * 1000;
  const failures = isForgotten ? 1 : kept.failures + 1;
  const blockSeconds = blockFor(failures, allowance);
  await sql`
    update access.attempt
    set failures = ${failures}, last_at = ${now}, blocked_until = ${blockSeconds === 0 ? null : instant(tools, blockSeconds)}
    where key = ${key}`.execute(tx);
  return { waitSeconds: 0, isHeldUp: blockSeconds > 0 };
}

function blockFor(failures: number, { free, firstSeconds, mostSeconds }: Allowance): number {
  return failures < free ? 0 : Math.min(mostSeconds, firstSeconds * 2 ** Math.min(failures - free, 20));
}

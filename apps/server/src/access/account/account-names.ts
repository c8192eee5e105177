import { signInJob, type AccessTools } from "../access.ts";
import { accounts } from "./account-store.ts";

/** What the holders of some accounts are called: colleagues know each other by name. Whoever has no account, such as a job, is not in it. */
export async function accountNames(
  { db, cipher }: Pick<AccessTools, "db" | "cipher">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await db.as(signInJob, (tx) => accounts.among(tx, cipher, ids));
  return new Map(found.map(({ id, displayName }) => [id, displayName]));
}

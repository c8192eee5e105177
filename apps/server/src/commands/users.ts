import type { Pack } from "@huican/engine";
import {
  createFirstAdministrators,
  listUsers,
  lockAccount,
  operator,
  resetAccount,
  unlockAccount,
  userNamed,
  type AccessTools,
  type FirstAdministrator,
  type User,
} from "../access/index.ts";
import { systemClock } from "../platform/clock.ts";
import { withRegister } from "./with-register.ts";

/** Accounts for whoever runs the server, from the command line: the first administrators, and help where none of them can sign in. */
export const operatorUsers = {
  /** @returns the setup code of each, which is shown once */
  firstAdministrators: (packs: ReadonlyMap<string, Pack>, people: readonly FirstAdministrator[]) =>
    withAccess(packs, (tools) => createFirstAdministrators(tools, people)),

  list: (packs: ReadonlyMap<string, Pack>): Promise<readonly User[]> => withAccess(packs, listUsers),

  lock: (packs: ReadonlyMap<string, Pack>, name: string) =>
    withAccess(packs, async (tools) => lockAccount(tools, operator, await userNamed(tools, name))),

  unlock: (packs: ReadonlyMap<string, Pack>, name: string) =>
    withAccess(packs, async (tools) => unlockAccount(tools, operator, await userNamed(tools, name))),

  /** @returns the setup code, which is shown once */
  reset: (packs: ReadonlyMap<string, Pack>, name: string): Promise<string> =>
    withAccess(packs, async (tools) => resetAccount(tools, operator, await userNamed(tools, name))),
} as const;

function withAccess<T>(packs: ReadonlyMap<string, Pack>, work: (tools: AccessTools) => Promise<T>): Promise<T> {
  return withRegister(packs, false, ({ registry: { db }, cipher }) => work({ db, cipher, clock: systemClock }));
}

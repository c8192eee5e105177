import { today } from "../platform/clock.ts";
import { operator, type AccessTools } from "./access.ts";
import { createAccount, resetAccount } from "./account/account-verbs.ts";
import { appointments } from "./appointment/appointment-store.ts";
import { appoint } from "./appointment/appointment-verbs.ts";
import { accessErrors } from "./errors.ts";

/** The three who watch each other (三员分立), in the order in which they are named. */
const administratorRoles = ["system-administrator", "security-administrator", "audit-administrator"] as const;

/** Who becomes an administrator: their sign-in name and their own. */
export type FirstAdministrator = {
  readonly role: (typeof administratorRoles)[number];
  readonly signInName: string;
  readonly displayName: string;
};

/**
 * Creates the first administrators of an installation, three people, from the machine itself.
 * @returns the setup code of each, which is shown once and kept nowhere
 * @throws Refusal where there is an administrator already, or a name is taken
 */
export async function createFirstAdministrators(
  tools: AccessTools,
  people: readonly FirstAdministrator[],
): Promise<readonly (FirstAdministrator & { readonly code: string })[]> {
  const day = today(tools.clock);
  const held = await tools.db.as(operator, async (tx) => {
    const byRole = [];
    for (const role of administratorRoles) byRole.push(...(await appointments.holding(tx, tools.cipher, role, day)));
    return byRole;
  });
  if (held.length > 0) throw accessErrors.administratorsExist();
  const made = [];
  for (const person of people) {
    const accountId = await createAccount(tools, operator, person);
    await appoint(tools, operator, { accountId, role: person.role, area: null, section: null, from: day, until: null });
    made.push({ ...person, code: await resetAccount(tools, operator, accountId) });
  }
  return made;
}

import { today } from "../../platform/clock.ts";
import { operator, type AccessTools } from "../access.ts";
import { appointments, type KeptAppointment } from "../appointment/appointment-store.ts";
import { accessErrors } from "../errors.ts";
import { accounts } from "./account-store.ts";
import { foldedName, type Account } from "./account.ts";

/** An account with what its owner is appointed to today. */
export type User = Account & { readonly appointments: readonly KeptAppointment[] };

/** Everybody, for whoever runs the server. */
export async function listUsers(tools: AccessTools): Promise<readonly User[]> {
  const day = today(tools.clock);
  return tools.db.as(operator, async (tx) => {
    const users: User[] = [];
    for (const account of await accounts.all(tx, tools.cipher))
      users.push({ ...account, appointments: await appointments.inForce(tx, tools.cipher, account.id, day) });
    return users;
  });
}

/** The id behind a sign-in name, for whoever runs the server. @throws Refusal where nobody has it */
export async function userNamed(tools: AccessTools, name: string): Promise<string> {
  const account = await tools.db.as(operator, (tx) => accounts.named(tx, tools.cipher, foldedName(name)));
  if (!account) throw accessErrors.accountNotFound();
  return account.id;
}

/** The face of access: who somebody is and what they are appointed to. Other modules know nothing else of it. */
export { accessDoor, type AccessDoor, type OpenAccess } from "./access-door.ts";
export { operator, type AccessTools } from "./access.ts";
export { accessConstraints, accessErrors } from "./errors.ts";
export { readAccessTable, type AccessTable } from "./duty/access-table.ts";
export { dutyGuard } from "./duty/guard.ts";
export { makeSampleAccounts } from "./sample-accounts.ts";
export { roles, sections, type Appointment, type AreaLevel, type Role, type Section } from "./role.ts";
export { sessionOf, type SignedIn } from "./session/session-of.ts";
export { notOpenYet, signedIn, type SignedInEnv } from "./signed-in.ts";

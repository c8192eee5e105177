/** The face of access: who somebody is and what they are appointed to. Other modules know nothing else of it. */
export { accessDoor, type AccessDoor, type OpenAccess } from "./access-door.ts";
export { operator, type AccessTools } from "./access.ts";
export { lockAccount, resetAccount, unlockAccount } from "./account/account-verbs.ts";
export { accountNames } from "./account/account-names.ts";
export { closeErasedAccounts } from "./account/close-accounts.ts";
export { listUsers, userNamed, type User } from "./account/users.ts";
export { createFirstAdministrators, type FirstAdministrator } from "./first-administrators.ts";
export { type AccountEvent } from "./account/account-store.ts";
export { listEvents, recoveryCodesLeft } from "./account/own-account.ts";
export { accessConstraints, accessErrors } from "./errors.ts";
export { readAccessTable } from "./duty/access-table.ts";
export { dutyGuard } from "./duty/guard.ts";
export { oidcProvider } from "./identity/provider.ts";
export { signInWithIdentity } from "./identity/identity-verbs.ts";
export { type Passkey } from "./passkey/passkey-store.ts";
export {
  addPasskey,
  confirmWithPasskey,
  listPasskeys,
  passkeyConfirmOptions,
  passkeyOptions,
  passkeySignInOptions,
  removePasskey,
  signInWithPasskey,
} from "./passkey/passkey-verbs.ts";
export {
  beginEnrolment,
  changePassword,
  continueEnrolment,
  enrolAtSignIn,
  enrollingAccount,
  renewRecoveryCodes,
  replaceAuthenticator,
  type Enrolment,
} from "./proof/proof-verbs.ts";
export { accessSealedTables } from "./proof/sealed-tables.ts";
export { hasShownFactor } from "./proof/second-factor.ts";
export { putBackRows, putBackText, type PutBackRow } from "./put-back-rows.ts";
export { RowChecks } from "./row-check/row-checks.ts";
export { foreignAccess, stampAccessAnew, stampOnce, type ForeignRow } from "./stamped-access.ts";
export { roles, sections, worksHere } from "./role.ts";
export { listSampleAccounts, makeSampleAccounts, sampleActor, sampleCode, type ListedSample } from "./sample-accounts.ts";
export { removeSessions } from "./session/remove-sessions.ts";
export { sessionOf, type SignedIn } from "./session/session-of.ts";
export { confirm, endAllSessions, endFormer, endSession, isConfirmed, listSessions } from "./session/session-verbs.ts";
export { type Session } from "./session/session.ts";
export { setUp, showSecondFactor, signInWithPassword, type Begun } from "./session/sign-in.ts";
export { refusalProblem } from "./door/problems.ts";
export { goOnAs, signedIn, type SignedInEnv } from "./signed-in.ts";

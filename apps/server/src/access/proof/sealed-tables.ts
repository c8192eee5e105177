import type { SealedTable } from "../../platform/cipher/index.ts";

/** Where access keeps sealed values, and what each was sealed for, as `sealAuthenticator` says it. */
export const accessSealedTables: readonly SealedTable[] = [
  { name: "access.authenticator", column: "sealed", key: "account_id", purpose: "'authenticator/' || account_id" },
];

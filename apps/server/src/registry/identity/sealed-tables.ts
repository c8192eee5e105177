import type { SealedTable } from "../../platform/cipher/index.ts";

/** Where the register keeps sealed values, and what each was sealed for, as `sealValue` and the store of change requests say it. */
export const registrySealedTables: readonly SealedTable[] = [
  { name: "registry.sealed_value", key: "id::text", purpose: "kind || '/' || subject_id" },
  { name: "registry.change_request", key: "id::text", purpose: "'change-request/' || subject_id" },
];

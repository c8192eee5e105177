import type { SealedTable } from "../../platform/cipher/index.ts";

/** Where the register keeps sealed values, and what each was sealed for, as `sealValue` and the stores of change requests, data requests and attachments say it. */
export const registrySealedTables: readonly SealedTable[] = [
  { name: "registry.sealed_value", column: "sealed", key: "id::text", purpose: "kind || '/' || subject_id" },
  { name: "registry.change_request", column: "sealed", key: "id::text", purpose: "'change-request/' || subject_id" },
  { name: "registry.request_words", column: "sealed", key: "id::text", purpose: "'data-request/' || subject_id" },
  { name: "registry.attachment", column: "content", isOfFiles: true, key: "id::text", purpose: "'attachment/' || subject_id" },
];

import type { SealedTable } from "../platform/cipher/index.ts";

/** Where imports keep sealed values, as the store of rows seals them. */
export const exchangeSealedTables: readonly SealedTable[] = [
  { name: "exchange.import_row", column: "sealed", key: "id::text", purpose: "'import-row/' || import_id || '/' || number" },
];

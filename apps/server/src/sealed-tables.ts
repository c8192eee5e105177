import { accessSealedTables } from "./access/index.ts";
import { exchangeSealedTables } from "./exchange/index.ts";
import { registrySealedTables } from "./registry/index.ts";

/** Every table that holds something sealed, of all modules: what a new key seals anew, and what keys are counted over. */
export const sealedTables = [...registrySealedTables, ...accessSealedTables, ...exchangeSealedTables];

/** The face of the exchange: lists that come in from other units. Other modules know nothing else of it. */
export { checkRows } from "./check-rows.ts";
export { columnTargets } from "./column/column-target.ts";
export { commitImport, undoImport } from "./commit-import.ts";
export { correctRow } from "./correct-row.ts";
export { askUndoImport, submitImport, withdrawImport } from "./decide-import.ts";
export { enterImport } from "./enter-import.ts";
export { exchangeConstraints, exchangeErrors } from "./errors.ts";
export { isSource, type ExchangeTools } from "./exchange-tools.ts";
export { stateOfImport } from "./import.ts";
export { matchImport } from "./match-import.ts";
export { readImport, readRows, type ReadImport } from "./read-import.ts";
export { keepRowsInTime, removeOldRows } from "./remove-old-rows.ts";
export { exchangeSealedTables } from "./sealed-tables.ts";

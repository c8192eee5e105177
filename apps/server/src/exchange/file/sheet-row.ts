/** A row of a file that is not empty, by its number as the sheet counts it from 1. */
export type SheetRow = { readonly number: number; readonly cells: readonly string[] };

export const mostColumns = 200;
export const mostRows = 200_000;
export const mostCharacters = 2_000;

import type { ListOrder } from "@huican/contract";
import type { z } from "zod";
import { allColumns, type ColumnKey } from "./columns.ts";

/** The column that a list is sorted by. */
export type Order = { readonly column: ColumnKey | "name"; readonly isDescending: boolean };

const byName: Order = { column: "name", isDescending: false };

/** What stands in the address, whatever it is: the key of a column, with a minus where it falls. */
export function readOrder(said: unknown): Order {
  if (typeof said !== "string") return byName;
  const isDescending = said.startsWith("-");
  const key = said.slice(Number(isDescending));
  const column = key === "name" ? key : allColumns.find((each) => each.key === key)?.key;
  return column === undefined ? byName : { column, isDescending };
}

/** For the address; nothing where it is the order that every list begins with. */
export function writtenOrder({ column, isDescending }: Order): { readonly order?: string } {
  return column === "name" && !isDescending ? {} : { order: `${isDescending ? "-" : ""}${column}` };
}

/** The next order after a column's heading was pressed: rising, then falling. */
export function orderAfter({ column, isDescending }: Order, pressed: Order["column"]): Order {
  return { column: pressed, isDescending: column === pressed && !isDescending };
}

/** As the server knows it: whoever is older was born earlier. */
export function askedOrder({ column, isDescending }: Order): z.input<typeof ListOrder> {
  if (column === "age") return { by: "birth", isDescending: !isDescending };
  return { by: column === "birthDate" ? "birth" : column, isDescending };
}

/** As a view of the server says it. */
export function orderOf({ by, isDescending }: z.output<typeof ListOrder>): Order {
  return { column: by === "birth" ? "birthDate" : by, isDescending };
}

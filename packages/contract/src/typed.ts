import { z } from "zod";

/** What a client types or sends, and how long it may be. */
export const line = (most: number) => z.string().max(most);
export const day = z.iso.date();
export const instant = z.iso.datetime({ precision: 6 });
export const number = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

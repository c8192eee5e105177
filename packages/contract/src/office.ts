import { z } from "zod";
import { Text } from "./text.ts";

/** 任职: what somebody is appointed to, and where, with its words. */
export const Office = z.object({
  id: z.int(),
  role: z.string(),
  roleText: Text,
  sectionText: Text.nullable(),
  area: z.string().nullable(),
  areaName: z.string().nullable(),
  /** The last day; null is open. */
  until: z.string().nullable(),
});

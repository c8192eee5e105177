import { z } from "zod";

/** Somebody of the office: their name, null where they have no account (any more), and whether it is oneself. */
export const Officer = z.object({ name: z.string().nullable(), isMe: z.boolean() });

/** What became of a request; null while it waits. */
export const Decided = z
  .object({
    outcome: z.enum(["approved", "refused", "withdrawn"]),
    reason: z.string().nullable(),
    decidedAt: z.string(),
    decidedBy: Officer,
  })
  .nullable();

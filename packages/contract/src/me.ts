import { z } from "zod";
import { Office } from "./office.ts";
import { Text } from "./text.ts";

/** Something that somebody may do today, where, and what of a file they are shown while they do it. */
export const GrantedAct = z.object({
  act: z.string(),
  text: Text,
  /** Beginnings of the codes of the areas whose files it may be done with; `""` is everywhere. */
  areas: z.array(z.string()),
  /** Whether it may be done with one's own file, or that of whom one acts for. */
  isOwn: z.boolean(),
  /** Fields shown whole and in a mask. A fact goes by the word before its dot; one that has no line of its own by `other`. The rest is not shown. */
  whole: z.array(z.string()),
  masked: z.array(z.string()),
});

/** 我是谁: who is signed in, what they are appointed to today, and what follows from it. A client offers nothing else. */
export const MeAnswer = z.object({
  accountId: z.string(),
  displayName: z.string(),
  /** A demo holds invented people. */
  kind: z.enum(["demo", "real"]),
  today: z.string(),
  appointments: z.array(
    Office.extend({
      /** Whether the duty is somebody else's, done for them for some days (代理). */
      isForAnother: z.boolean(),
    }),
  ),
  acts: z.array(GrantedAct),
  /** One's own file and those of whom one acts for; staff have none. */
  files: z.array(z.int()),
  /** The session ends at `endsAt`, and sooner after `idleSeconds` without a request. */
  session: z.object({ endsAt: z.string(), idleSeconds: z.int() }),
});

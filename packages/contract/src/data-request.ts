import { z } from "zod";
import { Text } from "./text.ts";
import { day, line, number } from "./typed.ts";

const requestKind = z.enum(["copy", "correction", "deletion", "explanation", "resumption"]);
const asker = z.enum(["person", "guardian", "representative", "near-relative", "office"]);
const channel = z.enum(["counter", "letter", "telephone", "online"]);
const outcome = z.enum(["granted", "granted-in-part", "refused"]);
const words = line(2_500);

/**
 * 个人信息请求. `basis`: what shows that whoever asks may ask for another. Of one's own request everything but kind and words follows: it came online, today. `receivedOn`
 * is today where it is not said. `resumption` asks that a restriction is lifted, and `office` asks for nothing else.
 */
export const RequestBody = z.strictObject({
  kind: requestKind,
  says: words,
  asker: asker.default("person"),
  basis: line(500).nullable().default(null),
  channel: channel.exclude(["online"]).default("counter"),
  receivedOn: day.optional(),
});
/** `ground` is one of those that the requests name for this kind and outcome; reasons go with every refusal, in whole or in part. */
export const RequestDecisionBody = z.strictObject({
  outcome,
  ground: line(40).nullable().default(null),
  reason: words.nullable().default(null),
});
export const RequestWithdrawalBody = z.strictObject({ reason: words.nullable().default(null) });
/** A correction is carried out by a change, an explanation by words, a deletion or the lifting of a restriction by nothing else. */
export const RequestCompletionBody = z.strictObject({ changeId: number.nullable().default(null), words: words.nullable().default(null) });
export const AskedRequestAnswer = z.object({ id: z.int() });
/** What a deletion did: `restricted` files are stored and nothing else until the day from which they can be erased. Null for the others. */
export const RequestCompletionAnswer = z.object({
  deletion: z.object({ how: z.enum(["restricted", "erased"]), eraseFrom: z.string().nullable() }).nullable(),
});

const ground = z.object({ key: z.string(), text: Text, source: Text });

/** A request and what happened to it. Who acted is an account, told to those who work here; words are null for whoever is not shown them. */
const shownRequest = {
  id: z.int(),
  fileId: z.int(),
  kind: requestKind,
  asker,
  channel,
  receivedOn: z.string(),
  dueOn: z.string(),
  state: z.enum([
    "waiting",
    "granted",
    "refused",
    "withdrawn",
    "given",
    "corrected",
    "explained",
    "restricted",
    "erased",
    "lifted",
    "resumed",
  ]),
  isOverdue: z.boolean(),
  enteredAt: z.string(),
  enteredBy: z.string().nullable(),
};
export const RequestsAnswer = z.object({
  requests: z.array(
    z.object({
      ...shownRequest,
      words: z.string().nullable(),
      steps: z.array(
        z.object({
          what: z.enum(["decided", "change-named", "carried-out", "withdrawn", "lifted"]),
          outcome: outcome.nullable(),
          ground: ground.nullable(),
          changeId: z.int().nullable(),
          how: z.enum(["given", "corrected", "explained", "restricted", "erased", "resumed"]).nullable(),
          eraseFrom: z.string().nullable(),
          words: z.string().nullable(),
          at: z.string(),
          by: z.string().nullable(),
        }),
      ),
      /** On which grounds it may be decided, by outcome; only while it waits. */
      grounds: z.object({ granted: z.array(ground), "granted-in-part": z.array(ground), refused: z.array(ground) }).nullable(),
    }),
  ),
});
/** What waits for a decision or is to be carried out, what is due first before the rest. */
export const OpenRequestsAnswer = z.object({ requests: z.array(z.object(shownRequest)) });

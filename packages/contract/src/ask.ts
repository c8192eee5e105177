import { z } from "zod";
import { Case } from "./case.ts";
import { described } from "./described.ts";
import { Fact } from "./fact.ts";
import { dayStamp, Text } from "./text.ts";

const { pack, as_of, params, facts, benefits } = Case.shape;

export const AskRequest = z
  .strictObject({
    pack,
    as_of,
    params,
    facts,
    benefits,
    skipped: z
      .array(z.string())
      .max(1000)
      .optional()
      .meta(described("问过但没有回答的事项，不再问。", "Facts that were asked and left unanswered; they are not asked again.")),
    audience: z
      .enum(["citizen", "officer"])
      .optional()
      .meta(
        described(
          "谁来回答：群众（默认）不问须由工作人员认定的事项。",
          "Who answers: a citizen (the default) is not asked what an officer has to judge.",
        ),
      ),
  })
  .meta({ id: "AskRequest", ...described("到目前为止知道的。", "What is known so far.") });

export const AskAnswer = z
  .object({
    ...dayStamp,
    done: z
      .boolean()
      .meta(
        described(
          "没有可问的了；结论请用 /api/decide。",
          "Nothing that may be asked can change an answer any more; /api/decide gives the answers.",
        ),
      ),
    question: z
      .object({
        screen: z.string().meta(described("问题页代码。", "The screen's key.")),
        text: Text,
        help: Text.optional(),
        why: Text.optional(),
        facts: z.array(Fact).meta(described("这一页要问的事项。", "The facts that this screen asks.")),
        touches: z.int().meta(described("答案可能影响几项待遇。", "How many benefits the answer may change.")),
        unsettled: z.int().meta(described("还有几项待遇没有结论。", "How many benefits are not settled yet.")),
      })
      .nullable()
      .meta(described("下一个最值得问的问题。", "The next best question.")),
  })
  .meta({ id: "AskAnswer", ...described("下一个问题，或者问完了。", "The next question, or that all is asked.") });

import { z } from "zod";
import { described } from "./described.ts";
import { dayStamp, Text } from "./text.ts";

type TextLine = { readonly text: { readonly zh: string; readonly en: string }; readonly under: readonly TextLine[] };

const TextLine: z.ZodType<TextLine> = z
  .object({
    text: Text,
    get under() {
      return z.array(TextLine).readonly();
    },
  })
  .meta({ id: "TextLine", ...described("一句话，和它下面的话。", "One sentence, and those below it.") });

const BenefitText = z
  .object({
    key: z.string(),
    title: Text,
    source: z.string(),
    sections: z.array(z.object({ heading: Text, lines: z.array(TextLine) })),
  })
  .meta({ id: "BenefitText", ...described("一项待遇，写成文字。", "One benefit in words.") });

export const TextsAnswer = z
  .object({
    ...dayStamp,
    title: Text,
    general: z.array(Text).meta(described("对所有待遇都适用的话。", "What holds for every benefit.")),
    terms: z.array(TextLine).meta(described("用语。", "Terms.")),
    measures: z
      .array(z.object({ number: z.int(), title: Text, benefits: z.array(BenefitText) }))
      .meta(described("按措施排列。", "Measure by measure.")),
  })
  .meta({ id: "TextsAnswer", ...described("规则写成的文字。", "The rules in sentences.") });

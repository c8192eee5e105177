import { z } from "zod";
import { described } from "./described.ts";

const pack = z.string().meta({ ...described("文件代码。", "The pack."), example: "leshan-2023" });
const as_of = z
  .string()
  .optional()
  .meta({
    ...described("哪一天，如 2024-03-01；省略则为今天（中国时间）。", "The day, such as 2024-03-01; today in China where left out."),
    example: "2024-06-01",
  });

export const PackAddress = z.object({ pack });
export const BenefitAddress = z.object({
  pack,
  benefit: z.string().meta({ ...described("待遇的代码或编号。", "The benefit's key or number."), example: "nursing_subsidy_level_1" }),
});
export const NoQuery = z.strictObject({});
export const DayQuery = z.strictObject({ as_of });
export const TextsQuery = z.strictObject({
  as_of,
  benefit: z
    .string()
    .optional()
    .meta({
      ...described("只要这一项待遇；省略则全文。", "Only this benefit; the whole document where left out."),
      example: "nursing_subsidy_level_1",
    }),
});

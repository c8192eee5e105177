import { z } from "zod";
import { described } from "./described.ts";
import { Day, Period, Text } from "./text.ts";

const summary = {
  id: z.string().meta(described("文件代码。", "The pack's id.")),
  version: z.string().meta(described("版本。", "The version.")),
  hash: z.string().meta(described("规则内容的 SHA-256。", "SHA-256 of all that the rules were made from.")),
  title: Text,
  document: z
    .object({ number: z.string().nullable(), title: z.string().nullable(), issuer: Text.nullable(), issued: Day.nullable() })
    .meta(described("原文件的文号、标题、发文单位和日期。", "The document's number, title, issuer and date.")),
  region: z.object({ code: z.string(), text: Text.nullable() }).nullable().meta(described("适用的地区。", "The region that it is for.")),
  in_force: Period,
};

export const PackSummary = z
  .object({ ...summary, benefits: z.int().meta(described("待遇的项数。", "How many benefits it has.")) })
  .meta({ id: "PackSummary", ...described("一份文件。", "One document.") });

export const PacksAnswer = z
  .object({ packs: z.array(PackSummary) })
  .meta({ id: "PacksAnswer", ...described("已安装的文件。", "The installed packs.") });

export const PackAnswer = z
  .object({
    ...summary,
    extends: z
      .array(z.object({ id: z.string(), title: Text, number: z.string().nullable() }))
      .meta(described("以哪些文件为基础。", "The packs that it extends.")),
    repeals: z
      .array(z.object({ pack: z.string(), from: Day }))
      .meta(described("从哪天起替代哪些文件。", "Which packs it replaces, and from when.")),
    places: z
      .array(z.object({ code: z.string(), text: Text }))
      .meta(described("当地可选的地方。", "The places that people of this region choose among.")),
    measures: z
      .array(z.object({ number: z.int(), title: Text, benefits: z.array(z.string()) }))
      .meta(described("措施和各自的待遇。", "The measures and their benefits.")),
    definitions: z
      .array(z.object({ name: z.string(), text: Text, source: z.string(), reading: z.int().nullable() }))
      .meta(described("文件定义的人群。", "The groups that the document names.")),
    readings: z
      .array(z.object({ number: z.int(), clause: z.string(), text: Text }))
      .meta(described("原文没有写清时的理解。", "How the text is read where it is silent.")),
    clauses: z
      .array(z.object({ pack: z.string(), clause: z.string(), text: Text, grants: z.array(z.string()), none: Text.nullable() }))
      .meta(described("每个条款和它给出的待遇；没有待遇的写明原因。", "Every clause and the benefits that it grants, or why none.")),
  })
  .meta({ id: "PackAnswer", ...described("一份文件的全部结构。", "One document with its parts.") });

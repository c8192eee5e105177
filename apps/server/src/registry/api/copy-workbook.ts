import type { Permission } from "../../platform/guard.ts";
import { workbookBytes, type Column, type Value } from "../../platform/workbook/index.ts";
import { ownAreaList } from "../area/area-list.ts";
import { partTexts } from "../change/part-texts.ts";
import { factWords } from "../export/fact-words.ts";
import { sourceOf } from "../record/source.ts";
import type { Registry } from "../registry.ts";
import type { FileCopy } from "../request/take-copy.ts";
import { shownRecord, shownValue } from "./shown.ts";

const columns: readonly Column[] = [
  { header: "类别", kind: "text", width: 20 },
  { header: "事项", kind: "text", width: 28 },
  { header: "内容", kind: "text", width: 44 },
  { header: "来源", kind: "text", width: 18 },
  { header: "从哪天起", kind: "day", width: 14 },
  { header: "到哪天止（不含）", kind: "day", width: 18 },
  { header: "登记时间", kind: "text", width: 20 },
];

/** 个人信息副本 as a workbook for Excel and WPS: everything that the register believes of somebody, one thing a row; whoever takes it is shown in it what they are shown of the file. */
export function copyWorkbook(
  copy: FileCopy,
  registry: Registry,
  { sees, by }: Pick<Permission, "sees" | "by">,
): AsyncGenerator<Uint8Array> {
  const rows = rowsOf(copy, registry, sees);
  const at = minuteOf(copy.takenAt);
  const mark = { by, at, number: `请求${copy.requestId}`, reason: "个人信息副本（个人信息保护法第四十五条）" };
  return workbookBytes({
    title: "个人信息副本",
    mark,
    columns,
    count: rows.length,
    rows: each(rows),
    explanation: [
      ["内容", `档案${copy.fileId}中现在认定的全部内容，含各个时期的；不含已经更正的旧内容（可在“变化”里查看）`],
      ["取出人", by],
      ["取出时间", at],
      ["请求编号", String(copy.requestId)],
      ["遮盖", "带星号的内容按取出人的岗位遮盖；本人登录取出的副本是完整的"],
      ["其他人", "家庭成员、监护人等只写档案编号，不写他们的个人信息"],
      ["证明材料", "这里只列名称，原件可在档案里打开"],
    ],
  });
}

function rowsOf(copy: FileCopy, registry: Registry, sees: Permission["sees"]): readonly (readonly Value[])[] {
  const areas = ownAreaList();
  const facts = new Map(registry.vocabulary.facts.map((fact) => [fact.name, fact]));
  const records = copy.records.flatMap((record) => {
    const shown = shownRecord(record, registry, sees);
    if (shown === null) return [];
    const { kindText, sourceText, validFrom, validTo, recordedAt, body } = shown;
    return Object.entries(body).map(([name, value]) => {
      const fact = facts.get(name);
      const [label, said] = fact ? [fact.label.zh, factWords(fact, value, areas)] : [kindText.zh, detail(value)];
      return [kindText.zh, label, String(said), sourceText.zh, validFrom, validTo, minuteOf(recordedAt)];
    });
  });
  const values = copy.values.flatMap((value) =>
    shownValue(value, sees).map(({ text, validFrom, validTo }) => {
      const label = partTexts[value.kind].zh;
      return [label, label, text, sourceOf(value.source).text.zh, validFrom, validTo, minuteOf(value.recordedAt)];
    }),
  );
  const relations = copy.relations.map(({ kind, subjectId, otherId, role, source, validFrom, validTo, recordedAt }) => {
    const whose = subjectId === copy.fileId ? `档案${otherId}` : `是档案${subjectId}的${partTexts[kind].zh}`;
    return [
      "关系",
      partTexts[kind].zh,
      role === null ? whose : `${whose}（${role}）`,
      sourceOf(source).text.zh,
      validFrom,
      validTo,
      minuteOf(recordedAt),
    ];
  });
  const documents = copy.attachments.map(({ name, expiresOn, addedAt }) => [
    "证明材料",
    "名称",
    name,
    "",
    null,
    expiresOn,
    minuteOf(addedAt),
  ]);
  return [...records, ...values, ...relations, ...documents];
}

/** What is no fact of the vocabulary: a name, or whether all members of a household are known. */
function detail(value: string | number | boolean): string {
  return typeof value === "boolean" ? (value ? "是" : "否") : String(value);
}

/** An instant in China: `2026-11-25 12:00`. */
function minuteOf(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

async function* each(rows: readonly (readonly Value[])[]): AsyncGenerator<readonly Value[]> {
  yield* rows;
}

import { approveMerge, askMerge, askUnmerge } from "../../src/registry/index.ts";
import type { PartKey } from "../../src/registry/duplicate/merged-files.ts";
import { chief, clerk, record, type changeOffice } from "./change-office.ts";

/** Those who merge two files of one person and take it back, in an office of its own. */
export function mergingOffice(office: ReturnType<typeof changeOffice>, reason: string) {
  /** Two files of one person: the second has a certificate and a telephone of its own, and no allowance. */
  async function twoFiles() {
    const kept = await office.somebody({ phone: "13800000001" });
    const gone = await office.somebody({ phone: "13800000002", name: "贺兰京" });
    await office.change(
      kept.id,
      record("hardship.subsistence_allowance", "civil-affairs", "2024-01-01", { "hardship.subsistence_allowance": true }),
    );
    return { kept, gone };
  }
  const ask = (survivorId: number, otherId: number, takes: readonly PartKey[] = [], actor = clerk) =>
    askMerge(office.tools, actor, { survivorId, otherId, takes, reason });
  const merge = async (survivorId: number, otherId: number, takes: readonly PartKey[] = []) => {
    const request = await ask(survivorId, otherId, takes);
    await approveMerge(office.tools, chief, request);
    return request;
  };
  const unmerge = async (request: number, takes: readonly PartKey[] = []) => {
    const undoing = await askUnmerge(office.tools, clerk, request, { takes, reason: "其实是两个人" });
    await approveMerge(office.tools, chief, undoing);
  };
  /** What a file says, without the numbers under which it is kept. */
  async function said(id: number) {
    const file = await office.file(id);
    return {
      name: file.name,
      area: [file.subject.area, file.subject.otherArea],
      mergedInto: file.subject.mergedInto,
      facts: file.facts,
      values: file.values.map(({ kind, text, source, validFrom }) => [kind, source, text, validFrom]),
      records: [...file.records]
        .sort(([one], [two]) => one.localeCompare(two))
        .map(([kind, all]) => [kind, all.map(({ source, body, validFrom, validTo }) => [source, body, validFrom, validTo])]),
      relations: file.relations.map(({ kind, subjectId, otherId, role, validFrom }) => [kind, subjectId, otherId, role, validFrom]).sort(),
    };
  }
  return { twoFiles, ask, merge, unmerge, said };
}

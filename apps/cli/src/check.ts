import { openPacks } from "@huican/engine";
import {
  checkCaseCoverage,
  checkCompilation,
  compilePack,
  isBase,
  judgementCount,
  packIds,
  readWorkedCases,
  runWorkedCases,
  type Fault,
  type PackFile,
} from "@huican/engine/compile";
import { ownFolders, readPackFiles, sha256 } from "@huican/server/commands";
import { Command } from "commander";
import { printFaults } from "./faults.ts";
import { both, styled } from "./output.ts";
import { UsageError } from "./usage-error.ts";

type Report = {
  readonly id: string;
  readonly benefits: number;
  readonly clauses: number;
  readonly judged: number;
  readonly conditions: number;
  readonly cases: number;
  readonly faults: readonly Fault[];
};

/** `huican check`: everything that is wrong with the packs, their coverage of the documents, and their worked cases. */
export function checkCommand(): Command {
  return new Command("check")
    .description(both("检查规则文件并运行案例", "check the packs and run their worked cases"))
    .argument("[pack]", both("只检查这一份", "only this pack"))
    .option("--folder <path>", both("规则文件夹，默认为本项目的 packs", "the folder of packs, this project's by default"))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((id: string | undefined, flags: { readonly folder?: string; readonly json?: true }) => {
      const files = readPackFiles(flags.folder ?? ownFolders.packs);
      const ids = packIds(files).filter((candidate) => !isBase(files, candidate));
      if (id !== undefined && !ids.includes(id))
        throw new UsageError(`没有文件“${id}”。已有：${ids.join("、")}。`, `There is no pack "${id}". Installed: ${ids.join(", ")}.`);
      const reports = (id === undefined ? ids : [id]).map((each) => checkPack(files, each));
      if (flags.json) console.log(JSON.stringify(reports, null, 2));
      else for (const report of reports) print(report);
      process.exitCode = reports.some((report) => report.faults.length > 0) ? 1 : 0;
    });
}

function checkPack(files: readonly PackFile[], id: string): Report {
  const { compilation, faults: shape } = compilePack(files, id, { sha256 });
  const caseFaults: Fault[] = [];
  const cases = readWorkedCases(files, id, caseFaults);
  if (!compilation) return { id, benefits: 0, clauses: 0, judged: 0, conditions: 0, cases: cases.length, faults: shape };
  const { pack } = compilation;
  const { judged, all } = judgementCount(pack);
  const faults = [...shape, ...caseFaults];
  if (shape.length === 0) {
    faults.push(...checkCompilation(compilation));
    const opened = openPacks([pack]).get(id);
    if (opened) faults.push(...runWorkedCases(opened, cases), ...checkCaseCoverage(compilation, opened, cases));
  }
  return { id, benefits: pack.benefits.length, clauses: pack.clauses.length, judged, conditions: all, cases: cases.length, faults };
}

function print(report: Report): void {
  const status =
    report.faults.length === 0
      ? styled("green", both("✓ 没有问题", "no faults"))
      : styled("red", both(`✗ ${report.faults.length}处问题`, `${report.faults.length} faults`));
  console.log(`${styled("bold", report.id)}  ${status}`);
  console.log(
    `  ${report.benefits} ${both("项待遇", "benefits")} · ${report.clauses} ${both("条款", "clauses")} · ${report.cases} ${both("个案例", "worked cases")}`,
  );
  console.log(
    `  ${both(`${report.conditions}个条件中有${report.judged}个须由工作人员判断`, `${report.judged} of ${report.conditions} conditions rest on an officer's judgement`)}`,
  );
  printFaults(report.faults, process.stdout);
}

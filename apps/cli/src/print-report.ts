import type { Report } from "./check-pack.ts";
import { printFaults } from "./faults.ts";
import { both, styled } from "./output.ts";

/**
 * Prints what a check found: the counts, then each fault with its place and remedy.
 * @param most how many faults are printed; the others are counted
 */
export function printReport(report: Report, locate: (path: string) => string, most = Number.POSITIVE_INFINITY): void {
  const { faults } = report;
  const status =
    faults.length === 0
      ? styled("green", both("✓ 没有问题", "no faults"))
      : styled("red", both(`✗ ${faults.length}处问题`, `${faults.length} faults`));
  console.log(`${styled("bold", report.id)}  ${status}`);
  console.log(
    `  ${report.benefits} ${both("项待遇", "benefits")} · ${report.clauses} ${both("条款", "clauses")} · ${report.cases} ${both("个案例", "worked cases")}`,
  );
  console.log(
    `  ${both(`${report.conditions}个条件中有${report.judged}个须由工作人员判断`, `${report.judged} of ${report.conditions} conditions rest on an officer's judgement`)}`,
  );
  printFaults(faults.slice(0, most), process.stdout, locate);
  if (faults.length > most)
    console.log(
      `  ${both(`……另有${faults.length - most}处，先改上面的`, `and ${faults.length - most} more; correct the ones above first`)}`,
    );
}

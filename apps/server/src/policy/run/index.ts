import type { Program } from "@huican/engine";
import type { RowFault, RunOptions, RunReport } from "./run-file.ts";

export type { RowFault, RunOptions, RunProgress, RunReport } from "./run-file.ts";

/** Decides everybody in a file. DuckDB and the reader of workbooks are loaded only now: most commands do without. */
export async function runFile(program: Program, options: RunOptions, onFaults: (faults: readonly RowFault[]) => void): Promise<RunReport> {
  const { runFile: run } = await import("./run-file.ts");
  return run(program, options, onFaults);
}

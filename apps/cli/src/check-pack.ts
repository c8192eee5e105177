import { openPacks } from "@huican/engine";
import {
  checkCaseCoverage,
  checkCompilation,
  compilePack,
  judgementCount,
  readWorkedCases,
  runWorkedCases,
  type Fault,
  type PackFile,
} from "@huican/engine/compile";
import { sha256 } from "@huican/server/commands";

/** What a check of one pack found. */
export type Report = {
  readonly id: string;
  readonly benefits: number;
  readonly clauses: number;
  readonly judged: number;
  readonly conditions: number;
  readonly cases: number;
  readonly faults: readonly Fault[];
  /** The folders that the pack was made from: its own, those it extends, the vocabulary. */
  readonly folders: readonly string[];
};

/** Compiles a pack, looks at its rules together, runs its worked cases and looks for what they leave untried. Never throws for what stands in the files. */
export function checkPack(files: readonly PackFile[], id: string): Report {
  const { compilation, faults: shape } = compilePack(files, id, { sha256 });
  const caseFaults: Fault[] = [];
  const cases = readWorkedCases(files, id, caseFaults);
  const found = [...shape, ...caseFaults];
  // Where the YAML itself is broken, everything else that seems wrong may only follow from that.
  const broken = found.filter(({ code }) => code === "yaml");
  if (!compilation) return { id, benefits: 0, clauses: 0, judged: 0, conditions: 0, cases: cases.length, faults: found, folders: [] };
  const { pack, lineage } = compilation;
  if (shape.length === 0 && broken.length === 0) {
    found.push(...checkCompilation(compilation));
    const opened = openPacks([pack]).get(id);
    if (opened) found.push(...runWorkedCases(opened, cases), ...checkCaseCoverage(compilation, opened, cases));
  }
  const { judged, all } = judgementCount(pack);
  return {
    id,
    benefits: pack.benefits.length,
    clauses: pack.clauses.length,
    judged,
    conditions: all,
    cases: cases.length,
    faults: broken.length > 0 ? broken : found,
    folders: ["vocabulary", ...lineage.map((each) => each.id)],
  };
}

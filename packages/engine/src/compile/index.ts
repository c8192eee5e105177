/** Reading packs: YAML and CEL to a compiled pack, and everything that can be wrong with them. */
export { checkCaseCoverage } from "./case-coverage.ts";
export { checkCompilation, judgementCount } from "./check.ts";
export { compilePack, isBase, packIds, type Compilation, type CompileOptions } from "./compile-pack.ts";
export type { Fault, FaultCode } from "./fault.ts";
export type { PackFile } from "./source.ts";
export { readEverydayWords } from "./read-everyday-words.ts";
export { readWorkedCases, runWorkedCases, type WorkedCase } from "./worked-case.ts";

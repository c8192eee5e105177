export { runFile, type RowFault, type RunOptions, type RunProgress, type RunReport } from "./run-file.ts";

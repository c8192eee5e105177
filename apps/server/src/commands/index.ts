/** What the command line needs of the server. */
export { Refusal } from "../platform/refusal.ts";
export { loadPacks, ownFolders, readPackFiles, sha256, type LoadedPacks, type PackFolders } from "../policy/index.ts";
export { runFile, type RowFault, type RunOptions, type RunProgress, type RunReport } from "../policy/index.ts";

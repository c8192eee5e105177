export { readPackFiles, sha256 } from "./pack-files.ts";
export { loadPacks, ownFolders, type LoadedPacks, type PackFolders } from "./pack-library.ts";
export { runFile, type RowFault, type RunOptions, type RunProgress, type RunReport } from "./run/index.ts";

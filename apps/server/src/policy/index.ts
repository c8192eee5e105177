export { layPackFiles, readPackFiles, sha256, type LaidPackFiles } from "./pack-files.ts";
export { loadPacks, loadPacksWith, ownFolders, vocabularyOf, type LoadedPacks, type PackFolders } from "./pack-library.ts";
export { runFile, type RowFault, type RunOptions, type RunProgress, type RunReport } from "./run/index.ts";

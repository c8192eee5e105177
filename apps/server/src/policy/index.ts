export { layPackFiles, readPackFiles, sha256, type LaidPackFiles } from "./pack-files.ts";
export { loadPacks, loadPacksWith, ownFolders, type LoadedPacks, type PackFolders } from "./pack-library.ts";

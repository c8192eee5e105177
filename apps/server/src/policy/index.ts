export { readPackFiles, sha256 } from "./pack-files.ts";
export { loadPacks, ownFolders, type LoadedPacks, type PackFolders } from "./pack-library.ts";

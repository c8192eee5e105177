export { compileAll, loadPacks, ownFolders, readPackFiles, sha256, type LoadedPacks, type PackFolders } from "./pack-library.ts";

/** What the command line needs of the server: so far only the packs. */
export { loadPacks, ownFolders, readPackFiles, sha256, type LoadedPacks, type PackFolders } from "../policy/index.ts";

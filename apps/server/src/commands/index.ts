/** What the command line needs of the server: so far only the packs. */
export {
  layPackFiles,
  loadPacks,
  loadPacksWith,
  ownFolders,
  readPackFiles,
  sha256,
  type LaidPackFiles,
  type LoadedPacks,
  type PackFolders,
} from "../policy/index.ts";

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compilePack, isBase, packIds, type Compilation, type PackFile } from "../src/compile/index.ts";
import { sha256 } from "./mini-pack.ts";

const folder = join(import.meta.dirname, "../../../packs");

/** Every file of the real packs. */
export const packFiles: readonly PackFile[] = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".yaml"))
  .sort()
  .map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join(folder, path), "utf8") }));

/** The ids of the documents. */
export const documentIds: readonly string[] = packIds(packFiles).filter((id) => !isBase(packFiles, id));

/** A real pack, compiled. */
export function compiled(id: string): Compilation {
  const { compilation, faults } = compilePack(packFiles, id, { sha256 });
  if (!compilation || faults.length > 0) throw new Error(JSON.stringify(faults, null, 1));
  return compilation;
}

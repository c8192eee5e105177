import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Encoding } from "../platform/compression.ts";

type BuiltFile = { readonly type: string; readonly packed: Readonly<Record<Encoding, Uint8Array<ArrayBuffer>>> };

/** The desk as it was built: its one page, and its files by their names, packed when it was built. */
export type BuiltDesk = { readonly page: string; readonly files: ReadonlyMap<string, BuiltFile> };

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
};

const ownFolder = fileURLToPath(new URL("../../../desk/dist/", import.meta.url));

/** @returns null where it was not built */
export function readBuiltDesk(folder = ownFolder): BuiltDesk | null {
  const pagePath = join(folder, "index.html");
  if (!existsSync(pagePath)) return null;
  const read = (name: string) => new Uint8Array(readFileSync(join(folder, "assets", name)));
  const files = readdirSync(join(folder, "assets")).flatMap((name): readonly (readonly [string, BuiltFile])[] => {
    const type = types[extname(name)];
    if (type === undefined) return [];
    return [[name, { type, packed: { identity: read(name), br: read(`${name}.br`), gzip: read(`${name}.gz`) } }]];
  });
  return { page: readFileSync(pagePath, "utf8"), files: new Map(files) };
}

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** What the author of a new pack has said about it. */
export type NewPack = {
  readonly id: string;
  readonly extended: string;
  readonly region: string;
  readonly zh: string;
  readonly en: string;
  /** The first number that is free for its readings. */
  readonly reading: number;
};

const templates = join(import.meta.dirname, "../templates/pack");
const schemas = join(import.meta.dirname, "../../../packages/engine/schema");

/** The files of a new pack. Each begins with the line by which editors find its JSON Schema from where it will lie. */
export function skeleton(pack: NewPack, folder: string): readonly { readonly path: string; readonly text: string }[] {
  const values: Readonly<Record<string, string>> = {
    id: pack.id,
    extends: pack.extended,
    region: pack.region,
    zh: JSON.stringify(pack.zh),
    en: JSON.stringify(pack.en),
    reading: String(pack.reading),
    elsewhere: pack.region.startsWith("11") ? "310101" : "110101",
  };
  return readdirSync(templates, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => {
      const path = `${pack.id}/${name.split(sep).join("/")}`;
      const template = readFileSync(join(templates, name), "utf8");
      const text = template.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? "");
      return { path, text: `# yaml-language-server: $schema=${schemaFrom(join(folder, path))}\n${text}` };
    });
}

/** The schema of a file of a pack, as a path from that file. */
function schemaFrom(path: string): string {
  const name = path.endsWith(".cases.yaml")
    ? "cases"
    : /[\\/]measures[\\/]/.exec(path)
      ? "measure"
      : (/(\w+)\.yaml$/.exec(path)?.[1] ?? "");
  return relative(join(path, ".."), join(schemas, `${name}.schema.json`))
    .split(sep)
    .join("/");
}

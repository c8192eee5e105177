import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

/** A source file: its path from the root of the project, and its text. */
export type SourceText = { readonly path: string; readonly text: string };

/** An import that the map does not allow. */
export type Violation = { readonly from: string; readonly to: string; readonly why: string };

/**
 * The dependency map. A place is a folder; what it may import is other places, packages of npm, or `node:`. Arrows go one way. Widening it is a
 * decision, made here with a reason.
 */
export const map: Readonly<Record<string, { readonly may: readonly string[]; readonly why: string }>> = {
  // Evaluation has no dependency at all: that is what proves that it is pure, and lets anyone audit it alone.
  "packages/engine/src": { may: [], why: "evaluation has no dependency, no input or output and no clock" },
  // Reading packs needs YAML and CEL parsing, nothing else.
  "packages/engine/src/compile": {
    may: ["packages/engine/src", "yaml", "@marcbachmann/cel-js"],
    why: "reading packs has two dependencies",
  },
  "packages/engine/src/diagram": { may: ["packages/engine/src"], why: "diagrams are part of evaluation" },
  "packages/engine/src/population": {
    may: ["packages/engine/src", "packages/engine/src/diagram"],
    why: "plans and columns are evaluation for many people at once",
  },
  "packages/engine/src/sql": {
    may: ["packages/engine/src", "packages/engine/src/diagram", "packages/engine/src/population"],
    why: "a backend writes a plan as text",
  },
  "packages/engine/src/diff": { may: ["packages/engine/src", "packages/engine/src/diagram"], why: "documents compared by their diagrams" },
  "packages/engine/src/text": { may: ["packages/engine/src"], why: "rules in words" },
  // What crosses the wire is described with nothing of ours, so that a client may take it alone.
  "packages/contract/src": { may: ["zod"], why: "the contract depends on nothing but its schemas" },
  // The platform knows nothing of disability.
  "apps/server/src/platform": {
    may: [
      "node:",
      "hono",
      "hono/*",
      "pino",
      "rate-limiter-flexible",
      "zod",
      "kysely",
      "pg",
      "@electric-sql/pglite",
      "@electric-sql/pglite-socket",
      "sm-crypto-v2",
      // Workbooks are made for whatever module lists something: hucre writes all but the rows, fflate opens and packs the archive around them.
      "hucre/xlsx",
      "fflate",
    ],
    why: "the platform imports no module",
  },
  "apps/server/src/policy": {
    may: [
      "node:",
      "@huican/engine",
      "@huican/engine/compile",
      "apps/server/src/platform",
      "apps/server/src/policy/run/index.ts",
      "apps/server/src/policy/register/index.ts",
    ],
    why: "policy runs the engine",
  },
  // HTTP stands in a folder of its own: the command line reads packs through `policy/index.ts` and loads none of it.
  "apps/server/src/policy/api": {
    may: [
      "node:",
      "hono",
      "hono/*",
      "@hono/zod-openapi",
      "@huican/contract",
      "@huican/engine",
      "@huican/engine/text",
      "apps/server/src/platform",
      "apps/server/src/policy/pack-files.ts",
    ],
    why: "the API answers from packs",
  },
  "apps/server/src/policy/run": {
    may: ["node:", "@duckdb/node-api", "hucre/*", "@huican/engine", "@huican/engine/sql", "apps/server/src/platform"],
    why: "rules over files: tables and spreadsheets are read and written here",
  },
  "apps/server/src/site": {
    may: [
      "node:",
      "hono",
      "hono/*",
      "@huican/contract",
      "@huican/engine",
      "apps/server/src/policy/index.ts",
      "apps/server/src/policy/api/index.ts",
      // What scripts and cookies bring back is looked at before it is used.
      "zod",
      // The pages of signing in are pages of the site: the same frame, languages and ways of reading.
      "apps/server/src/access/index.ts",
      "apps/server/src/platform",
      "apps/server/src/site/policies/index.ts",
      // A code that leads from paper to the site.
      "qrcode",
    ],
    why: "the site reads faces of modules",
  },
  "apps/server/src/site/policies": {
    may: [
      "hono",
      "hono/*",
      "minisearch",
      "@huican/engine",
      "@huican/engine/diff",
      "@huican/engine/text",
      "apps/server/src/platform",
      "apps/server/src/site",
    ],
    why: "pages about documents say in words what the engine computes, and search them",
  },
  // The desk is built apart; the server hands out what was built, to whoever is signed in.
  "apps/server/src/desk": {
    may: ["node:", "hono", "hono/*", "apps/server/src/access/index.ts", "apps/server/src/access/door/index.ts", "apps/server/src/platform"],
    why: "the desk is files behind the sign-in",
  },
  "apps/server/src/registry": {
    may: [
      "node:",
      "kysely",
      "zod",
      "pinyin-pro",
      "hucre/*",
      // What a file is tells its content, not its name: the signatures of formats are kept by others.
      "file-type",
      "@huican/engine",
      "apps/server/src/platform",
      "apps/server/src/registry/sample",
    ],
    why: "the register keeps people; it knows no document and no other module",
  },
  "apps/server/src/access": {
    may: [
      "node:",
      "hono",
      "hono/*",
      "kysely",
      "zod",
      "yaml",
      "otplib",
      "openid-client",
      "@simplewebauthn/server",
      // Names of routes and shapes that cross the wire.
      "@huican/contract",
      "apps/server/src/platform",
    ],
    why: "who may do what is known apart from every module that does it",
  },
  "apps/server/src/exchange": {
    may: ["node:", "kysely", "zod", "yaml", "hucre/*", "@huican/engine", "apps/server/src/platform", "apps/server/src/registry/index.ts"],
    why: "lists from elsewhere come into the register through its face",
  },
  "apps/server/src/exchange/api": {
    may: ["hono", "@huican/contract", "apps/server/src/platform", "apps/server/src/exchange", "apps/server/src/registry/index.ts"],
    why: "the door to lists from elsewhere",
  },
  // HTTP stands in a folder of its own: the command line reads the register through `registry/index.ts` and loads none of it.
  "apps/server/src/registry/api": {
    may: ["hono", "@huican/contract", "@huican/engine", "apps/server/src/platform", "apps/server/src/registry"],
    why: "the register's door",
  },
  "apps/server/src/policy/register/api": {
    may: [
      "hono",
      "@huican/contract",
      "@huican/engine",
      "apps/server/src/platform",
      "apps/server/src/policy/register",
      "apps/server/src/registry/index.ts",
    ],
    why: "the door to what documents grant to a registered person",
  },
  // Invented people come from a seed alone: no database, no clock, and nothing of the module but what a source is called.
  "apps/server/src/registry/sample": {
    may: ["@huican/engine", "apps/server/src/registry"],
    why: "the sample is made of a seed and a day",
  },
  "apps/server/src/policy/register": {
    may: ["@huican/engine", "@huican/engine/sql", "kysely", "apps/server/src/platform", "apps/server/src/registry/index.ts"],
    why: "rules for one registered person and for the whole register",
  },
  "apps/server/src/commands": {
    // Operators see what documents grant to a registered person: the engine's types come with the answer.
    may: [
      "node:",
      "@huican/engine",
      "apps/server/src/policy/index.ts",
      "apps/server/src/policy/register/index.ts",
      "apps/server/src/registry/index.ts",
      "apps/server/src/access/index.ts",
      "apps/server/src/exchange/index.ts",
      // A new key seals anew what every module holds: which tables that are is said once.
      "apps/server/src/sealed-tables.ts",
      "apps/server/src/platform",
    ],
    why: "commands are one door to the modules",
  },
  "apps/server/src": {
    may: ["node:", "hono", "hono/*", "@hono/node-server", "@huican/contract", "@huican/engine", "apps/server/src/*"],
    why: "app.ts sees every module",
  },
  "apps/cli/src": {
    may: [
      "node:",
      "commander",
      "@clack/prompts",
      "@huican/engine",
      "@huican/engine/compile",
      "@huican/engine/diff",
      "@huican/engine/sql",
      "@huican/engine/text",
      "@huican/server/commands",
    ],
    why: "the command line uses the engine, and the server only through its commands",
  },
  // Staff's screens know what crosses the wire and nothing of the server. Their looks are tokens that the site has too.
  "apps/desk/src": {
    may: [
      "react",
      // A list on paper is drawn at once, beside the page that is not printed.
      "react-dom",
      "react-dom/client",
      "react-aria-components/*",
      "@tanstack/react-query",
      "@tanstack/react-router",
      // A list of a city has 130,000 lines: only those in sight are drawn.
      "@tanstack/react-virtual",
      "zod",
      "@huican/contract",
      "@huican/engine",
      "@huican/look/tokens.css",
    ],
    why: "the desk sees the contract and the engine",
  },
};

/** Calls that read a clock, chance or the outside: the engine's evaluation and compilation have none. */
const impure = /\b(Date\.now|new Date\b|Math\.random|performance\.now|process\.|fetch\(|setTimeout|globalThis\.)/;

/** Every TypeScript source below some folders, tests left out. */
export function sourcesBelow(root: string, folders: readonly string[]): readonly SourceText[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".test.ts"))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: relative(root, path).replaceAll("\\", "/"), text: readFileSync(path, "utf8") })),
  );
}

/** The specifiers that a source imports, statically, dynamically or by re-export. */
export function importsOf(text: string): readonly string[] {
  const withoutComments = text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g, "");
  const statements = withoutComments.matchAll(/^\s*(?:import|export)\b(?:[^;"'=]*?\bfrom)?\s*(["'])([^"'\n]+)\1/gm);
  const calls = withoutComments.matchAll(/\bimport\(\s*(["'])([^"'\n]+)\1/g);
  return [...statements, ...calls].map((match) => match[2] ?? "");
}

/** The place of the map that a file belongs to: the longest that fits. */
function placeOf(path: string): string | undefined {
  return Object.keys(map)
    .filter((place) => path.startsWith(`${place}/`))
    .sort((a, b) => b.length - a.length)[0];
}

export function violationsIn(sources: readonly SourceText[]): readonly Violation[] {
  return sources.flatMap((source) => {
    const place = placeOf(source.path);
    if (!place) return [{ from: source.path, to: "", why: "no place in the map" }];
    const imports = importsOf(source.text).flatMap((specifier) => {
      const target = specifier.startsWith(".") ? normalize(join(dirname(source.path), specifier)).replaceAll("\\", "/") : specifier;
      return isAllowed(place, target) ? [] : [{ from: source.path, to: target, why: map[place]?.why ?? "" }];
    });
    const isPure = place.startsWith("packages/engine/") && impure.test(source.text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ""));
    return isPure ? [...imports, { from: source.path, to: "clock or outside", why: "the engine is pure" }] : imports;
  });
}

function isAllowed(place: string, target: string): boolean {
  const targetPlace = placeOf(target);
  if (targetPlace === place) return true;
  // Inside the engine's evaluation the folder of diagrams is a part of it.
  if (place === "packages/engine/src" && targetPlace === "packages/engine/src/diagram") return true;
  if (
    place === "packages/engine/src/compile" &&
    (targetPlace === "packages/engine/src/diagram" || targetPlace === "packages/engine/src/population")
  )
    return true;
  return (map[place]?.may ?? []).some((allowed) => {
    if (allowed === "node:") return target.startsWith("node:");
    if (allowed.endsWith("/*")) return target.startsWith(allowed.slice(0, -1));
    return target === allowed || targetPlace === allowed;
  });
}

/** A circle of imports among files, as a list of paths, or null. */
export function circleIn(sources: readonly SourceText[]): readonly string[] | null {
  const known = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    const source = known.get(path);
    for (const specifier of source ? valueImportsOf(source.text) : []) {
      if (!specifier.startsWith(".")) continue;
      const circle = visit(normalize(join(dirname(path), specifier)).replaceAll("\\", "/"), [...trail, path]);
      if (circle) return circle;
    }
    done.add(path);
    return null;
  };
  for (const path of known.keys()) {
    const circle = visit(path, []);
    if (circle) return circle;
  }
  return null;
}

/** Types vanish before anything runs, so they cannot make a circle. */
function valueImportsOf(text: string): readonly string[] {
  return importsOf(text.replaceAll(/\b(import|export) type [^;]*;/g, ""));
}

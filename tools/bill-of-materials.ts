import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..");

type Locked = {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
};
/** What `package-lock.json` holds, by where it lies. */
export type Lock = Readonly<Record<string, Locked>>;

/** A package of others that is shipped with the program. */
export type Shipped = { readonly name: string; readonly version: string; readonly licence: string | null };

type Component = { readonly "bom-ref": string; readonly name: string; readonly version: string };
/** A bill of materials in CycloneDX. */
export type Bill = {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
};

export function lockOf(): Lock {
  return (JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { packages: Lock }).packages;
}

/**
 * Every package that the program needs when it runs, with those that these bring, for every platform. Followed through the lock: `npm sbom --omit dev` leaves out whatever tests
 * need as well, and so the driver of the database.
 */
export function shippedPackages(lock: Lock): readonly Shipped[] {
  const seen = new Set<string>();
  const open = ["", ...Object.keys(lock).filter((at) => /^(apps|packages)\/[^/]+$/.test(at))];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = lock[at] as Locked;
    // What works without its peer brings none.
    const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) {
      const found = placeOf(lock, at, name);
      if (found !== null) open.push(found);
    }
  }
  return [...seen]
    .filter((at) => at.includes("node_modules/"))
    .map((at) => ({ at, ...(lock[at] as Locked) }))
    .map(({ at, name, version = "", license }) => ({ name: name ?? nameIn(at), version, licence: license ?? null }))
    .sort((a, b) => `${a.name}@${a.version}`.localeCompare(`${b.name}@${b.version}`, "en"));
}

/** Where a package is found from another, as Node looks: beside it, then further out. Null for a peer that nobody installed. */
function placeOf(lock: Lock, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")))) {
    const at = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    const found = lock[at];
    if (found) return found.link ? (found.resolved ?? null) : at;
    if (folder === "") return null;
  }
}

function nameIn(at: string): string {
  return at.slice(at.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** Which licences a shipped package may have. */
export function allowedLicences(): ReadonlySet<string> {
  const { allowed } = parse(readFileSync(join(import.meta.dirname, "licences.yaml"), "utf8")) as { allowed: Record<string, string> };
  return new Set(Object.keys(allowed));
}

/** The packages whose licence is none of those, or that name none. */
export function refusedLicences(packages: readonly Shipped[], allowed: ReadonlySet<string>): readonly Shipped[] {
  return packages.filter(({ licence }) => licence === null || !allowed.has(licence));
}

/** 软件物料清单: what npm writes of everything in the lock, without a network, cut down to what is shipped. */
export function billOfMaterials(): Bill {
  const npm = process.env["npm_execpath"];
  const [command, ...before] = npm?.endsWith(".js") ? [process.execPath, npm] : ["npm"];
  const asked = [...before, "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const text = execFileSync(command, asked, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return cutDown(JSON.parse(text) as Bill, shippedPackages(lockOf()));
}

/** A bill with some of its packages alone. npm names the whole after its folder: it gets its own name. */
function cutDown(bill: Bill, shipped: readonly Shipped[]): Bill {
  const names = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  const components = bill.components.filter(({ name, version }) => names.has(`${name}@${version}`));
  const whole = bill.metadata.component["bom-ref"];
  const kept = new Set([whole, ...components.map((component) => component["bom-ref"])]);
  return {
    ...bill,
    metadata: { ...bill.metadata, component: { ...bill.metadata.component, name: "huican" } },
    components,
    dependencies: bill.dependencies
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn = [] }) => ({
        ref,
        dependsOn: ref === whole ? [...kept].slice(1) : dependsOn.filter((each) => kept.has(each)),
      })),
  };
}

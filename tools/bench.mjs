// `npm run bench -- <name> [--json]`: prints the figures of one bench.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installMissing, lockedNode, root, run, stop } from "./bootstrap.mjs";

installMissing();
const [name, ...flags] = process.argv.slice(2);
const benches = readdirSync(join(root, "bench")).filter((folder) => existsSync(join(root, "bench", folder, "main.ts")));
if (!name || !benches.includes(name)) stop(`请指明要测什么：${benches.join("、")}`, `Name a bench: ${benches.join(", ")}`);
process.exit(run(lockedNode(), ["--expose-gc", join(root, "bench", name, "main.ts"), ...flags]));

// `npm run keep-schema`: a backup of the schema as it is now, for the drill of upgrades. Before the first migration that follows it.
import { join } from "node:path";
import { installMissing, lockedNode, root, run } from "./bootstrap.mjs";

installMissing();
process.exit(run(lockedNode(), [join(root, "tools/keep-schema.ts")]));

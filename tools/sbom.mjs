// `npm run sbom -- FILE`: the bill of materials of what is shipped, CycloneDX, made from package-lock.json without a network.
import { join } from "node:path";
import { installMissing, lockedNode, root, run } from "./bootstrap.mjs";

installMissing();
process.exit(run(lockedNode(), [join(root, "tools/write-sbom.ts"), ...process.argv.slice(2)]));

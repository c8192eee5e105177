// `npm run schema`: writes down what the migrations make together, after one was added.
import { join } from "node:path";
import { installMissing, lockedNode, root, run } from "./bootstrap.mjs";

installMissing();
process.exit(run(lockedNode(), [join(root, "tools/write-schema.ts")]));

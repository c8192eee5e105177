import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The tokens and the site's own rules, as one file. */
export const stylesheet = ["styles/tokens.css", "styles/site.css", "../policies/policies.css"]
  .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
  .join("\n");

/** Its address changes with its content, so that browsers may keep it for good. */
export const stylesheetPath = `/assets/site.${createHash("sha256").update(stylesheet).digest("hex").slice(0, 12)}.css`;

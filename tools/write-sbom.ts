import { writeFileSync } from "node:fs";
import { allowedLicences, billOfMaterials, lockOf, refusedLicences, shippedPackages } from "./bill-of-materials.ts";

/** Writes the bill of materials of a release; where a licence is not among those that are allowed, nothing. */
const shipped = shippedPackages(lockOf());
const refused = refusedLicences(shipped, allowedLicences());
for (const { name, version, licence } of refused)
  console.error(`${name}@${version}: 许可证不在 tools/licences.yaml 里 / its licence is not in tools/licences.yaml: ${licence ?? "—"}`);
if (refused.length > 0) process.exit(1);
const path = process.argv[2] ?? "sbom.json";
writeFileSync(path, `${JSON.stringify(billOfMaterials(), null, 2)}\n`);
console.log(`${path} ← ${shipped.length}`);

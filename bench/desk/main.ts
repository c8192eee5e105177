import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { printFigure, type Figure } from "../figure.ts";
import { measureAccessibility } from "./accessibility.ts";
import { measureClicks } from "./clicks.ts";
import { measureFirstScript, measureInteractive } from "./first-screen.ts";
import { measureHeap } from "./heap.ts";
import { measureImport } from "./import.ts";
import { onServedDesk, type ServedDesk } from "./served-desk.ts";
import { measureTyping } from "./typing.ts";

/**
 * How light and how fast the desk is for whoever works at it all day, on the sample district of 20,000 people; and how long a list of a city takes to come into the register.
 * `--only first,clicks` measures some parts; `HUICAN_DESK=http://localhost:8080` takes a demo that runs already, whose limits of reading have to be wide.
 */
const served: Readonly<Record<string, (desk: ServedDesk, print: (figure: Figure) => void) => unknown>> = {
  interactive: measureInteractive,
  clicks: measureClicks,
  typing: measureTyping,
  heap: measureHeap,
  accessibility: measureAccessibility,
};
const args = process.argv.slice(2);
const at = args.indexOf("--only");
const parts = new Set(at === -1 ? ["first", ...Object.keys(served), "import"] : (args[at + 1] ?? "").split(","));
const print = (figure: Figure) => printFigure(figure, args.includes("--json"));

if (
  spawnSync(process.execPath, [join(import.meta.dirname, "../../tools/build-desk.mjs")], { stdio: ["ignore", "ignore", "inherit"] })
    .status !== 0
)
  throw new Error("The desk was not built.");
if (parts.has("first")) measureFirstScript(print);
if (Object.keys(served).some((name) => parts.has(name)))
  await onServedDesk(async (desk) => {
    for (const [name, measure] of Object.entries(served)) if (parts.has(name)) await measure(desk, print);
  });
if (parts.has("import")) await measureImport(print);

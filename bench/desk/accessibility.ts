import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "../figure.ts";
import { developerPort, type ServedDesk } from "./served-desk.ts";

/** Fetched when it is asked for, and by nothing else: it would be a tenth of all that is installed. */
const lighthouse = "lighthouse@13.5.0";
const pages = [
  "/desk",
  "/desk/people",
  "/desk/people/list",
  "/desk/duplicates",
  "/desk/imports",
  "/desk/requests",
  "/desk/delegation",
  "/desk/glossary",
  "/desk/settings",
];

type Report = {
  readonly categories: { readonly accessibility: { readonly score: number } };
  readonly audits: Readonly<Record<string, { readonly score: number | null; readonly title: string }>>;
};

/** What another program says of how accessible the main pages are, of 100; the journeys ask for more (7:1, and what is opened on them). */
export async function measureAccessibility({ address }: ServedDesk, print: (figure: Figure) => void): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "huican-lighthouse-"));
  try {
    const reports: { readonly path: string; readonly report: Report }[] = [];
    for (const path of pages) reports.push({ path, report: await reportOn(`${address}${path}`, join(directory, "report.json")) });
    const scores = reports.map(({ report }) => report.categories.accessibility.score * 100);
    const faults = reports.flatMap(({ path, report }) => faultsOf(report).map((title) => `${path}: ${title}`));
    const reference = `least of ${pages.length} pages, ${lighthouse}${faults.length > 0 ? `; ${faults.join("; ")}` : ""}`;
    print({ figure: "desk.lighthouse_accessibility", value: Math.min(...scores), unit: "of 100", target: "≥ 100", reference });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function reportOn(url: string, path: string): Promise<Report> {
  const flags = ["--only-categories=accessibility", "--output=json", `--output-path=${path}`, "--quiet", "--preset=desktop"];
  // The browser is signed in already; a reset would sign it out.
  const shared = [`--port=${developerPort}`, "--disable-storage-reset"];
  // Not waited for in one piece: whoever drives the browser here has to let the page begin that the other opens.
  const running = spawn("npm", ["exec", "--yes", `--package=${lighthouse}`, "--", "lighthouse", url, ...flags, ...shared], {
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 180_000,
  });
  const [code] = (await once(running, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${lighthouse} did not report; it is fetched from the registry when it is first asked for.`);
  return JSON.parse(readFileSync(path, "utf8")) as Report;
}

function faultsOf({ audits }: Report): readonly string[] {
  return Object.values(audits).flatMap(({ score, title }) => (score !== null && score < 1 ? [title] : []));
}

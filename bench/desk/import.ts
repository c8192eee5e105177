import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cipherWith } from "../../apps/server/src/platform/cipher/index.ts";
import { openDatabase } from "../../apps/server/src/platform/database/index.ts";
import { workbookBytes, type Column } from "../../apps/server/src/platform/workbook/index.ts";
import { loadPacks, vocabularyOf } from "../../apps/server/src/policy/index.ts";
import { fillSnapshot, loadHistories, openRegistry, ownAreaList, sampleDistrict } from "../../apps/server/src/registry/index.ts";
import type { Figure } from "../figure.ts";
import { rounded } from "../figure.ts";
import { onOwnDatabase } from "../own-database.ts";

const people = Number(process.env["HUICAN_IMPORT_ROWS"] ?? 130_000);
const today = "2026-11-25";
/** One in so many has another telephone than the register says. */
const changedEach = 50;

/** Everybody of a city as a list that another unit has sent, from the file to the register, in a process of its own: of most it says what the register says already. */
export async function measureImport(print: (figure: Figure) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "huican-import-"));
  const path = join(folder, "list.xlsx");
  try {
    await onOwnDatabase(async (url, version) => {
      await prepare(url, path);
      const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, "import-process.ts"), url, path, today], {
        stdio: ["ignore", "pipe", "inherit"],
        maxBuffer: 10_000_000,
      });
      if (status !== 0) throw new Error("The import ended with a fault.");
      const { seconds, megabytes, counts } = JSON.parse(stdout.toString()) as { seconds: number; megabytes: number; counts: string };
      const reference = `${people} rows (${counts}) as .xlsx into PostgreSQL ${version}: read, checked, written`;
      print({ figure: "desk.import_s", value: rounded(seconds), unit: "s", target: "≤ 180", reference });
      print({
        figure: "desk.import_mb",
        value: rounded(megabytes),
        unit: "MB",
        target: "≤ 600",
        reference: "most memory of the whole process",
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(url: string, path: string): Promise<void> {
  const { packs } = await loadPacks();
  if (!packs) throw new Error("The packs have faults.");
  const { db } = await openDatabase({ url });
  const registry = await openRegistry(db, vocabularyOf(packs));
  const townships = ownAreaList()
    .areas.filter(({ code, level }) => level === "township" && code.startsWith("500106"))
    .map(({ code }) => code);
  const rows: (readonly string[])[] = [];
  const listed = function* () {
    for (const household of sampleDistrict({ region: "500106", townships, people, seed: 1, today })) {
      for (const { name, identityNumber, phone, address } of household.members) {
        const other = rows.length % changedEach === 0 ? `139${String(rows.length).padStart(8, "0")}` : (phone ?? "");
        rows.push([name, identityNumber, other, address]);
      }
      yield household;
    }
  };
  await loadHistories(registry, cipherWith(keys), listed());
  await db.asOwner((tx) => fillSnapshot(db, tx, today));
  for await (const bytes of listOf(rows)) appendFileSync(path, bytes);
  await db.close();
}

/** The list as a workbook, as this program makes them: with a line above its heads. */
function listOf(rows: readonly (readonly string[])[]): AsyncIterable<Uint8Array> {
  const columns = ["姓名", "身份证号", "联系电话", "地址"].map((header): Column => ({ header, kind: "text", width: 20 }));
  const mark = { by: "示例", at: today, number: "1", reason: "量一量要多久" };
  const each = async function* () {
    yield* rows;
  };
  return workbookBytes({ title: "名单", mark, columns, count: rows.length, rows: each(), explanation: [] });
}

/** Nothing real is sealed with them. */
const keys = { current: 1, versions: new Map([[1, new Uint8Array(16).fill(7)]]), blind: new Uint8Array(32).fill(9) };

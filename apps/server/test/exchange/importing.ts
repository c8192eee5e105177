import type { Vocabulary } from "@huican/engine";
import {
  checkRows,
  columnTargets,
  commitImport,
  enterImport,
  matchImport,
  readImport,
  stateOfImport,
  submitImport,
  type ExchangeTools,
} from "../../src/exchange/index.ts";
import type { Database } from "../../src/platform/database/index.ts";
import { openRegistry, ownAreaList } from "../../src/registry/index.ts";
import { chief, clerk } from "../registry/change-office.ts";
import { testCipher, today } from "../registry/sample-register.ts";

export async function importingTools(db: Database, vocabulary: Vocabulary): Promise<ExchangeTools> {
  const registry = await openRegistry(db, vocabulary);
  return {
    registry,
    cipher: testCipher,
    today: () => today,
    acceptsSynthetic: true,
    targets: columnTargets(registry),
    areas: ownAreaList(),
  };
}

/** From the file to the register, wherever it stopped before, a few rows at a time. */
export async function importWhole(tools: ExchangeTools, content: Buffer, say: (at: string) => void): Promise<number> {
  const file = { area: "500106", unit: "区民政局", source: "civil-affairs", fileName: "名单.csv", asOf: today, content } as const;
  const { id } = await enterImport(tools, clerk, file);
  say("entered");
  const entered = await readImport(tools, clerk, id);
  if (stateOfImport(entered) === "matching") await matchImport(tools, clerk, id, entered.suggested);
  if (["matching", "open"].includes(stateOfImport(entered))) {
    for (let left = 1; left > 0; say(`unchecked ${left}`)) left = (await checkRows(tools, clerk, id, 0)).unchecked;
    await submitImport(tools, clerk, id);
  }
  for (;;) {
    const { byKind, byOutcome } = await commitImport(tools, chief, id, 20);
    const done = Object.values(byOutcome).reduce((sum, count) => sum + count, 0);
    say(`committed ${done}`);
    if (done >= (byKind["new"] ?? 0) + (byKind["changed"] ?? 0)) return id;
  }
}

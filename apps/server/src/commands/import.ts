import type { Pack } from "@huican/engine";
import {
  checkRows,
  columnTargets,
  enterImport,
  exchangeErrors,
  isSource,
  matchImport,
  readImport,
  stateOfImport,
  submitImport,
  type ExchangeTools,
  type ReadImport,
} from "../exchange/index.ts";
import { systemClock, today } from "../platform/clock.ts";
import { ownAreaList, type Register } from "../registry/index.ts";
import { operator, withRegister } from "./with-register.ts";

/** A list as the command line hands it in. */
export type HandedIn = {
  readonly area: string;
  readonly unit: string;
  readonly source: string;
  readonly fileName: string;
  readonly asOf?: string;
  readonly content: Buffer;
  /** Whether it is handed to whoever commits it once its rows are checked. */
  readonly isSubmitted: boolean;
};

/** What became of a list: its columns with what they were found to say, and how many rows are what. */
export type ShownImport = {
  readonly id: number;
  readonly isKnown: boolean;
  readonly state: string;
  readonly columns: readonly { readonly head: string; readonly target: string }[];
  readonly byKind: Readonly<Record<string, number>>;
};

const mostMs = 5_000;

/** Lists from other units for whoever runs the server. The operator enters; somebody of the desk commits: nobody does both. */
export const operatorImport = {
  enter: (packs: ReadonlyMap<string, Pack>, handed: HandedIn, onProgress: (done: number, all: number) => void): Promise<ShownImport> =>
    withRegister(packs, false, async (register) => {
      const tools = toolsOf(register);
      const { source, asOf = tools.today(), isSubmitted, ...file } = handed;
      if (!isSource(source)) throw exchangeErrors.source();
      const { id, isKnown } = await enterImport(tools, operator, { ...file, source, asOf });
      const entered = await readImport(tools, operator, id);
      if (stateOfImport(entered) === "matching") await matchImport(tools, operator, id, entered.suggested);
      if (["matching", "open"].includes(stateOfImport(entered))) {
        await checkAll(tools, id, onProgress);
        if (isSubmitted) await submitImport(tools, operator, id);
      }
      return shown(await readImport(tools, operator, id), isKnown);
    }),
};

async function checkAll(tools: ExchangeTools, id: number, onProgress: (done: number, all: number) => void): Promise<void> {
  for (;;) {
    const { total, unchecked } = await checkRows(tools, operator, id, mostMs);
    onProgress(total - unchecked, total);
    if (unchecked === 0) return;
  }
}

function toolsOf({ registry, cipher, kind }: Register): ExchangeTools {
  return {
    registry,
    cipher,
    today: () => today(systemClock),
    acceptsSynthetic: kind === "demo",
    targets: columnTargets(registry),
    areas: ownAreaList(),
  };
}

function shown(entered: ReadImport, isKnown: boolean): ShownImport {
  const { id, heads, suggested, counts } = entered;
  return {
    id,
    isKnown,
    state: stateOfImport(entered),
    columns: heads.map((head, i) => ({ head, target: suggested[i] ?? "" })),
    byKind: counts.byKind,
  };
}

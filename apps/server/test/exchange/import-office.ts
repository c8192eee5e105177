import {
  columnTargets,
  checkRows,
  commitImport,
  enterImport,
  matchImport,
  readImport,
  readRows,
  submitImport,
  type ExchangeTools,
} from "../../src/exchange/index.ts";
import type { Actor } from "../../src/platform/database/index.ts";
import { ownAreaList } from "../../src/registry/index.ts";
import { changeOffice, chief, clerk } from "../registry/change-office.ts";
import { numbered } from "../registry/numbers.ts";
import { today } from "../registry/sample-register.ts";
import type { Engine } from "../registry/test-database.ts";

const enough = 600_000;

/** A list as a text with commas. */
export function csv(...rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(rows.map((row) => row.join(",")).join("\n"));
}

/** Where lists are entered and committed, over a small sample; `clerk` enters, `chief` commits. */
export function importOffice(engine: Engine) {
  const office = changeOffice(engine);
  let born = 0;
  const tools = (): ExchangeTools => ({
    registry: office.register.registry,
    cipher: office.tools.cipher,
    today: () => today,
    acceptsSynthetic: true,
    targets: columnTargets(office.register.registry),
    areas: ownAreaList(),
  });
  const enter = (content: Buffer, more: { readonly unit?: string; readonly asOf?: string } = {}, actor: Actor = clerk) =>
    enterImport(tools(), actor, {
      area: "500106",
      unit: "区民政局",
      source: "civil-affairs",
      fileName: "低保名单.csv",
      asOf: today,
      content,
      ...more,
    });
  /** Entered, matched as it was suggested, and held against the register. */
  const checked = async (content: Buffer, more: { readonly unit?: string; readonly asOf?: string } = {}) => {
    const { id } = await enter(content, more);
    await matchImport(tools(), clerk, id, (await readImport(tools(), clerk, id)).suggested);
    await checkRows(tools(), clerk, id, enough);
    return id;
  };
  const rows = (id: number) => readRows(tools(), chief, id, { kind: null, skip: 0, most: 1_000 });
  return {
    ...office,
    exchange: tools,
    enter,
    checked,
    rows,
    /** By row: what it is, and the codes of the reasons. */
    kinds: async (id: number) =>
      (await rows(id)).map(({ kind, outcome, reasons }) =>
        [kind, outcome, ...reasons.map(({ code }) => code)].filter((each) => each !== null).join(" "),
      ),
    committed: async (content: Buffer) => {
      const id = await checked(content);
      await submitImport(tools(), clerk, id);
      await commitImport(tools(), chief, id, enough);
      return id;
    },
    /** An identity number that nobody of the sample has. */
    freeNumber: () => {
      born += 1;
      return numbered(`990106${1970 + Math.floor(born / 1_000)}0711${String(born % 1_000).padStart(3, "0")}`);
    },
    /** Getters of the office are read when they are asked for. */
    get register() {
      return office.register;
    },
    get tools() {
      return office.tools;
    },
    enough,
  };
}

import {
  askUndoImport,
  checkRows,
  columnTargets,
  commitImport,
  enterImport,
  matchImport,
  submitImport,
  type ExchangeTools,
} from "../../src/exchange/index.ts";
import { ownAreaList } from "../../src/registry/index.ts";
import { chief, clerk, type changeOffice } from "../registry/change-office.ts";
import { numbered } from "../registry/numbers.ts";
import { today } from "../registry/sample-register.ts";

const enough = 60_000;

/** Lists about people without a file that a clerk has entered in the district, each another file, at each of its stages. */
export function enteredLists(office: ReturnType<typeof changeOffice>) {
  let turn = 0;
  const tools = (): ExchangeTools => ({
    ...office.tools,
    acceptsSynthetic: true,
    targets: columnTargets(office.register.registry),
    areas: ownAreaList(),
  });
  const entered = async () => {
    turn += 1;
    const number = numbered(`99010619700801${String(turn).padStart(3, "0")}`);
    const content = Buffer.from(`姓名,身份证号,户籍地\n名单人${turn},${number},500106003001\n`);
    const file = { area: "500106", unit: "区民政局", source: "civil-affairs", fileName: "名单.csv", asOf: today, content } as const;
    return (await enterImport(tools(), clerk, file)).id;
  };
  const submitted = async () => {
    const id = await entered();
    await matchImport(tools(), clerk, id, ["name", "identity-number", "person.hukou_region"]);
    await checkRows(tools(), clerk, id, enough);
    await submitImport(tools(), clerk, id);
    return id;
  };
  const committed = async () => {
    const id = await submitted();
    await commitImport(tools(), { ...chief, id: "writer" }, id, enough);
    return id;
  };
  const undoAsked = async () => {
    const id = await committed();
    await askUndoImport(tools(), { ...chief, id: "asker" }, id, "传错了名单");
    return id;
  };
  return { entered, submitted, committed, undoAsked };
}

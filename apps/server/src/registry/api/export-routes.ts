import { ExportRequest, registerPaths } from "@huican/contract";
import type { Hono } from "hono";
import type { Guarded, Permission } from "../../platform/guard.ts";
import { bodyOf } from "../../platform/guarded-api.ts";
import { streamOf, workbookBytes, type Value } from "../../platform/workbook/index.ts";
import { ownAreaList } from "../area/area-list.ts";
import { registryErrors } from "../errors.ts";
import { exportColumns, fieldsOf, firstColumns, type ExportColumn } from "../export/export-columns.ts";
import { exportPeople } from "../export/export-people.ts";
import { filterText } from "../export/filter-text.ts";
import type { Filter } from "../search/filter.ts";
import { factOf, orderText, type ListOrder } from "../search/list-order.ts";
import { snapshotFacts } from "../snapshot/snapshot-schema.ts";
import type { RegistryDoor } from "./registry-routes.ts";
import { seesColumn, seesFact, shownExported } from "./shown.ts";

/** A list with more people is asked for in parts: a city has 130,000. */
const mostPeople = 200_000;

/** So many lists are made at once: each takes half of the time of the one thread that serves everybody. */
const mostAtOnce = 2;

/** A list of 130,000 people takes a minute; whoever reads for longer holds up others. */
const mostMs = 15 * 60_000;

/** 导出: the list of people as a workbook for Excel and WPS, marked and logged. */
export function exportRoutes(
  routes: Hono<Guarded>,
  { register: { registry, cipher }, today, guard, mostExported = mostPeople }: RegistryDoor,
): void {
  const areas = ownAreaList();
  const facts = new Set(snapshotFacts(registry.catalogue));
  const places = exportPlaces(mostAtOnce);

  routes.post(registerPaths.exports, guard("registry.export-people"), async (c) => {
    const { actor, sees, by } = c.get("permission");
    const { day = today(), columns: wanted, order, reason, ...body } = await bodyOf(c, ExportRequest);
    const filters = body.filters as readonly Filter[];
    const asked = [...filters.map(({ fact }) => fact), factOf(order)];
    if (asked.some((fact) => fact !== null && !seesFact(fact, sees))) throw registryErrors.filterNotShown();
    const columns = columnsFor(wanted, sees, (keys) => exportColumns(keys, registry.vocabulary, facts, areas));
    const release = places.take(actor.id);
    try {
      const question = { day, filters, order, reason, most: mostExported, ...fieldsOf(columns) };
      const { number, at, count, people } = await exportPeople(registry, cipher, actor, question);
      const conditions = filters.map((filter) => filterText(filter, registry.vocabulary, areas));
      const mark = { by, at, number, reason: reason.trim() };
      const bytes = workbookBytes({
        title: "人员名单",
        mark,
        columns: [{ header: "序号", kind: "number", width: 8 }, { header: "档案编号", kind: "number", width: 12 }, ...columns],
        count,
        rows: rowsOf(people, columns, sees),
        explanation: explanationOf({ ...mark, day, count, conditions, order, columns }),
      });
      return c.body(streamOf(bytes, mostMs, release), 200, {
        "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "x-content-type-options": "nosniff",
        "content-disposition": `attachment; filename="list-${number}.xlsx"; filename*=UTF-8''${encodeURIComponent(`人员名单-${number}.xlsx`)}`,
      });
    } catch (error) {
      release();
      throw error;
    }
  });
}

/** What every list begins with, as far as it is shown, and what was asked for besides: a column that is not shown is refused, not left out in silence. */
function columnsFor(wanted: readonly string[], sees: Permission["sees"], columns: (keys: readonly string[]) => readonly ExportColumn[]) {
  const asked = columns(wanted);
  if (asked.some(({ key }) => !seesColumn(key, sees))) throw registryErrors.exportColumnNotShown();
  return columns([...firstColumns.filter((key) => seesColumn(key, sees)), ...wanted]);
}

async function* rowsOf(
  people: Awaited<ReturnType<typeof exportPeople>>["people"],
  columns: readonly ExportColumn[],
  sees: Permission["sees"],
): AsyncGenerator<readonly Value[]> {
  let place = 0;
  for await (const { id, person } of people) {
    place += 1;
    const shown = person && shownExported(person, sees);
    yield [place, id, ...(shown ? columns.map(({ read }) => read(shown)) : ["（导出时已不在您的辖区）"])];
  }
}

type Explained = {
  readonly by: string;
  readonly at: string;
  readonly number: string;
  readonly reason: string;
  readonly day: string;
  readonly count: number;
  readonly conditions: readonly string[];
  readonly order: ListOrder;
  readonly columns: readonly ExportColumn[];
};

function explanationOf({
  by,
  at,
  number,
  reason,
  day,
  count,
  conditions,
  order,
  columns,
}: Explained): readonly (readonly [string, string])[] {
  return [
    ["名单", `本人辖区内符合下列条件的人员，${orderText(order)}`],
    ["情况截至", day],
    ["条件", conditions.length === 0 ? "没有另加条件" : conditions.join("；")],
    ["人数", `${count}人`],
    ["导出人", by],
    ["导出时间", at],
    ["导出编号", number],
    ["导出理由", reason],
    ["包含事项", columns.map(({ header }) => header).join("、")],
    ["空白", "没有登记，或者不清楚；不等于“否”"],
    [
      "提醒",
      "每次导出都有记录，名单里的每个人都能查到是谁、为什么导出。只用于所写的理由，用完删除；不要另存为CSV再用Excel打开，长号码会变样。",
    ],
  ];
}

/** Who is having a list made: one each, and not too many at once. */
function exportPlaces(most: number) {
  const held = new Set<string>();
  return {
    /** @returns how to give the place back @throws Refusal where there is none */
    take(accountId: string): () => void {
      if (held.has(accountId) || held.size >= most) throw registryErrors.exportBusy();
      held.add(accountId);
      return () => held.delete(accountId);
    },
  };
}

import { registerPaths, StatisticRequest, type StatisticAnswer, type Wire } from "@huican/contract";
import type { Hono } from "hono";
import type { Guarded } from "../../platform/guard.ts";
import { bodyOf } from "../../platform/guarded-api.ts";
import { ownAreaList } from "../area/area-list.ts";
import { areaWords } from "../area/area-words.ts";
import { monthEndBefore } from "../snapshot/snapshot-retention.ts";
import { countPeople } from "../statistics/count-people.ts";
import { countStep } from "../statistics/rounded-together.ts";
import { dimensions } from "../statistics/statistic.ts";
import type { RegistryDoor } from "./registry-routes.ts";

type Answer = Wire<typeof StatisticAnswer>;

const note = {
  zh: "持有效残疾人证且在世的人。为保护个人，所有数字都取5的倍数，彼此可以相加；没有列出的是没有人或者很少几个人。",
  en: "People alive with a valid certificate. To protect them all figures are multiples of five, and they add up; what is not listed is nobody or a few.",
};

/** 统计: counts that nobody can be told from. */
export function statisticRoutes(routes: Hono<Guarded>, { register: { registry }, today, guard }: RegistryDoor): void {
  const areas = ownAreaList();

  routes.post(registerPaths.statistics, guard("registry.count-people"), async (c) => {
    const { day = monthEndBefore(today()), area = null, by } = await bodyOf(c, StatisticRequest);
    const { cells, total } = await countPeople(registry, c.get("permission").actor, { day, today: today(), area, by });
    const streets = [...new Set(cells.map(({ values }) => values[by.indexOf("street")] ?? ""))];
    const street: Answer["dimensions"][number] = {
      key: "street",
      text: { zh: "街道乡镇", en: "Street or town" },
      values: streets.map((key) => ({ key, text: { zh: areaWords(areas, key), en: areaWords(areas, key) } })),
    };
    const shown = by.map((key): Answer["dimensions"][number] => {
      const { text, values } = dimensions.find((dimension) => dimension.key === key) ?? street;
      return { key, text, values: [...values] };
    });
    return c.json({
      day,
      step: countStep,
      total,
      dimensions: shown,
      cells: cells.map(({ values, count }) => ({ values: [...values], count })),
      note,
    } satisfies Answer);
  });
}

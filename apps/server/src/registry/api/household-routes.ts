import {
  type AreaListAnswer,
  type AreasAnswer,
  type AreasElsewhereAnswer,
  type HouseholdAnswer,
  MomentQuery,
  registerPaths,
  type Wire,
} from "@huican/contract";
import type { Hono } from "hono";
import type { Guarded } from "../../platform/guard.ts";
import { numberIn, queryOf } from "../../platform/guarded-api.ts";
import { areaHistories } from "../area/area-history.ts";
import { areaSource, ownAreaList } from "../area/area-list.ts";
import { isValidOn } from "../area/area-faults.ts";
import { areaWords } from "../area/area-words.ts";
import { registryErrors } from "../errors.ts";
import { readHousehold } from "../household/read-household.ts";
import type { RegistryDoor } from "./registry-routes.ts";
import { shownLine, shownRelation } from "./shown.ts";

/** Who lives with somebody, and where people may live: what a page of a file needs beside the file. */
export function householdRoutes(routes: Hono<Guarded>, { register, today, guard }: RegistryDoor): void {
  const areas = ownAreaList();

  routes.get(registerPaths.household, guard("registry.read-file"), async (c) => {
    const { actor, sees } = c.get("permission");
    const { asOf = today(), knownAt } = queryOf(c, MomentQuery);
    const question = { id: numberIn(c, registryErrors.personNotFound), asOf, today: today(), ...(knownAt && { knownAt }) };
    const { people, members, relations, ...read } = await readHousehold(register.registry, actor, question);
    return c.json({
      householdId: read.householdId,
      hidden: [...read.hidden],
      people: people.map((person) => shownLine(person, sees, areas)),
      members: members.map(({ subjectId: id, role, source, validFrom, validTo }) => ({ id, role, source, validFrom, validTo })),
      relations: relations.map(shownRelation),
    } satisfies Wire<typeof HouseholdAnswer>);
  });

  // What areas are called is public, and for whoever chooses one: it tells of nobody, and is not logged.
  routes.get(registerPaths.areas, guard("access.read-own-duties"), (c) => {
    const now = areas.areas.filter((area) => isValidOn(area, today()));
    const answer = now.map(({ code, level }) => ({ code, level, name: areaWords(areas, code) }));
    return c.json({ areas: answer } satisfies Wire<typeof AreasAnswer>);
  });

  routes.get(registerPaths.areasElsewhere, guard("access.read-own-duties"), (c) =>
    c.json({ areas: [...areas.elsewhere.places] } satisfies Wire<typeof AreasElsewhereAnswer>),
  );

  // Whoever keeps the list, and whoever appoints by it, see what has ended and where it comes from as well.
  routes.get(registerPaths.areaList, guard("access.see-areas"), (c) => {
    const shown = areaHistories(areas, today()).map(({ before, lines, ...area }) => ({
      ...area,
      before: [...before],
      lines: lines.map(({ name, validFrom, validTo, successor, note }) => ({ name, validFrom, validTo, successor, note })),
    }));
    const zones = areas.zones.map(({ liesIn, ...zone }) => ({ ...zone, liesIn: [...liesIn] }));
    return c.json({ source: areaSource, areas: shown, zones } satisfies Wire<typeof AreaListAnswer>);
  });
}

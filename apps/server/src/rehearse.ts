import { registerBase, registerPaths } from "@huican/contract";
import type { Hono } from "hono";
import { goOnAs, type SignedIn } from "./access/index.ts";
import { undone } from "./platform/database/index.ts";
import { staffRoutes, type StaffParts } from "./staff-routes.ts";

/** The database keeps how it carries out a statement from its eighth use on. */
const rounds = 8;
/** Nobody waits longer for it to open. */
const mostMs = 3_000;

const orders = [undefined, { by: "birth", isDescending: false }, { by: "birth", isDescending: true }] as const;

/**
 * Does what a desk asks all day before anybody comes in: the first of a morning would otherwise wait three times as long for each thing, until the database has planned its
 * statements and both processes have translated what they run often. It comes in as an officer whom there is not, and everything that it does is taken back.
 * @param area beginning of the code of the area whose people it looks at
 * @throws Error where something is not answered as it should be
 */
export async function rehearse(parts: StaffParts, area: string): Promise<void> {
  const db = undone(parts.register.registry.db);
  const access = { ...parts.access, db };
  const officer = officerOf(area);
  const routes = staffRoutes({
    ...parts,
    register: { ...parts.register, registry: { ...parts.register.registry, db } },
    door: { ...parts.door, tools: () => access },
    access,
    entrance: (c, next) => goOnAs(officer, c, next),
  });
  const endAt = performance.now() + mostMs;
  const people = idsIn(await ask(routes, registerPaths.list, { filters: [], skip: 0, most: rounds }), "people");
  for (let round = 0; round < rounds && performance.now() < endAt; round++)
    for (const [path, body] of morning(people[round % people.length], round)) await ask(routes, path, body);
}

/** What is pressed in one round: lists, a file with its parts, and what waits. */
function* morning(person: number | undefined, round: number): Iterable<readonly [path: string, body?: object]> {
  const { list, changeList, duplicates, imports, openRequests } = registerPaths;
  for (const order of orders) yield [list, { filters: [], ...(order && { order }), skip: 0, most: 50 }];
  const filters = [{ fact: "person.age", is: "at-least", value: 20 + round }];
  yield [list, { filters, order: orders[2], skip: 0, most: 50 }];
  const { person: file, entitlements, household, timeline, attachments } = registerPaths;
  if (person !== undefined)
    for (const part of [file, entitlements, household, timeline, attachments]) yield [part.replace(":id", String(person))];
  yield [`${changeList}?state=waiting`];
  yield [`${duplicates}?state=open`];
  yield [imports];
  yield [openRequests];
}

async function ask(routes: Hono, path: string, body?: object): Promise<unknown> {
  const response = await routes.request(`${registerBase}${path}`, {
    ...(body && { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  if (!response.ok) throw new Error(`A rehearsal is answered with ${response.status} at ${path.replace(/\d+/, ":id")}.`);
  return response.json();
}

function idsIn(answer: unknown, list: string): readonly number[] {
  return ((answer as Record<string, readonly { readonly id: number }[] | undefined>)[list] ?? []).map(({ id }) => id);
}

/** An officer of an area, whom no account and no session is kept of. */
function officerOf(area: string): SignedIn {
  const [id, at] = ["rehearsal", new Date(0).toISOString()];
  return {
    session: {
      id,
      accountId: id,
      stage: "full",
      how: id,
      beganAt: at,
      seenAt: at,
      confirmedAt: at,
      factorShownAt: null,
      endsAt: at,
      address: "",
      device: "",
    },
    account: { id, signInName: id, displayName: id, subjectId: null, isLocked: false, hasSecondFactor: true },
    appointments: [
      {
        id: 0,
        accountId: id,
        role: "district-desk",
        area,
        section: null,
        from: at.slice(0, 10),
        until: null,
        endedOn: null,
        drawnFrom: null,
        givenBy: id,
      },
    ],
    actor: { id, areas: [area] },
  };
}

import { describe, expect, test, vi } from "vitest";
import { accessDesk } from "./access-desk.ts";
import { places, rights } from "./duties.ts";
import type { Post } from "./signed-in-people.ts";

/** What a request may start as the owner of the tables, and why the application's role cannot do it. No file of anybody is in it. */
const asOwner: Readonly<Record<string, string>> = {
  "audit.verify-log": "reads seals and checkpoints, which the application may not see",
  "audit.export-checkpoints": "reads checkpoints, which the application may not see",
  "system.see-state": "counts rows of every table and asks the database about its size",
};

/** The first role that may do each act; the matrix holds that each act is a route and each route an act. */
const someRight = new Map(
  rights
    .filter(([, , right]) => right !== "-")
    .toReversed()
    .map(([act, role, right]) => [act, { role, right }] as const),
);

// A check of the log goes on after its answer: it comes last.
const inOrder = [...someRight].sort(([one], [other]) => Number(one === "audit.verify-log") - Number(other === "audit.verify-log"));

describe("the connection of the owner of the tables", () => {
  const desk = accessDesk("pglite");

  test("the acts of all routes are here", () => {
    expect([...someRight.keys()].sort()).toEqual(Object.keys(desk.calls).sort());
    expect(someRight.size).toBeGreaterThanOrEqual(60);
  });

  test.each(inOrder)("serves no request, but the state of the system itself: %s", async (act, { role }) => {
    const place = places[role];
    const post: Post = place
      ? { role, area: place.own }
      : role === "citizen" || role === "representative"
        ? desk.ownPost(role)
        : { role, area: null };
    const { token, id } = await desk.as(post);
    const call = await desk.calls[act]?.(id);
    if (!call) throw new Error(`There is no request for ${act}.`);
    const { db } = desk.office.register.registry;
    const owner = vi.spyOn(db, "asOwner");
    const served = vi.spyOn(db, "as");
    const response = await desk.send(token, call);
    await response.arrayBuffer();
    expect(response.status).toBeLessThan(400);
    // That both were watched indeed is what the other tells.
    expect(served).toHaveBeenCalled();
    expect(owner.mock.calls.length > 0).toBe(act in asOwner);
    vi.restoreAllMocks();
  });
});

import { describe, expect, test } from "vitest";
import { readAccessTable } from "../../server/src/access/duty/access-table.ts";
import { grantedActs } from "../../server/src/access/duty/granted-acts.ts";
import { roles } from "../../server/src/access/role.ts";
import { releases, unreadSince } from "../src/help/news.ts";
import { readSeen } from "../src/help/seen.ts";
import { placesFor } from "../src/shell/places.ts";
import { tours } from "../src/tour/tours.ts";

const table = readAccessTable();

/** What the table of duties grants somebody of a role. */
function actsOf(role: string) {
  const area = roles.find(({ id }) => id === role)?.levels.length === 0 ? null : "500106003001";
  const appointment = { role, area, section: null, from: "2020-01-01", until: null };
  const origin = { address: "127.0.0.1", session: "1" };
  return grantedActs(table, { accountId: "a", appointments: [appointment], files: [], origin });
}

describe("a tour points at nothing that its role is not shown", () => {
  test.each(Object.entries(tours))("%s", (role, steps) => {
    const acts = actsOf(role);
    expect(acts).not.toEqual([]);
    const pages = placesFor({ acts: acts.map((granted) => ({ ...granted, areas: [...granted.areas], whole: [], masked: [] })) });
    for (const { page, act, title } of steps) {
      expect(
        pages.map(({ to }) => to),
        title.zh,
      ).toContain(page === "/people/list" ? "/people" : page);
      if (act !== undefined)
        expect(
          acts.map((granted) => granted.act),
          title.zh,
        ).toContain(act);
      // Only what every page has, and what everybody is shown of it, needs no act.
      else expect(page).toBe("/");
    }
  });

  test("every role that has work at the desk has one; whoever has only their own file, or only leave to hand on, has none", () => {
    const without = roles.filter(({ id }) => tours[id] === undefined).map(({ id }) => id);
    expect(without).toEqual(["provider", "citizen", "representative"]);
  });
});

describe("what is new", () => {
  test("stands with the newest first, and is unread until it was shown", () => {
    const ids = releases.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(unreadSince("")).toEqual(releases);
    expect(unreadSince(ids[1] ?? "")).toEqual([releases[0]]);
    expect(unreadSince(ids[0] ?? "")).toEqual([]);
  });

  test("whatever else stands in the browser is read as nothing seen", () => {
    for (const kept of [null, "", "null", "3", "{", '{"news":3,"isTourOffered":"yes"}']) {
      expect(readSeen(kept)).toEqual({ news: "", isTourOffered: false });
    }
    expect(readSeen('{"news":"2026-11-26","isTourOffered":true}')).toEqual({ news: "2026-11-26", isTourOffered: true });
  });
});

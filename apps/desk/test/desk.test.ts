import { describe, expect, test } from "vitest";
import { may, mayIn, sightOf } from "../src/api/me.ts";
import { fitting, isWorthSearching, type Command } from "../src/palette/commands.ts";
import { helpFor } from "../src/help/page-help.ts";
import { termsWith } from "../src/help/terms.ts";
import { nextStep } from "../src/session/session-clock.ts";
import { readSettings } from "../src/settings/settings.ts";
import { isOffered, placesFor } from "../src/shell/places.ts";
import { areLetters, keysText, matching, strokeOf } from "../src/shortcuts/keys.ts";
import { dayOf, dayText, daysBetween, periodText } from "../src/text/day-text.ts";
import { tongueOf } from "../src/text/use-text.ts";

const text = { zh: "批准变更", en: "Approve a change" };
const clerk = {
  acts: [
    {
      act: "registry.approve-change",
      text,
      areas: ["500106003"],
      isOwn: false,
      whole: ["name", "phone", "other"],
      masked: ["bank-account"],
    },
    { act: "registry.search-people", text, areas: ["500106003"], isOwn: false, whole: ["name"], masked: [] },
  ],
};

describe("what somebody may do", () => {
  test("is what the server grants, where it grants it", () => {
    expect([may(clerk, "registry.approve-change"), may(clerk, "registry.ask-undo")]).toEqual([true, false]);
    expect(mayIn(clerk, "registry.approve-change", ["500106003001"])).toBe(true);
    expect(mayIn(clerk, "registry.approve-change", ["500106001001", "500106003002"])).toBe(true);
    expect(mayIn(clerk, "registry.approve-change", ["500106001001"])).toBe(false);
    expect(mayIn(clerk, "registry.ask-undo", ["500106003001"])).toBe(false);
  });

  test("decides what is shown of a file: a field by its own line, every other fact by that of the others", () => {
    const sight = (field: string) => sightOf(clerk, "registry.approve-change", field);
    expect(["phone", "bank-account", "address", "hardship", "diagnosis"].map(sight)).toEqual([
      "whole",
      "masked",
      "nothing",
      "whole",
      "nothing",
    ]);
    expect(sightOf(clerk, "registry.ask-undo", "name")).toBe("nothing");
  });

  test("decides where the navigation leads", () => {
    expect(placesFor(clerk).map(({ to }) => to)).toEqual(["/", "/people", "/settings"]);
    expect(placesFor({ acts: [] }).map(({ to }) => to)).toEqual(["/", "/settings"]);
  });

  test("decides which pages are fetched ahead: those of the navigation, what lies below them, and what is everybody's", () => {
    const offered = [
      "/",
      "/people/$personId",
      "/changes/$changeId",
      "/glossary",
      "/accounts/$accountId",
      "/log",
      "/log-check",
      "/merges/$mergeId",
    ];
    expect(offered.filter((path) => isOffered(clerk, path))).toEqual([
      "/",
      "/people/$personId",
      "/changes/$changeId",
      "/glossary",
      "/merges/$mergeId",
    ]);
  });
});

describe("help", () => {
  test("is of the page that is open, also below its address, and of the first page where there is none", () => {
    const titles = ["/", "/changes/12", "/people/7/records", "/log-check", "/log", "/nowhere"].map((path) => helpFor(path).title.zh);
    expect(titles).toEqual(["待办", "变更申请", "人员", "核对记录", "访问记录", "待办"]);
  });

  test("every page of the navigation has its own", () => {
    const acts = ["registry.search-people", "registry.list-requests", "access.see-accounts", "audit.search-log", "audit.verify-log"];
    const more = ["access.see-areas", "access.list-readers", "system.see-state", "access.delegate"];
    const granted = [...acts, ...more].map((act) => ({ act, text, areas: [""], isOwn: false, whole: [], masked: [] }));
    const places = placesFor({ acts: granted });
    expect(places).toHaveLength(11);
    expect(new Set(places.map(({ to }) => helpFor(to).title.zh)).size).toBe(places.length);
  });

  test("a word is found by itself or by what it means, in either language", () => {
    expect(termsWith("检查点").map(({ word }) => word.zh)).toContain("检查点");
    expect(termsWith("ONCE").length).toBeGreaterThan(0);
    expect(termsWith("没有这个词")).toEqual([]);
  });
});

describe("keys", () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    strokeOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
  const shortcuts = [{ keys: "mod+k" }, { keys: "g w" }, { keys: "a" }, { keys: "?" }, { keys: "a" }];

  test("are read as they are pressed", () => {
    expect([press("K", { ctrlKey: true }), press("k", { metaKey: true }), press("?"), press(" ")]).toEqual([
      "mod+k",
      "mod+k",
      "?",
      "space",
    ]);
    expect(["mod+k", "alt+1", "escape", "a", "g w", "?"].map(areLetters)).toEqual([false, false, false, true, true, true]);
    expect([keysText("mod+k", "然后"), keysText("g w", "然后"), keysText("?", "")]).toEqual(["Ctrl K", "G 然后 W", "?"]);
  });

  test("lead to what was opened last, and wait for a second one", () => {
    expect(matching(shortcuts, ["a"]).found).toBe(shortcuts[4]);
    expect(matching(shortcuts, ["g"])).toEqual({ found: undefined, isBegun: true });
    expect(matching(shortcuts, ["g", "w"]).found).toBe(shortcuts[1]);
    expect(matching(shortcuts, ["x"])).toEqual({ found: undefined, isBegun: false });
  });
});

describe("the palette", () => {
  const command = (id: string, text: string, also = ""): Command => ({ id, text, note: "", also, run: () => undefined });
  const commands = [command("a", "批准变更", "approve"), command("p", "人员", "renyuan 查找 People"), command("s", "设置", "Settings")];

  test.each([
    ["", ["a", "p", "s"]],
    ["人", ["p"]],
    ["REN", ["p"]],
    ["查找 people", ["p"]],
    ["查找 settings", []],
    ["app", ["a"]],
  ])("finds for %o: %j", (query, ids) => {
    expect(fitting(commands, query).map(({ id }) => id)).toEqual(ids);
  });

  test.each([
    ["王", true],
    ["w", false],
    ["wa", true],
    ["1", false],
    ["1234", true],
    ["50010619", false],
    ["138 0000 1234", true],
    ["99010619960311101", false],
    ["990106199603111019", true],
    ["99010619960311101X", true],
    ["99010619960311101X42", true],
  ])("searches people for %o: %o; a number that is still being typed is no try at somebody's", (query, isWorth) => {
    expect(isWorthSearching(query)).toBe(isWorth);
  });
});

describe("the session", () => {
  const minute = 60_000;
  const step = (now: number, touchedAt = 0, endsAt = 12 * 60 * minute) =>
    nextStep({ now: now * minute, seenAt: 0, touchedAt: touchedAt * minute, idleSeconds: 1800, endsAt });

  test.each([
    // now, touched, warns, asks   why
    [1, 0, null, false, "nothing to do"],
    [9, 8, null, true, "whoever types is reported as being there"],
    [20, 0, null, false, "whoever has left is not"],
    [28, 0, 2, false, "and is warned before the end"],
    [29.5, 0, 1, false, "to the last minute"],
    [30, 0, null, true, "then the server says that nobody is signed in"],
  ])("after %d minutes, touched at %d: warns %o, asks %o (%s)", (now, touched, warnMinutes, isToAsk, _why) => {
    expect(step(now, touched)).toEqual({ warnMinutes, isToAsk });
  });

  test("ends after a working day, however busy somebody is", () => {
    expect(step(5, 4, 7 * minute)).toEqual({ warnMinutes: 2, isToAsk: false });
  });
});

test("whatever a browser has kept of settings, they are settings", () => {
  const plain = { language: "zh", size: "plain", isContrast: false, colours: "device", hasLetterKeys: true };
  for (const kept of [null, "", "{", "null", "7", '{"language":"fr","size":3,"colours":"red"}']) expect(readSettings(kept)).toEqual(plain);
  expect(readSettings('{"language":"en","size":"large","isContrast":true,"colours":"dark","hasLetterKeys":false}')).toEqual({
    language: "en",
    size: "large",
    isContrast: true,
    colours: "dark",
    hasLetterKeys: false,
  });
});

test("days are those of China, and read as people say them", () => {
  const [zh, en] = [tongueOf("zh"), tongueOf("en")];
  expect([dayText(zh, "2024-03-01"), dayText(en, "2024-03-01")]).toEqual(["2024年3月1日", "1 March 2024"]);
  expect([dayOf("2024-02-29T15:59:59Z"), dayOf("2024-02-29T16:00:00Z")]).toEqual(["2024-02-29", "2024-03-01"]);
  expect([daysBetween("2024-02-28", "2024-03-01"), daysBetween("2024-03-01", "2024-03-01")]).toEqual([2, 0]);
  expect(periodText(zh, { from: "2024-03-01", to: null })).toBe("2024年3月1日起");
  expect(periodText(en, { from: null, to: "2024-03-01" })).toBe("until before 1 March 2024");
});

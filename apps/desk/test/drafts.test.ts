import { expect, test } from "vitest";
import { dropAllDrafts, dropDraft, dropForeignDrafts, hasDrafts, readDraft, saveDraft } from "../src/draft/drafts.ts";
import { fieldsIn } from "../src/draft/use-draft-fields.ts";

const hour = 3_600_000;

/** What a tab keeps, for tests. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

test("what somebody typed is there again for them, and for nobody else", () => {
  const tab = storage();
  saveDraft(tab, "u_1", "refusal.12", "材料不全", 0);
  expect(readDraft(tab, "u_1", "refusal.12", hour)).toBe("材料不全");
  expect(readDraft(tab, "u_2", "refusal.12", hour)).toBeUndefined();
  expect(readDraft(tab, "u_1", "refusal.13", hour)).toBeUndefined();
});

test("a draft is gone after twelve hours, and what was sent at once", () => {
  const tab = storage();
  saveDraft(tab, "u_1", "a", "x", 0);
  expect(readDraft(tab, "u_1", "a", 12 * hour - 1)).toBe("x");
  expect(readDraft(tab, "u_1", "a", 12 * hour)).toBeUndefined();
  dropDraft(tab, "a");
  expect(hasDrafts(tab)).toBe(false);
});

test("whoever signs in next in the same tab finds nothing of who was there; other things of the tab stay", () => {
  const tab = storage();
  tab.setItem("something.else", "1");
  saveDraft(tab, "u_1", "a", "x", 0);
  saveDraft(tab, "u_2", "b", "y", 0);
  saveDraft(tab, "u_2", "old", "y", -13 * hour);
  tab.setItem("huican.draft.broken", "{");
  dropForeignDrafts(tab, "u_2", 0);
  expect(Array.from({ length: tab.length }, (_, i) => tab.key(i))).toEqual(["something.else", "huican.draft.b"]);
  dropAllDrafts(tab);
  expect([hasDrafts(tab), tab.getItem("something.else")]).toEqual([false, "1"]);
});

test("a full storage loses no more than the copy", () => {
  const tab = storage();
  tab.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  expect(() => saveDraft(tab, "u_1", "a", "x", 0)).not.toThrow();
});

test("fields of a form are read as they were kept, and whatever else stands there as none", () => {
  expect(fieldsIn(JSON.stringify({ displayName: "梁小满", signInName: "" }))).toEqual({ displayName: "梁小满", signInName: "" });
  expect(fieldsIn(JSON.stringify({ from: "2026-11-26", until: null, levels: [1] }))).toEqual({ from: "2026-11-26" });
  for (const kept of ["", "null", "3", "[", '"text"']) expect(fieldsIn(kept)).toEqual({});
});

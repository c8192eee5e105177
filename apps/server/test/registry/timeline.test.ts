import { expect, test } from "vitest";
import { timelineOf } from "../../src/registry/person/timeline.ts";
import type { RegistryRecord } from "../../src/registry/record/record.ts";

const registered = (id: number, region: string, given: Partial<RegistryRecord>): RegistryRecord => ({
  id,
  subjectId: 1,
  kind: "hukou",
  source: "police",
  rank: 0,
  validFrom: null,
  validTo: null,
  recordedAt: "2020-01-01T00:00:00Z",
  closedAt: null,
  body: { "person.hukou_region": region },
  recordedBy: "clerk",
  reason: null,
  evidenceId: null,
  ...given,
});

test("a move is told once, as the beginning of the new registration", () => {
  const events = timelineOf([
    registered(1, "500106001", { validFrom: "1980-01-01", validTo: "2019-05-01" }),
    registered(2, "500106002", { validFrom: "2019-05-01" }),
  ]);
  expect(events.map(({ day, what, record }) => [day, what, record.id])).toEqual([
    ["1980-01-01", "began", 1],
    ["2019-05-01", "began", 2],
  ]);
});

test("what ends without a successor is told as an end", () => {
  expect(timelineOf([registered(1, "500106001", { validTo: "2019-05-01" })]).map(({ day, what }) => [day, what])).toEqual([
    ["2019-05-01", "ended"],
  ]);
});

test("a correction tells what was believed instead, on the day on which it was given up", () => {
  const wrong = registered(1, "500106001", { closedAt: "2021-03-04T08:00:00Z" });
  const right = registered(2, "500106002", { recordedAt: "2021-03-04T08:00:00Z" });
  expect(timelineOf([wrong, right])).toEqual([
    { day: "2021-03-04", what: "was-corrected", record: right, instead: { record: wrong, at: "2021-03-04T08:00:00Z" } },
  ]);
});

test("what is recorded again and says the same is no correction", () => {
  const before = registered(1, "500106001", { closedAt: "2021-03-04T08:00:00Z" });
  const again = registered(2, "500106001", { recordedAt: "2021-03-04T08:00:00Z", validTo: "2021-01-01" });
  expect(timelineOf([before, again]).map(({ what }) => what)).toEqual(["ended"]);
});

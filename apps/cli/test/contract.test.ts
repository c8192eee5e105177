import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { huican, jsonLines } from "./huican.ts";

type Expectation = { readonly benefit?: string; readonly ref?: string; readonly missing?: readonly string[] };
type ContractCase = {
  readonly id: string;
  readonly expect_error?: true;
  readonly error_path?: string;
  readonly expect?: readonly Expectation[];
  readonly why: string;
};
type Answer = {
  readonly id: string;
  readonly error?: { readonly path: string };
  readonly decisions?: readonly { readonly benefit: string; readonly ref?: string; readonly missing?: readonly string[] }[];
};

/** Cases that others wrote from the documents; they belong to the interface and are not changed to suit the rules. */
const text = readFileSync(join(import.meta.dirname, "contract-cases.jsonl"), "utf8");
const cases = text
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line) as ContractCase);

describe("huican decide, as the contract says", () => {
  let answers: ReadonlyMap<string, Answer>;

  beforeAll(async () => {
    const { stdout, status } = await huican(["decide"], text);
    if (status !== 1) throw new Error(`Some lines are to be refused, so the command ends with 1, not ${status}.`);
    answers = new Map(jsonLines(stdout).map((line) => [String(line["id"]), line as unknown as Answer]));
  });

  test.each(cases.map((each) => [each.id, each.why, each] as const))("%s: %s", (id, _why, each) => {
    const answer = answers.get(id);
    if (each.expect_error) {
      expect(answer?.error).toBeDefined();
      if (each.error_path) expect(answer?.error?.path).toBe(each.error_path);
      return;
    }
    for (const { missing, ...wanted } of each.expect ?? []) {
      const decision = answer?.decisions?.find(
        (candidate) => candidate.benefit === wanted.benefit || (wanted.ref && candidate.ref === wanted.ref),
      );
      expect(decision, JSON.stringify(decision)).toMatchObject(wanted);
      if (missing) expect([...(decision?.missing ?? [])].sort()).toEqual([...missing].sort());
    }
  });
});

import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";
import { isInputError, parseDay, readFacts, type Facts, type FactsInput, type Pack, type Program } from "@huican/engine";
import { generatePeople } from "@huican/engine/generate";
import { peopleOf, PopulationProgram, type People } from "@huican/engine/population";
import { loadPacks } from "@huican/server/commands";
import { expect, test } from "@playwright/test";

const engine = join(import.meta.dirname, "../../../packages/engine/src");

/** What the test uses of a browser's workers: the project is typed for Node. */
type WorkerOfBrowser = new (
  url: string,
  options: { readonly type: "module" },
) => {
  readonly addEventListener: (
    type: "message" | "error",
    listener: (event: { readonly data: unknown; readonly message: string }) => void,
  ) => void;
  readonly postMessage: (data: unknown, transfer: readonly never[]) => void;
};

/** What the worker runs: the engine's own sources, nothing else. */
const worker = `
import { openPacks } from "/engine/index.ts";
import { PopulationProgram } from "/engine/population/index.ts";
onmessage = ({ data: { compiled, day, people } }) => {
  const program = openPacks([compiled]).get(compiled.id).on(day);
  const decided = [];
  for (const part of new PopulationProgram(program).decide(people))
    for (const { outcome, payableFen, deciding } of part.benefits)
      decided.push([outcome, payableFen, deciding].map((column) => Array.from(column).join()).join(" "));
  postMessage(decided);
};`;

/** The engine's sources without their types, as a browser loads them; a policy that forbids code made from text. */
function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader("content-security-policy", "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'");
    const path = request.url ?? "/";
    if (path === "/") return response.setHeader("content-type", "text/html").end("<!doctype html><title>worker</title>");
    response.setHeader("content-type", "text/javascript");
    if (path === "/worker.js") return response.end(worker);
    const file = normalize(join(engine, path.replace(/^\/engine\//, "")));
    if (!file.startsWith(engine)) return response.writeHead(404).end();
    return response.end(stripTypeScriptTypes(readFileSync(file, "utf8")));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

test("the vector backend decides in a browser's worker what it decides in Node, under a policy that forbids generated code", async ({
  page,
}) => {
  const { packs } = await loadPacks();
  const pack = packs?.get("leshan-2023") as Pack;
  const day = parseDay("2024-06-01") as number;
  const program = pack.on(day) as Program;
  const people = somePeople(program, 2000);
  const expected: string[] = [];
  for (const part of new PopulationProgram(program).decide(people))
    for (const { outcome, payableFen, deciding } of part.benefits)
      expected.push([outcome, payableFen, deciding].map((column) => Array.from(column).join()).join(" "));

  const server = await serve();
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const columns = [...people.columns].map(([name, column]) => [name, column.constructor.name, Array.from(column, String)] as const);
    const decided = await page.evaluate(
      ({ compiled, day: asOf, count, columns: given }) => {
        const arrays = { Int8Array, Int32Array, Float64Array } as const;
        const typed = given.map(([name, kind, values]) => [name, arrays[kind as keyof typeof arrays].from(values.map(Number))] as const);
        const { Worker: BrowserWorker } = globalThis as unknown as { readonly Worker: WorkerOfBrowser };
        return new Promise<string[]>((resolve, reject) => {
          const thread = new BrowserWorker("/worker.js", { type: "module" });
          thread.addEventListener("message", ({ data }) => resolve(data as string[]));
          thread.addEventListener("error", ({ message }) => reject(new Error(message)));
          thread.postMessage({ compiled, day: asOf, people: { count, columns: new Map(typed) } }, []);
        });
      },
      { compiled: pack.compiled, day, count: people.count, columns },
    );
    expect(decided).toEqual(expected);
    expect(new Set(decided.join()).size).toBeGreaterThan(3);
  } finally {
    server.close();
  }
});

function somePeople(program: Program, count: number): People {
  const generator = generatePeople(program, { seed: 511_100, unknown: 0.2, usual: 0.5 });
  const facts = Array.from({ length: count }, (): Facts => {
    const read = readFacts(program.pack.compiled.vocabulary, generator.next().value as FactsInput, "unknown");
    if (isInputError(read)) throw new Error(read.message_en);
    return read;
  });
  return peopleOf(program.pack.compiled.vocabulary, facts);
}

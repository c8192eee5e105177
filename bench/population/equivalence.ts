import { parseDay, type Pack } from "@huican/engine";
import { byExplaining, byVector, differences, openDuckdb, openPostgres, somePeople } from "../../packages/engine/test/backends.ts";
import type { Figure } from "../figure.ts";

/** Explain, vector, DuckDB and PostgreSQL on generated people with unknowns and edges: throws on any difference. */
export async function equivalence(
  packs: ReadonlyMap<string, Pack>,
  total: number,
  seed: number,
  print: (figure: Figure) => void,
): Promise<void> {
  const atOnce = 2000;
  const databases = [await openDuckdb(), await openPostgres()];
  const days: Readonly<Record<string, readonly string[]>> = {
    "shapingba-2020": ["2020-01-01", "2020-02-29", "2020-07-31", "2020-12-31"],
  };
  const settings = [...packs.values()].flatMap((pack) =>
    (days[pack.id] ?? ["2024-01-01", "2024-02-29", "2024-12-31", "2026-07-01"]).map((day) => ({ pack, day })),
  );
  const rounds = Math.ceil(total / (settings.length * atOnce));
  let people = 0;
  let answers = 0;
  for (let round = 0; round < rounds; round++) {
    for (const { pack, day } of settings) {
      const program = pack.on(parseDay(day) as number);
      if ("code" in program) throw new Error(program.message_en);
      const from = seed + 2 * round;
      const some = somePeople(program, from, atOnce);
      const expected = byExplaining(program, some);
      const found = [...differences(program, expected, byVector(program, some), "vector")];
      for (const { name, decide } of databases) found.push(...differences(program, expected, await decide(program, some), name));
      if (found.length > 0) throw new Error(`${pack.id} on ${day}, seed ${from}: ${found.join("; ")}`);
      people += some.length;
      answers += some.length * pack.benefits.length;
    }
  }
  for (const { close } of databases) await close();
  print({
    figure: "population.backend_differences",
    value: 0,
    unit: "differences",
    target: "≤ 0",
    reference: `${people.toLocaleString("en")} people, ${answers.toLocaleString("en")} answers, ${settings.length} packs and days, seeds ${seed} to ${seed + 2 * rounds - 1}: explain, vector, DuckDB, PostgreSQL`,
  });
}

import type { Fact } from "@huican/engine";
import { sql } from "kysely";
import type { Actor } from "../../apps/server/src/platform/database/index.ts";
import { snapshotFacts, type Filter, type Register } from "../../apps/server/src/registry/index.ts";

type Named = { readonly id: number; readonly plain: string; readonly pinyin: string };

/** What clerks ask for, drawn from the people who are there; the same seed asks the same. */
export class Draws {
  readonly #named: readonly Named[];
  readonly #facts: readonly Fact[];
  /** Some values that each fact has. */
  readonly #values: ReadonlyMap<string, readonly (boolean | number | string)[]>;
  #state: number;

  private constructor(
    named: readonly Named[],
    facts: readonly Fact[],
    values: ReadonlyMap<string, readonly (boolean | number | string)[]>,
    seed: number,
  ) {
    this.#named = named;
    this.#facts = facts;
    this.#values = values;
    this.#state = seed;
  }

  static async from({ registry }: Register, actor: Actor, day: string, seed: number): Promise<Draws> {
    const recorded = new Set(snapshotFacts(registry.catalogue));
    const facts = registry.vocabulary.facts.filter(({ name, derived }) => recorded.has(name) && !derived);
    return registry.db.as(actor, async (tx) => {
      const { rows } = await sql<Named>`
        select subject_id as id, plain, pinyin from registry.name_entry where mod(subject_id * 7919, 61) = 0 order by subject_id limit 5000`.execute(
        tx,
      );
      const { rows: some } = await sql<Record<string, boolean | number | string | null>>`
        select * from registry.snapshot where as_of = ${day} and mod(subject_id * 7919, 61) = 0 order by subject_id limit 1000`.execute(tx);
      const values = new Map(facts.map(({ name }) => [name, some.flatMap((row) => row[name] ?? [])]));
      return new Draws(rows, facts, values, seed);
    });
  }

  people(count: number): readonly number[] {
    return Array.from({ length: count }, () => this.#from(this.#named).id);
  }

  /** Two characters next to each other, mostly; of one in five the beginning of the pinyin. */
  searches(count: number): readonly string[] {
    return Array.from({ length: count }, (_, place) => {
      const { plain, pinyin } = this.#from(this.#named);
      if (place % 5 === 4 && pinyin !== "") return pinyin.slice(0, Math.max(4, pinyin.length - 2));
      const characters = Array.from(plain);
      const at = Math.floor(this.#next() * Math.max(1, characters.length - 1));
      return characters.slice(at, at + 2).join("");
    });
  }

  /** Three different facts, each known, among, within, at least or equal to what somebody has. */
  filters(count: number): readonly (readonly Filter[])[] {
    return Array.from({ length: count }, () => {
      const chosen = new Set<Fact>();
      while (chosen.size < 3) chosen.add(this.#from(this.#facts));
      return [...chosen].map((fact) => this.#filter(fact));
    });
  }

  #filter(fact: Fact): Filter {
    const value = this.#from(this.#values.get(fact.name) ?? []);
    if (value === undefined || this.#next() < 0.2) return { fact: fact.name, is: this.#next() < 0.5 ? "known" : "unknown" };
    if (fact.type === "region") return { fact: fact.name, is: "within", value: String(value).slice(0, 6) };
    if (fact.type === "enum") return { fact: fact.name, is: "among", values: [String(value)] };
    if (fact.type === "bool") return { fact: fact.name, is: "equal", value };
    return { fact: fact.name, is: this.#next() < 0.5 ? "at-least" : "at-most", value };
  }

  #from<T>(all: readonly T[]): T {
    return all[Math.floor(this.#next() * all.length)] as T;
  }

  /** From 0 to below 1 (mulberry32). */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}

import type { Facts, Program } from "@huican/engine";
import { decidingCondition } from "@huican/engine";
import { noCondition, outcomeCode, PopulationProgram, unknownIn, type People } from "@huican/engine/population";

const outcomes = Object.keys(outcomeCode);

/** Compares what the vector backend decides with `explain` on some of the people; throws on the first difference. */
export function compareWithExplain(program: Program, people: People, count: number): void {
  const rows = Math.min(count, people.count);
  const some: People = { count: rows, columns: people.columns };
  for (const { from, to, benefits } of new PopulationProgram(program).decide(some)) {
    for (let row = from; row < to; row++) {
      const decisions = new Map(
        program.decide(factsAt(program, people, row), { explain: true }).map((decision) => [decision.benefit, decision]),
      );
      for (const { benefit, outcome, payableFen, deciding } of benefits) {
        const decision = decisions.get(benefit.key);
        if (!decision) continue;
        const fen = payableFen[row - from] as number;
        const place = deciding[row - from] as number;
        const expected = [
          decision.outcome,
          decision.payable === undefined || decision.payable === null ? null : Math.round(decision.payable * 100),
          decidingCondition(decision),
        ].join();
        const actual = [
          outcomes[outcome[row - from] as number],
          Number.isNaN(fen) ? null : fen,
          place === noCondition ? null : place,
        ].join();
        if (actual !== expected) throw new Error(`${benefit.key}, row ${row}: explain says ${expected}, vector ${actual}`);
      }
    }
  }
}

function factsAt({ pack }: Program, { columns }: People, row: number): Facts {
  const { facts } = pack.compiled.vocabulary;
  const given = new Uint8Array(facts.length);
  const values = Float64Array.from(facts, (fact, i) => {
    const column = columns.get(fact.name);
    const value = column?.[row];
    const isGiven = column !== undefined && value !== undefined && value !== unknownIn(column) && !Number.isNaN(value);
    given[i] = Number(isGiven);
    return isGiven ? value : (fact.absent ?? Number.NaN);
  });
  return { values, given, describes: { employer: true, institution: true, others: true } };
}

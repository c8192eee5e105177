import type { PackAnswer, PackSummary, Wire } from "@huican/contract";
import type { Pack } from "@huican/engine";

/** A document on one line of a list. */
export function packSummary(pack: Pack): Wire<typeof PackSummary> {
  return { ...heading(pack), benefits: pack.benefits.length };
}

/** A document with its parts; its benefits have an address of their own. */
export function packView(pack: Pack): Wire<typeof PackAnswer> {
  const { compiled, benefits } = pack;
  const numbers = [...new Set(benefits.map(({ measure }) => measure.number))];
  return {
    ...heading(pack),
    extends: compiled.extended.map(({ id, text, number }) => ({ id, title: text, number })),
    repeals: compiled.repeals,
    places: compiled.places,
    measures: numbers.map((number) => {
      const own = benefits.filter(({ measure }) => measure.number === number);
      return { number, title: own[0]?.measure.text ?? { zh: "", en: "" }, benefits: own.map(({ key }) => key) };
    }),
    definitions: compiled.definitions,
    readings: compiled.readings,
    clauses: compiled.clauses,
  };
}

function heading({ compiled, lastDay }: Pack) {
  const { id, version, hash, text, document, region, regionText, inForce } = compiled;
  return {
    id,
    version,
    hash,
    title: text,
    document,
    region: region === null ? null : { code: region, text: regionText },
    // The last day counts what another installed pack repeals.
    in_force: { from: inForce.from, to: lastDay },
  };
}

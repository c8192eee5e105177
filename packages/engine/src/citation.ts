import type { Benefit, CompiledPack } from "./compiled-pack.ts";

/**
 * Where a benefit and its rates stand, as a reader finds it: a clause of the document with the document's number, one that is taken over with the pack that
 * it comes from. A local rate stands in another clause than its benefit.
 */
export function citation(pack: CompiledPack, benefit: Benefit): string {
  const sources = new Set([benefit.source, ...benefit.amounts.map(({ source }) => source)]);
  return [...sources].map((source) => cited(pack, source)).join("；");
}

function cited(pack: CompiledPack, source: string): string {
  const from = pack.clauses.find(({ clause }) => clause === source)?.pack ?? pack.id;
  return from === pack.id ? `${pack.document.number ?? pack.id} ${source}` : `${from} ${source}`;
}

import { linkOf, withNumber } from "./entry.ts";
import type { LogFault } from "./log-fault.ts";

/** A place whose seal is not that of its entry. */
export type Unlike = {
  readonly seq: number;
  readonly entryId: number;
  readonly text: string;
  /** The seal of the place before, and its own. */
  readonly previous: string;
  readonly hash: string;
};

/**
 * Which of some places were exchanged with each other, by their contents, by which entry they point to, or whole; the others were changed.
 */
export function exchangesAmong(unlike: readonly Unlike[]): {
  readonly exchanged: readonly LogFault[];
  readonly changed: readonly Unlike[];
} {
  const pairs = new Map<string, LogFault>();
  const explained = new Set<Unlike>();
  for (const place of unlike) {
    const other = unlike.find((candidate) => candidate !== place && isExchanged(place, candidate));
    if (!other) continue;
    explained.add(place);
    const [seq, otherSeq] = [place.seq, other.seq].sort((a, b) => a - b) as [number, number];
    pairs.set(`${seq} ${otherSeq}`, { what: "reordered", seq, otherSeq });
  }
  return { exchanged: [...pairs.values()], changed: unlike.filter((place) => !explained.has(place)) };
}

function isExchanged(place: Unlike, other: Unlike): boolean {
  return (
    // The seals point to each other's entries.
    linkOf(place.previous, other.text) === place.hash ||
    // Each entry says what the other said.
    linkOf(place.previous, withNumber(other.text, place.entryId)) === place.hash ||
    // The other stood before this one.
    linkOf(other.hash, place.text) === place.hash
  );
}

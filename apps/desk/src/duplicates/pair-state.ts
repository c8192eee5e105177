const pairStates = ["open", "waiting", "apart", "merged"] as const;

/** Which pairs are listed: those nobody did anything about, those that wait for a decision, those said to be two people, those that are merged. */
export type PairState = (typeof pairStates)[number];

/** As it stands in the address; the first where nothing that is known stands there. */
export function readPairState({ state }: Readonly<Record<string, unknown>>): { readonly state?: PairState } {
  const read = pairStates.find((each) => each === state);
  return read === undefined || read === "open" ? {} : { state: read };
}

/** What a household could be like, told by trying everything that is not known: what is the same in every case follows, and nothing else. */
export type Relative = {
  readonly id: number;
  readonly role: string;
  /** Null: not known. */
  readonly holds: boolean | null;
  readonly isOld: boolean | null;
  readonly isBlindOrDeaf: boolean | null;
};

type Certain = { readonly holds: boolean; readonly isOld: boolean; readonly isBlindOrDeaf: boolean };

/** What follows for a household of living members, of whom there may be others where it is not complete. */
export function householdFollowing(members: readonly Relative[], isComplete: boolean): Readonly<Record<string, boolean | number>> {
  const found = new Map<string, Set<boolean | number>>();
  for (const certain of worlds(members)) {
    for (const others of isComplete
      ? [[]]
      : [[], ...everyone.map((one) => [one]), ...everyone.flatMap((one) => everyone.map((other) => [one, other]))]) {
      for (const [name, value] of Object.entries(factsIn(members, certain, others))) {
        const values = found.get(name) ?? new Set();
        for (const each of value) values.add(each);
        found.set(name, values);
      }
    }
  }
  return Object.fromEntries(
    [...found].flatMap(([name, values]) => (values.size === 1 ? [[name, [...values][0] as boolean | number]] : [])),
  );
}

/** Whether one of somebody's parents holds a certificate: with fewer than two known there is another, who may. */
export function parentHolds(parents: readonly (boolean | null)[]): boolean | null {
  if (parents.includes(true)) return true;
  return parents.length > 1 && parents.every((holds) => holds === false) ? false : null;
}

const bools = [true, false];
const everyone: readonly Certain[] = bools.flatMap((holds) =>
  bools.flatMap((isOld) => bools.map((isBlindOrDeaf) => ({ holds, isOld, isBlindOrDeaf }))),
);

function worlds(members: readonly Relative[]): readonly (readonly Certain[])[] {
  return members.reduce<readonly (readonly Certain[])[]>(
    (before, member) => {
      const fitting = everyone.filter((one) =>
        (["holds", "isOld", "isBlindOrDeaf"] as const).every((key) => member[key] === null || member[key] === one[key]),
      );
      return before.flatMap((world) => fitting.map((one) => [...world, one]));
    },
    [[]],
  );
}

/** Each fact with the values that it can have in one world: of the married only head and spouse are known, any two others may be. */
function factsIn(
  members: readonly Relative[],
  known: readonly Certain[],
  others: readonly Certain[],
): Readonly<Record<string, readonly (boolean | number)[]>> {
  const all = [...known, ...others];
  const married = members.flatMap(({ role }, i) => (role === "head" || role === "spouse" ? [i] : []));
  const isCouple = married.length === 2;
  const single = all.filter((_, i) => !(isCouple && married.includes(i)));
  const isCertain = isCouple && married.every((i) => known[i]?.isBlindOrDeaf);
  const isPossible = single.filter(({ isBlindOrDeaf }) => isBlindOrDeaf).length > 1;
  return {
    "household.disabled_members": [all.filter(({ holds }) => holds).length],
    "household.elderly_and_disabled": [all.some(({ holds }) => holds) && all.some(({ isOld }) => isOld)],
    "household.couple_both_blind_or_deaf": isCertain ? [true] : isPossible ? [true, false] : [false],
  };
}

import { useDraft } from "../draft/use-draft.ts";
import { useDraftFields } from "../draft/use-draft-fields.ts";
import type { Comparison, Side } from "./duplicate-queries.ts";

export type Sides = {
  readonly survivor: Side;
  /** By part, where somebody chose. */
  readonly chosen: ReadonlyMap<string, Side>;
  readonly onStay: (survivor: Side) => void;
  readonly onChoose: (part: string, side: Side) => void;
  readonly drop: () => void;
};

/** Which of two files stays, and whose side was chosen of what differs: kept as what is typed is, for two files are long. Of files that say something else since nothing is chosen. */
export function useSides({ firstId, secondId, seenAt }: Pick<Comparison, "firstId" | "secondId" | "seenAt">): Sides {
  const pair = [firstId, secondId, ...seenAt].join(".");
  const [stays, stay, dropSurvivor] = useDraft(`merge.survivor.${pair}`);
  const [sides, choose, dropSides] = useDraftFields<Readonly<Record<string, string>>>(`merge.sides.${pair}`, {});
  return {
    survivor: sideOf(stays),
    chosen: new Map(Object.entries(sides).map(([part, side]) => [part, sideOf(side)])),
    onStay: (survivor) => stay(String(survivor)),
    onChoose: (part, side) => choose({ [part]: String(side) }),
    drop: () => {
      dropSurvivor();
      dropSides();
    },
  };
}

function sideOf(kept: string): Side {
  return kept === "1" ? 1 : 0;
}

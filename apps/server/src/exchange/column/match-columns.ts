import { exchangeErrors } from "../errors.ts";
import { plainHead, type ColumnTargets } from "./column-target.ts";

/**
 * What the columns of a file say: as the unit's last file was matched, else by their words. Of two columns that say the same the first does.
 * @param known what was remembered of the unit, by plain head; empty for a column that was left out
 * @returns a target for each column, empty for one that is left out
 */
export function suggestedTargets(heads: readonly string[], targets: ColumnTargets, known: ReadonlyMap<string, string>): readonly string[] {
  const suggested = heads.map((head) => known.get(plainHead(head)) ?? targets.named(head) ?? "");
  return suggested.map((key, i) => (targets.byKey.has(key) && suggested.indexOf(key) === i ? key : ""));
}

/** @throws Refusal where a target is none, stands twice, or nothing tells who somebody is */
export function checkedTargets(given: readonly string[], heads: readonly string[], { byKey }: ColumnTargets): readonly string[] {
  const said = given.filter((key) => key !== "");
  const tells = ["name", "identity-number", "certificate-number"].some((key) => said.includes(key));
  if (given.length !== heads.length || !tells || new Set(said).size !== said.length || said.some((key) => !byKey.has(key)))
    throw exchangeErrors.targets();
  return given;
}

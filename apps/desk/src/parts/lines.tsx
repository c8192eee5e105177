import type { ReactNode } from "react";
import { rowKeys } from "./row-keys.ts";

/** One line: what tells it from others, and a cell for each head. */
export type Line = { readonly key: string | number; readonly cells: readonly ReactNode[] };

/** A table of lines; on a narrow screen each is a card whose cells say what they are. ↑ and ↓ move between lines that lead somewhere. */
export function Lines({
  caption,
  heads,
  lines,
}: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly lines: readonly Line[];
}) {
  return (
    <table className="lines" onKeyDown={rowKeys}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, cells: [first, ...others] }) => (
          <tr key={key}>
            <th scope="row">{first}</th>
            {others.map((cell, i) => (
              <td key={heads[i + 1]} data-label={heads[i + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

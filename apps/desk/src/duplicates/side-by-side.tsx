import { useId } from "react";
import { periodText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import type { Compared, Side } from "./duplicate-queries.ts";

/** What is chosen of each part; null where nothing can be chosen any more. */
export type Choice = { readonly sideOf: (part: Compared) => Side | null; readonly onChoose: ((part: Compared, side: Side) => void) | null };

/** Two files side by side, part by part. Of each part that differs one side is chosen: ← → within a part, Tab to the next. */
export function SideBySide({
  caption,
  heads,
  parts,
  choice,
}: {
  readonly caption: string;
  readonly heads: readonly [string, string];
  readonly parts: readonly Compared[];
  readonly choice: Choice;
}) {
  const { t } = useText();
  return (
    <div className="table-frame">
      <table className="compare two-files">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("事项", "What")}</th>
            <th scope="col">{heads[0]}</th>
            <th scope="col">{heads[1]}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <Row key={part.part} part={part} heads={heads} choice={choice} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ part, heads, choice }: { readonly part: Compared; readonly heads: readonly [string, string]; readonly choice: Choice }) {
  const { t, say } = useText();
  const name = useId();
  const chosen = choice.sideOf(part);
  return (
    <tr className={part.isSame ? "same" : "differs"}>
      <th scope="row">
        {say(part.text)}
        <small>{part.isSame ? t("相同", "the same") : t("不同", "differs")}</small>
      </th>
      {([0, 1] as const).map((side) => (
        <td key={side} data-label={heads[side]} className={chosen === side ? "chosen" : ""}>
          {chosen === null || choice.onChoose === null ? null : (
            <label className="take">
              <input type="radio" name={name} checked={chosen === side} onChange={() => choice.onChoose?.(part, side)} />
              {t(`用这一份的${say(part.text)}`, `Use this: ${say(part.text)}`)}
            </label>
          )}
          {chosen === side && choice.onChoose === null ? <small>{t("✓ 用这一份", "✓ this one is used")}</small> : null}
          <SaidList said={part.sides[side]} />
        </td>
      ))}
    </tr>
  );
}

function SaidList({ said }: { readonly said: Compared["sides"][0] }) {
  const text = useText();
  const { t, say } = text;
  if (said.length === 0) return <span className="soft">{t("没有登记", "nothing recorded")}</span>;
  return (
    <ul>
      {said.map(({ from, to, sourceText, says }, place) => (
        // A part may say the same twice, of other days.
        <li key={`${from} ${to} ${sourceText.en} ${place}`}>
          {says.map(({ label, value }) => (
            <span key={say(label)} className="said">
              {says.length > 1 ? <span className="soft">{say(label)} </span> : null}
              {say(value)}
            </span>
          ))}
          <small className="soft">
            {say(sourceText)} · {periodText(text, { from, to })}
          </small>
        </li>
      ))}
    </ul>
  );
}

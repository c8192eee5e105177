import { periodText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import type { ChangeInFull } from "./change-queries.ts";

type Part = ChangeInFull["parts"][number];
type Said = Part["before"][number];

/** Both versions side by side, part by part. */
export function ChangeParts({ change: { parts, hidden } }: { readonly change: ChangeInFull }) {
  const { t } = useText();
  return (
    <section aria-labelledby="change-parts">
      <h3 id="change-parts">{t("改什么", "What changes")}</h3>
      <div className="table-frame">
        <table className="compare">
          <caption className="visually-hidden">{t("变更前后对照", "Before and after")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("事项", "What")}</th>
              <th scope="col">{t("现在的记录", "Recorded now")}</th>
              <th scope="col">{t("改成", "Changed to")}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <Row key={`${part.kind} ${part.source} ${part.member?.fileId}`} part={part} />
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 ? (
        <p className="soft">{t(`另有${hidden}项，您的岗位看不到。`, `${hidden} more, which your office is not shown.`)}</p>
      ) : null}
    </section>
  );
}

function Row({ part }: { readonly part: Part }) {
  const text = useText();
  const { t, say } = text;
  return (
    <tr>
      <th scope="row">
        {say(part.text)}
        {part.member ? (
          <>
            {text.marks.colon}
            {part.member.name ?? `№ ${part.member.fileId}`}
          </>
        ) : null}
        <small>
          {periodText(text, part)} · {say(part.sourceText)}
        </small>
      </th>
      <td data-label={t("现在的记录", "Recorded now")}>
        <Version said={part.before} part={part} />
        {part.elsewhere.map(({ sourceText, ...said }) => (
          <div key={sourceText.en}>
            <small>{t(`另有来源：${sourceText.zh}`, `Another source: ${sourceText.en}`)}</small>
            <Version said={[said]} part={part} />
          </div>
        ))}
      </td>
      <td className="after" data-label={t("改成", "Changed to")}>
        <Version said={part.after} part={part} isNew />
      </td>
    </tr>
  );
}

function Version({ said, part, isNew = false }: { readonly said: readonly Said[]; readonly part: Part; readonly isNew?: boolean }) {
  const text = useText();
  const { t, say } = text;
  if (said.length === 0)
    return <span className="soft">{isNew ? t("结束，不再有", "ends") : t("这个来源没有记录", "nothing from this source")}</span>;
  return (
    <ul>
      {said.map(({ from, to, says }) => (
        <li key={`${from} ${to}`}>
          {says.map(({ label, value }) => (
            <span key={say(label)} className="said">
              {says.length > 1 ? <span className="soft">{say(label)} </span> : null}
              {isNew ? <strong>{say(value)}</strong> : say(value)}
            </span>
          ))}
          {from === part.from && to === part.to ? null : <small className="soft">{periodText(text, { from, to })}</small>}
        </li>
      ))}
    </ul>
  );
}

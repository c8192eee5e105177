import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { bodyText, type Words } from "../fact-words.ts";
import { timelineQuery, type Timeline } from "../people-queries.ts";
import { useWords } from "../use-words.ts";
import { groupOf } from "./file-facts.ts";
import type { PartProps } from "./part-props.ts";
import { PartTitle } from "./part-title.tsx";

type Event = Timeline["events"][number];

/** 时间线: all that began, ended or turned out otherwise, year by year, the latest first. It is as known now, whatever day the file is read as on. */
export function TimelinePart({ file }: PartProps) {
  const { t, say } = useText();
  const { words } = useWords();
  const { data, error, refetch } = useQuery(timelineQuery(file.id));
  const [group, choose] = useState("");
  const shown = (data?.events ?? []).filter(({ record }) => group === "" || groupOf(record.kind) === group);
  const years = Map.groupBy([...shown].reverse(), ({ day }) => day.slice(0, 4));
  const groups = [...new Set(data?.events.map(({ record }) => groupOf(record.kind)))];
  return (
    <>
      <PartTitle title={t("时间线", "Timeline")}>
        <p className="soft">{t("一生中登记过的事，最近的在前；按现在所知。", "Everything on record, the latest first; as known now.")}</p>
      </PartTitle>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={12} /> : null}
      {data ? (
        <>
          <div className="field short no-print">
            <label htmlFor="timeline-group">{t("只看", "Show")}</label>
            <select id="timeline-group" className="text" value={group} onChange={(event) => choose(event.target.value)}>
              <option value="">{t(`全部（${data.events.length}件）`, `everything (${data.events.length})`)}</option>
              {groups.map((key) => (
                <option key={key} value={key}>
                  {say(words.groups.find((each) => each.key === key)?.text ?? { zh: "其他", en: "Other" })}
                </option>
              ))}
            </select>
          </div>
          {[...years].map(([year, events]) => (
            <section key={year} className="year" aria-label={t(`${year}年`, `In ${year}`)}>
              <h3>{t(`${year}年`, `In ${year}`)}</h3>
              <ol>
                {events.map((event) => (
                  <EventLine
                    key={`${event.what} ${event.day} ${event.record.id} ${event.instead?.at ?? ""}`}
                    event={event}
                    words={words}
                    id={String(file.id)}
                  />
                ))}
              </ol>
            </section>
          ))}
        </>
      ) : null}
    </>
  );
}

/** What begins with a yes has said all in its name. */
function isPlainYes(body: Event["record"]["body"]): boolean {
  const values = Object.values(body);
  return values.length === 1 && values[0] === true;
}

function EventLine({
  event: { day, what, record, instead },
  words,
  id,
}: {
  readonly event: Event;
  readonly words: Words;
  readonly id: string;
}) {
  const text = useText();
  const { t, say } = text;
  const said = bodyText(text, words, record.kind, record.body);
  const [sign, verb] = {
    began: ["●", t("开始", "begins")],
    ended: ["○", t("结束", "ends")],
    "was-corrected": ["✎", t("更正", "corrected")],
  }[what];
  return (
    <li className={what}>
      <span className="when">
        <Link
          to="/people/$personId"
          params={{ personId: id }}
          search={{ asOf: day }}

          aria-label={t(`看${dayText(text, day)}的情况`, `See the state of ${dayText(text, day)}`)}
        >
          {dayText(text, day)}
        </Link>
      </span>
      <span className="what">
        <span aria-hidden="true">{sign} </span>
        <strong>{say(record.kindText)}</strong> {verb}
        {isPlainYes(record.body) ? "" : `${text.marks.colon}${said}`}
        {instead ? (
          <span className="block soft">
            {t("以前记的是：", "It said before: ")}
            <s>{bodyText(text, words, record.kind, instead.body)}</s>
          </span>
        ) : null}
      </span>
      <span className="soft">{say(record.sourceText)}</span>
    </li>
  );
}

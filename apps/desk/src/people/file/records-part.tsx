import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { mayIn, useMe } from "../../api/me.ts";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { dayOf, dayText, periodText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { bodyText, factLabel, valueText, type Words } from "../fact-words.ts";
import { timelineQuery, type FileRecord, type PersonFile } from "../people-queries.ts";
import { useWords } from "../use-words.ts";
import { earlierRecords, groupOf, standingRecords, type Standing } from "./file-facts.ts";
import type { PartProps } from "./part-props.ts";
import { PartTitle } from "./part-title.tsx";

/** 登记情况: everything recorded, with its period and source: what counts, what another source says otherwise, and what held before. */
export function RecordsPart({ file }: PartProps) {
  const { t, say } = useText();
  const { words, isReady, error } = useWords();
  const standing = standingRecords(file);
  const [counting, disputed] = ["counts", "disputed"].map((wanted) => standing.filter(({ is }) => is === wanted).length);
  const groups = [...new Set(standing.map(({ record }) => groupOf(record.kind)))].sort((a, b) => placeOf(words, a) - placeOf(words, b));
  return (
    <>
      <PartTitle title={t("登记情况", "Records")}>
        <p className="soft">
          {t(`采用${counting}条，来源不一致${disputed}条。`, `${counting} count, ${disputed} are disputed. `)}
          {t("几个来源不一致时，先采用主管部门的。", "Where sources disagree, the authority's word counts first.")}
        </p>
      </PartTitle>
      {error ? <ProblemNotice error={error} /> : null}
      {isReady ? (
        <>
          {groups.map((group) => (
            <RecordTable
              key={group}
              caption={titleOf(words, group, say, t)}
              standing={standing.filter(({ record }) => groupOf(record.kind) === group)}
              words={words}
              file={file}
            />
          ))}
          <Follows file={file} words={words} />
          <Earlier file={file} words={words} />
        </>
      ) : (
        <Loading rows={10} />
      )}
    </>
  );
}

function placeOf({ groups }: Words, group: string): number {
  if (group === "person") return -2;
  if (group === "certificate") return -1;
  return groups.findIndex(({ key }) => key === group);
}

function titleOf(
  { groups }: Words,
  group: string,
  say: (text: { zh: string; en: string }) => string,
  t: (zh: string, en: string) => string,
): string {
  const found = groups.find(({ key }) => key === group);
  return found ? say(found.text) : t("其他", "Other");
}

function RecordTable({
  caption,
  standing,
  words,
  file,
}: {
  readonly caption: string;
  readonly standing: readonly Standing[];
  readonly words: Words;
  readonly file: PersonFile;
}) {
  const text = useText();
  const { t, say } = text;
  const mayAsk = mayIn(useMe(), "registry.ask-change", file.areas);
  return (
    <section className="record-group" aria-label={caption}>
      <h3>{caption}</h3>
      <div className="table-frame">
        <table className="people-rows records">
          <caption className="visually-hidden">{caption}</caption>
          <RecordHead isStanding mayAsk={mayAsk} />
          <tbody>
            {standing.map(({ record, is }) => (
              <tr key={record.id} className={is === "disputed" ? "disputed" : undefined}>
                <th scope="row">{say(record.kindText)}</th>
                <td className="say">{bodyText(text, words, record.kind, record.body)}</td>
                <td className="counting">
                  <StandingBadge is={is} />
                </td>
                <td className="period">{periodText(text, { from: record.validFrom, to: record.validTo })}</td>
                <td className="source">
                  {say(record.sourceText)}
                  <small className="soft block">
                    {t(`${dayText(text, dayOf(record.recordedAt))}登记`, `recorded ${dayText(text, dayOf(record.recordedAt))}`)}
                  </small>
                </td>
                {mayAsk ? (
                  <td className="no-print">
                    {record.kind.startsWith("household") ? null : (
                      <Link
                        to="/people/$personId/$part"
                        params={{ personId: String(file.id), part: "change" }}
                        search={{ change: "correction", fact: record.kind }}

                        aria-label={t(`更正：${say(record.kindText)}`, `Correct: ${say(record.kindText)}`)}
                      >
                        {t("更正", "Correct")}
                      </Link>
                    )}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function RecordHead({ isStanding = false, mayAsk = false }: { readonly isStanding?: boolean; readonly mayAsk?: boolean }) {
  const { t } = useText();
  return (
    <thead>
      <tr>
        <th scope="col">{t("事项", "What")}</th>
        <th scope="col">{t("内容", "What it says")}</th>
        {isStanding ? <th scope="col">{t("是否采用", "Counts")}</th> : null}
        <th scope="col">{t("时间", "Period")}</th>
        <th scope="col">{t("来源", "Source")}</th>
        {mayAsk ? (
          <th scope="col" className="no-print">
            <span className="visually-hidden">{t("更正", "Correct")}</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

function StandingBadge({ is }: Pick<Standing, "is">) {
  const { t } = useText();
  if (is === "counts") return <span className="badge good">✓ {t("采用", "counts")}</span>;
  if (is === "agrees") return <span className="badge quiet">= {t("一致", "agrees")}</span>;
  return <span className="badge bad">⚠ {t("不一致，未采用", "disputed")}</span>;
}

function Follows({ file, words }: { readonly file: PersonFile; readonly words: Words }) {
  const text = useText();
  const { t } = text;
  const names = Object.keys(file.follows);
  if (names.length === 0) return null;
  return (
    <section className="record-group" aria-labelledby="follows-title">
      <h3 id="follows-title">{t("由家庭和亲属得出", "Follows from household and relatives")}</h3>
      <p className="soft">
        {t(
          "由户内成员、证件和亲属关系推算，先于登记的采用。",
          "It follows from members, certificates and relations, and counts before what is recorded.",
        )}
      </p>
      <dl className="pairs">
        {names.map((name) => (
          <div key={name} className="pair">
            <dt>{factLabel(text, words, name)}</dt>
            <dd>{valueText(text, words, name, file.follows[name] ?? null)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What held before. It is part of what happened, so it is asked for with the timeline, by whoever may. */
function Earlier({ file, words }: { readonly file: PersonFile; readonly words: Words }) {
  const text = useText();
  const { t, say } = text;
  const may = mayIn(useMe(), "registry.read-timeline", file.areas);
  const { data, error, refetch } = useQuery({ ...timelineQuery(file.id), enabled: may });
  const earlier: readonly Omit<FileRecord, "counts">[] = data ? earlierRecords(data, file.asOf) : [];
  return (
    <section className="record-group" aria-labelledby="earlier-title">
      <h3 id="earlier-title">{t("以前的", "Earlier")}</h3>
      {may ? null : <p className="soft">{t("您的岗位不看以前的登记。", "Your office is not shown what held before.")}</p>}
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {may && !data && !error ? <Loading rows={3} /> : null}
      {data && earlier.length === 0 ? <p className="soft">{t("没有。", "None.")}</p> : null}
      {earlier.length > 0 ? (
        <div className="table-frame">
          <table className="people-rows records">
            <caption className="visually-hidden">{t("以前的登记", "Earlier records")}</caption>
            <RecordHead />
            <tbody>
              {earlier.map((record) => (
                <tr key={record.id} className="earlier">
                  <th scope="row">{say(record.kindText)}</th>
                  <td className="say">{bodyText(text, words, record.kind, record.body)}</td>
                  <td className="period">{periodText(text, { from: record.validFrom, to: record.validTo })}</td>
                  <td className="source">{say(record.sourceText)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  );
}

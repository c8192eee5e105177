import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { mayIn, useMe } from "../../api/me.ts";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { dayText, daysBetween } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { benefitsQuery, entitlementsQuery, packsQuery, type PersonFile } from "../people-queries.ts";
import { BenefitItem, type Titles } from "./benefit-item.tsx";
import { outcomeText, settlingText, type Document, type Outcome, type Question } from "./entitlement-words.ts";
import type { PartProps } from "./part-props.ts";
import { PartTitle } from "./part-title.tsx";

/** 待遇: what every document grants on the day, with its ticks and crosses, what is open and how to settle it, and what changes next. */
export function EntitlementsPart({ file, moment }: PartProps) {
  const text = useText();
  const { t } = text;
  const { data, error, refetch } = useQuery(entitlementsQuery(file.id, moment));
  const documents = data?.documents.filter(({ decisions, changes }) => decisions.length + changes.length > 0) ?? [];
  const titles = useTitles(documents.map(({ pack }) => pack));
  return (
    <>
      <PartTitle title={t("待遇", "Entitlements")}>
        <p className="soft">
          {t(
            `按${dayText(text, file.asOf)}的情况和当天执行的文件判定；只是提示，不代替审批。`,
            `As on ${dayText(text, file.asOf)}, by the documents in force that day. It tells, and decides nothing.`,
          )}
        </p>
      </PartTitle>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={10} /> : null}
      {data && documents.length === 0 ? (
        <p className="empty">{t("没有适用于这个人所在地的政策文件。", "No document applies where this person lives.")}</p>
      ) : null}
      {data ? (
        <div className="entitlements">
          <div className="stack">
            {documents.map((document) => (
              <DocumentSection key={document.pack} document={document} questions={data.questions} titles={titles} file={file} />
            ))}
          </div>
          <div className="stack">
            <NextChanges documents={documents} titles={titles} day={file.asOf} />
            <Questions questions={data.questions} titles={titles} file={file} />
          </div>
        </div>
      ) : null}
    </>
  );
}

function useTitles(packs: readonly string[]): Titles {
  const { say } = useText();
  const documents = useQuery(packsQuery);
  const benefits = useQueries({ queries: packs.map((pack) => benefitsQuery(pack)) });
  const byKey = new Map(benefits.flatMap(({ data }) => data?.benefits.map((each) => [`${data.pack} ${each.key}`, each] as const) ?? []));
  return {
    ofPack: (pack) => {
      const found = documents.data?.packs.find(({ id }) => id === pack);
      return found ? say(found.title) : pack;
    },
    ofBenefit: (pack, benefit) => {
      const found = byKey.get(`${pack} ${benefit}`);
      return found ? say(found.title) : benefit;
    },
  };
}

function DocumentSection({
  document,
  questions,
  titles,
  file,
}: {
  readonly document: Document;
  readonly questions: readonly Question[];
  readonly titles: Titles;
  readonly file: PersonFile;
}) {
  const { t } = useText();
  const { pack, version, decisions } = document;
  const of = (outcome: Outcome) => decisions.filter((decision) => decision.outcome === outcome);
  const list = (outcome: Outcome) => (
    <ul className="benefit-list">
      {of(outcome).map((decision) => (
        <BenefitItem key={decision.benefit} pack={pack} decision={decision} titles={titles} questions={questions} />
      ))}
    </ul>
  );
  return (
    <section className="card" aria-labelledby={`pack-${pack}`}>
      <header className="pack-head">
        <h3 id={`pack-${pack}`}>{titles.ofPack(pack)}</h3>
        <a href={`/policies/${pack}`} className="soft">
          {t(`看原文（${version}版）`, `Read the document (version ${version})`)}
        </a>
      </header>
      {of("eligible").length > 0 ? (
        <>
          <Heading outcome="eligible" count={of("eligible").length} />
          {list("eligible")}
        </>
      ) : (
        <p className="soft">{t("没有现在就可以享受的待遇。", "Nothing is granted now.")}</p>
      )}
      {of("unknown").length > 0 ? (
        <>
          <Heading outcome="unknown" count={of("unknown").length} />
          {list("unknown")}
        </>
      ) : null}
      {of("ineligible").length > 0 ? (
        <details className="refused">
          <summary>
            {t(
              `✗ 不符合的 ${of("ineligible").length} 项，看差在哪一条`,
              `✗ ${of("ineligible").length} not granted: see which condition is not met`,
            )}
          </summary>
          {list("ineligible")}
        </details>
      ) : null}
      {file.asOf === document.asOf ? null : <p className="soft">{document.asOf}</p>}
    </section>
  );
}

function Heading({ outcome, count }: { readonly outcome: Outcome; readonly count: number }) {
  const text = useText();
  const { sign, words } = outcomeText(text, outcome);
  return (
    <h4 className={`outcome-head ${outcome}`}>
      <span aria-hidden="true">{sign} </span>
      {words} <span className="count-of">{text.t(`${count}项`, `(${count})`)}</span>
    </h4>
  );
}

function NextChanges({
  documents,
  titles,
  day,
}: {
  readonly documents: readonly Document[];
  readonly titles: Titles;
  readonly day: string;
}) {
  const text = useText();
  const { t } = text;
  const changes = documents
    .flatMap(({ pack, changes: own }) => own.map((change) => ({ ...change, pack })))
    .sort((a, b) => a.day.localeCompare(b.day));
  return (
    <section className="card" aria-labelledby="next-title">
      <h3 id="next-title">{t("接下来的变化", "What changes next")}</h3>
      {changes.length === 0 ? (
        <p>{t("未来一年左右，只要情况不变，待遇也不变。", "If nothing else happens, nothing changes in the coming year.")}</p>
      ) : null}
      <ol className="next-changes">
        {changes.map(({ pack, benefit, day: on, before, after, ageYears }) => (
          <li key={`${pack} ${benefit} ${on}`}>
            <strong>{dayText(text, on)}</strong>
            <span className="soft">{t(`${daysBetween(day, on)}天后`, `in ${daysBetween(day, on)} days`)}</span>
            <span className="block">
              {titles.ofBenefit(pack, benefit)}：{outcomeText(text, before.outcome).words} →{" "}
              <strong>{outcomeText(text, after.outcome).words}</strong>
              {ageYears === null ? "" : t(`（满${ageYears}周岁）`, ` (turns ${ageYears})`)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Questions({
  questions,
  titles,
  file,
}: {
  readonly questions: readonly Question[];
  readonly titles: Titles;
  readonly file: PersonFile;
}) {
  const text = useText();
  const { t, say } = text;
  const mayAsk = mayIn(useMe(), "registry.ask-change", file.areas);
  if (questions.length === 0) return null;
  return (
    <section className="card" aria-labelledby="questions-title">
      <h3 id="questions-title">{t("弄清楚最有用的", "Most worth finding out")}</h3>
      <ol className="questions">
        {questions.map((question) => (
          <li key={question.fact}>
            <strong>{say(question.text)}</strong>
            <span className="block">{settlingText(text, question)}</span>
            <span className="soft block">
              {t("影响：", "decides on: ")}
              {question.benefits
                .slice(0, 3)
                .map(({ pack, benefit }) => titles.ofBenefit(pack, benefit))
                .join(text.marks.and)}
              {question.benefits.length > 3 ? t(`等${question.benefits.length}项`, ` and ${question.benefits.length - 3} more`) : ""}
            </span>
            {mayAsk && isKept(question.fact) ? (
              <Link
                to="/people/$personId/$part"
                params={{ personId: String(file.id), part: "change" }}
                search={{ change: "fact", fact: question.fact }}
              >
                {t(`登记“${say(question.text)}”`, `Record: ${say(question.text)}`)}
              </Link>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A claim says its own facts: the file keeps none of them. */
function isKept(fact: string): boolean {
  return !["claim.", "application.", "household.", "certificate.", "disability."].some((group) => fact.startsWith(group));
}

import "../administration.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { may, useMe } from "../../api/me.ts";
import { Field } from "../../parts/field.tsx";
import { Lines } from "../../parts/lines.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { timeText } from "../../text/day-text.ts";
import { useText, type Tongue } from "../../text/use-text.ts";
import { AccountChoice } from "../accounts/account-choice.tsx";
import { logPagesQuery, type LogEntry, type LogQuestion } from "./log-queries.ts";

/** 访问记录: who did what with whose file, by person, by file, by day. */
export function LogPage() {
  const { t } = useText();
  const me = useMe();
  const [question, ask] = useState<LogQuestion>({});
  const [{ actor, file, day }, write] = useState({ actor: "", file: "", day: "" });
  const set = (changed: Partial<{ actor: string; file: string; day: string }>) => write((before) => ({ ...before, ...changed }));
  return (
    <div className="page">
      <PageTitle title={t("访问记录", "Access log")} />
      <p className="soft">
        {t(
          "每次查看、修改档案都记在这里，封存后改一条都查得出。您在这里查询，同样会记下来。",
          "Every reading and change of a file stands here, sealed so that nobody changes it unseen. That you look here is logged too.",
        )}
      </p>
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          ask({ ...(actor && { actor }), ...(file && { subjectId: Number(file) }), ...(day && { day }) });
        }}
      >
        <div className="form-row">
          {may(me, "access.see-accounts") ? (
            <AccountChoice id="log-actor" label={t("谁", "Who")} chosen={actor} onChoose={(next) => set({ actor: next })} />
          ) : null}
          <Field id="log-file" label={t("档案编号", "Number of the file")}>
            <input
              id="log-file"
              className="text"
              inputMode="numeric"
              pattern="[1-9]\d{0,14}"
              autoComplete="off"
              value={file}
              onChange={({ target }) => set({ file: target.value.trim() })}
            />
          </Field>
          <Field id="log-day" label={t("哪一天", "Day")}>
            <input id="log-day" type="date" className="text" value={day} onChange={({ target }) => set({ day: target.value })} />
          </Field>
        </div>
        <div className="actions">
          <button type="submit" className="button">
            {t("查询", "Search")}
          </button>
        </div>
      </form>
      <Entries key={JSON.stringify(question)} question={question} />
    </div>
  );
}

function Entries({ question }: { readonly question: LogQuestion }) {
  const text = useText();
  const { t, say } = text;
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(logPagesQuery(question));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={10} />;
  const entries = data.pages.flatMap((page) => page.entries);
  return (
    <section className="part" aria-labelledby="log-entries">
      <h2 id="log-entries">{t("记录", "Entries")}</h2>
      <p role="status" className="soft">
        {t(`列出${entries.length}条，最近的在前`, `${entries.length} entries, the latest first`)}
      </p>
      {entries.length === 0 ? (
        <p className="empty">{t("没有这样的记录。", "There is no such entry.")}</p>
      ) : (
        <Lines
          caption={t("访问记录", "Access log")}
          heads={[t("时间", "When"), t("谁", "Who"), t("做了什么", "What"), t("档案", "Files"), t("为什么", "Why"), t("结果", "Outcome")]}
          lines={entries.map((entry) => ({
            key: entry.id,
            cells: [
              timeText(text, entry.at),
              entry.actorName ?? t(`系统（${entry.actor}）`, `the system (${entry.actor})`),
              entry.aboutNames.length > 0 ? `${say(entry.act)}${text.marks.colon}${entry.aboutNames.join(text.marks.and)}` : say(entry.act),
              filesText(text, entry),
              whyText(text, entry),
              entry.outcome === "done" ? t("✓ 完成", "✓ done") : t("✗ 被拒绝", "✗ refused"),
            ],
          }))}
        />
      )}
      {hasNextPage ? (
        <div className="actions">
          <button type="button" className="button plain" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("更早的", "Earlier ones")}
          </button>
        </div>
      ) : null}
    </section>
  );
}

const mostFiles = 3;

function filesText({ t, marks }: Tongue, { subjects }: LogEntry): string {
  if (subjects.length === 0) return "–";
  const few = subjects.slice(0, mostFiles).join(marks.and);
  return subjects.length > mostFiles ? t(`${few}等${subjects.length}份`, `${few} and more, ${subjects.length} in all`) : few;
}

/** By which right, and in whose words why. */
function whyText({ t, marks }: Tongue, { occasion }: LogEntry): string {
  const bases: Readonly<Record<string, string>> = {
    duty: t("日常工作", "daily work"),
    case: t("办理事项", "a matter"),
    emergency: t("应急", "emergency"),
    own: t("本人或代理", "their own"),
    job: t("自动任务", "a job"),
  };
  const { basis = "", reference, reason } = occasion;
  return [bases[basis] ?? "–", reference, reason].filter(Boolean).join(marks.colon);
}

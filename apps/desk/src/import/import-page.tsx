import "./import.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { pathOf } from "../api/api.ts";
import { may, useMe } from "../api/me.ts";
import { numberIn } from "../api/number-in.ts";
import { Loading } from "../parts/loading.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { dayText, timeText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { ColumnsForm } from "./columns-form.tsx";
import { ImportActions } from "./import-actions.tsx";
import { importQuery, type ImportInFull } from "./import-queries.ts";
import { stateTexts } from "./import-words.ts";
import { ProgressLine } from "./progress-line.tsx";
import { RowsSection } from "./rows-section.tsx";
import { useBatches } from "./use-batches.ts";

/** One import, from its columns to its undoing. */
export function ImportPage() {
  const text = useText();
  const { t, say } = text;
  const { importId } = useParams({ strict: false });
  const { data: entered, error, refetch } = useQuery(importQuery(numberIn(importId)));
  return (
    <div className="page">
      <p>
        <Link to="/imports">{t("← 全部导入", "← All imports")}</Link>
      </p>
      <PageTitle title={entered ? t(`导入：${entered.unit}`, `Import: ${entered.unit}`) : t("导入", "Import")}>
        {entered ? <span className="badge">{say(stateTexts[entered.state])}</span> : null}
      </PageTitle>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!entered && !error ? <Loading rows={6} /> : null}
      {entered ? (
        <>
          <p className="soft">
            {entered.fileName} · {say(entered.sourceText)} · {t("情况截至", "as of ")}
            {dayText(text, entered.asOf)} · {entered.areaName}
          </p>
          <Steps entered={entered} />
          <Stage entered={entered} />
        </>
      ) : null}
    </div>
  );
}

function Stage({ entered }: { readonly entered: ImportInFull }) {
  const { t } = useText();
  const me = useMe();
  const enters = may(me, "exchange.enter-import");
  if (entered.state === "withdrawn") return <p className="empty">{t("已撤回，内容已清除。", "Withdrawn; its rows were removed.")}</p>;
  if (entered.state === "reading")
    return (
      <p className="notice warn">
        {t("这份表格没有读完。请把同一份文件再传一次，会接着读。", "This file was not read to its end. Send it again: reading goes on.")}
      </p>
    );
  if (entered.state === "matching") return enters ? <ColumnsForm entered={entered} /> : null;
  if (entered.counts.unchecked > 0 && entered.state === "open") return enters ? <Checking entered={entered} /> : null;
  return (
    <>
      <ImportActions entered={entered} />
      {may(me, "exchange.see-rows") ? <RowsSection entered={entered} /> : null}
    </>
  );
}

/** Begins by itself: whoever opens the page of an import wants to know what its rows are. */
function Checking({ entered }: { readonly entered: ImportInFull }) {
  const { t } = useText();
  const { run, done } = useBatches(pathOf("importCheck", entered.id), ({ total, unchecked }) => total - unchecked);
  const { mutate } = run;
  useEffect(() => mutate(), [mutate]);
  return (
    <section className="stack">
      <ProgressLine
        label={t("正在和名册核对", "Held against the register")}
        done={done ?? entered.counts.total - entered.counts.unchecked}
        all={entered.counts.total}
      />
      {run.error ? <ProblemNotice error={run.error} onRetry={() => mutate()} /> : null}
    </section>
  );
}

const stepTexts: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  entered: { zh: "录入", en: "entered" },
  submitted: { zh: "提交", en: "submitted" },
  withdrawn: { zh: "撤回", en: "withdrawn" },
  committed: { zh: "写入", en: "written" },
  "undo-asked": { zh: "申请撤销", en: "undoing asked for" },
  undone: { zh: "撤销", en: "undone" },
};

/** Who did what with it, and when. */
function Steps({ entered }: { readonly entered: ImportInFull }) {
  const text = useText();
  const { t, say } = text;
  const by = ({ isMe, name }: { readonly isMe: boolean; readonly name: string | null }) => (isMe ? t("您", "you") : (name ?? "–"));
  const first = { what: "entered", reason: null, at: entered.enteredAt, by: entered.enteredBy };
  const steps = [first, ...entered.steps].map(({ what, ...step }) => ({ ...step, what: stepTexts[what] ?? { zh: what, en: what } }));
  return (
    <ol className="import-steps" aria-label={t("经过", "What was done")}>
      {steps.map(({ what, reason, at, by: officer }) => (
        <li key={at + what.en}>
          <strong>{say(what)}</strong> {by(officer)} <time dateTime={at}>{timeText(text, at)}</time>
          {reason === null ? null : <span className="soft"> {reason}</span>}
        </li>
      ))}
    </ol>
  );
}

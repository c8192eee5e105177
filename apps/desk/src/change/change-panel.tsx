import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { may, useMe } from "../api/me.ts";
import { numberIn } from "../api/number-in.ts";
import { Icon } from "../parts/icon.tsx";
import { Loading } from "../parts/loading.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { useShortcut } from "../shortcuts/shortcuts.ts";
import { timeText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { OutcomeBadge } from "../work/outcome-badge.tsx";
import { ChangeActions } from "./change-actions.tsx";
import { ChangeEffect } from "./change-effect.tsx";
import { ChangeEvidence } from "./change-evidence.tsx";
import { ChangeParts } from "./change-parts.tsx";
import { changeQuery, rightsTo, type ChangeInFull } from "./change-queries.ts";

/** One request for a change, beside the list: both versions, what it does to benefits, and what may be done with it. */
export function ChangePanel() {
  const { t } = useText();
  const { changeId } = useParams({ strict: false });
  const id = numberIn(changeId);
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(changeQuery(id));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [id]);
  const close = () => {
    void navigate({ to: "/" }).then(() => document.querySelector<HTMLElement>(`[data-change="${id}"]`)?.focus());
  };
  useShortcut({ keys: "escape", text: { zh: "关闭这份申请", en: "Close this request" }, run: close });
  return (
    <section className="panel" aria-labelledby="change-title">
      <header className="panel-head">
        <h2 id="change-title" tabIndex={-1} ref={heading}>
          {t(`变更申请 ${id}`, `Request ${id}`)}
        </h2>
        {data?.decision ? <OutcomeBadge outcome={data.decision.outcome} /> : null}
        <button type="button" className="button plain icon-only" onClick={close} aria-label={t("关闭", "Close")}>
          <Icon name="close" />
        </button>
      </header>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Change key={id} change={data} /> : error ? null : <Loading rows={6} />}
    </section>
  );
}

function Change({ change }: { readonly change: ChangeInFull }) {
  const me = useMe();
  const rights = rightsTo(me, change);
  return (
    <div className="panel-body">
      <About change={change} />
      <ChangeParts change={change} />
      <ChangeEvidence change={change} />
      {change.decision ? <Decision change={change} /> : <ChangeEffect id={change.id} />}
      <ChangeActions change={change} rights={rights} />
    </div>
  );
}

function About({ change }: { readonly change: ChangeInFull }) {
  const text = useText();
  const { t } = text;
  const me = useMe();
  const name = change.name ?? (change.fileKind === "household" ? t("家庭档案", "A household") : t("（不显示姓名）", "(name not shown)"));
  return (
    <>
      <p className="panel-who">
        {change.fileKind === "person" && may(me, "registry.read-file") ? (
          <Link to="/people/$personId" params={{ personId: String(change.fileId) }}>
            {name}
          </Link>
        ) : (
          <strong>{name}</strong>
        )}
        <span className="soft">{change.areaName}</span>
      </p>
      <dl className="pairs">
        <dt>{t("申请人", "Asked by")}</dt>
        <dd>
          {change.askedBy.isMe ? t("您", "you") : (change.askedBy.name ?? "–")} ·{" "}
          <time dateTime={change.askedAt}>{timeText(text, change.askedAt)}</time>
        </dd>
        <dt>{t("理由", "Reason")}</dt>
        <dd>{change.reason}</dd>
        {change.undoes === null ? null : (
          <>
            <dt>{t("撤销哪一份", "Undoes")}</dt>
            <dd>
              <Link to="/changes/$changeId" params={{ changeId: String(change.undoes) }}>
                {t(`变更申请 ${change.undoes}`, `Request ${change.undoes}`)}
              </Link>
            </dd>
          </>
        )}
        {change.undoneBy === null ? null : (
          <>
            <dt>{t("由哪一份撤销", "Undone by")}</dt>
            <dd>
              <Link to="/changes/$changeId" params={{ changeId: String(change.undoneBy) }}>
                {t(`变更申请 ${change.undoneBy}`, `Request ${change.undoneBy}`)}
              </Link>
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

function Decision({ change: { decision } }: { readonly change: ChangeInFull }) {
  const text = useText();
  const { t } = text;
  if (!decision) return null;
  return (
    <dl className="pairs">
      <dt>{t("办理结果", "Outcome")}</dt>
      <dd>
        <OutcomeBadge outcome={decision.outcome} /> {decision.decidedBy.isMe ? t("您", "you") : (decision.decidedBy.name ?? "–")} ·{" "}
        <time dateTime={decision.decidedAt}>{timeText(text, decision.decidedAt)}</time>
      </dd>
      {decision.reason === null ? null : (
        <>
          <dt>{t("说明", "Words")}</dt>
          <dd>{decision.reason}</dd>
        </>
      )}
    </dl>
  );
}

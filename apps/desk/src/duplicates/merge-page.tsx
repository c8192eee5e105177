import "../people/people.css";
import "../change/change.css";
import "./duplicates.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMe } from "../api/me.ts";
import { numberIn } from "../api/number-in.ts";
import { useDraftFields } from "../draft/use-draft-fields.ts";
import { Loading } from "../parts/loading.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { MissingPage } from "../shell/missing-page.tsx";
import { timeText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { OutcomeBadge } from "../work/outcome-badge.tsx";
import { mergeQuery, rightsToMerge, type Compared, type Merge, type Side } from "./duplicate-queries.ts";
import { MergeActions } from "./merge-actions.tsx";
import { SideBySide } from "./side-by-side.tsx";

/** 一份合并申请: both files, what is taken from which, and what undoing it does. */
export function MergePage() {
  const { t } = useText();
  const { mergeId } = useParams({ strict: false });
  const id = numberIn(mergeId);
  const { data: merge, error, refetch } = useQuery({ ...mergeQuery(id), enabled: id > 0 });
  if (id === 0) return <MissingPage />;
  const isUndoing = merge !== undefined && merge.undoes !== null;
  return (
    <div className="page compare-page">
      <PageTitle
        title={isUndoing ? t(`撤销合并申请 ${id}`, `Request ${id} to undo a merge`) : t(`合并申请 ${id}`, `Request ${id} to merge`)}
      >
        <p>
          <Link to="/duplicates">{t("回到重复档案", "Back to the duplicates")}</Link>
        </p>
      </PageTitle>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {merge ? <MergeBody key={`${merge.id} ${merge.survivorSeenAt}`} merge={merge} /> : error ? null : <Loading rows={10} />}
    </div>
  );
}

function MergeBody({ merge }: { readonly merge: Merge }) {
  const { t } = useText();
  const me = useMe();
  const taken = new Set(merge.takes);
  const [chosen, choose, drop] = useDraftFields<Readonly<Record<string, string>>>(`merge.undoing.${merge.id}.${merge.survivorSeenAt}`, {});
  const goes = new Set(merge.undoes === null ? Object.keys(chosen).filter((part) => chosen[part] === "1") : merge.takes);
  const rights = rightsToMerge(me, merge);
  const heads = [0, 1].map((side) => headOf(t, merge, side as Side)) as [string, string];
  const differing = merge.parts.filter(({ isSame }) => !isSame);
  return (
    <>
      <Facts merge={merge} />
      {merge.undoes === null ? (
        <section aria-labelledby="what">
          <h2 id="what">{t("合并什么", "What is merged")}</h2>
          <SideBySide
            caption={t("两份档案对照", "Two files side by side")}
            heads={heads}
            parts={differing}
            choice={{ sideOf: ({ part }) => (taken.has(part) ? 1 : 0), onChoose: null }}
          />
        </section>
      ) : null}
      {merge.undoing !== null && (rights.undo || merge.undoes !== null) ? (
        <Undoing parts={merge.undoing} goes={goes} onChoose={rights.undo ? ({ part }, side) => choose({ [part]: String(side) }) : null} />
      ) : null}
      <MergeActions merge={merge} rights={rights} goes={[...goes]} onSent={drop} />
    </>
  );
}

/** What undoing brings back, and where goes what was changed since. */
function Undoing({
  parts,
  goes,
  onChoose,
}: {
  readonly parts: NonNullable<Merge["undoing"]>;
  readonly goes: ReadonlySet<string>;
  readonly onChoose: ((part: Compared, side: Side) => void) | null;
}) {
  const { t, say } = useText();
  const later = parts.filter(({ isLater }) => isLater);
  return (
    <section aria-labelledby="undoing">
      <h2 id="undoing">{t("撤销以后", "What undoing does")}</h2>
      <p>
        {t(
          "两份档案恢复成合并以前的样子。留下的那份里，下面左边是现在的，右边是合并以前的。",
          "Both files become what they were. Of the file that stayed: what it says now on the left, and before the merge on the right.",
        )}
      </p>
      {later.length === 0 ? (
        <p>{t("合并以后没有人改过这份档案。", "Nobody changed this file since the merge.")}</p>
      ) : (
        <fieldset className="stays">
          <legend>{t("合并以后改过的，归哪一份？", "Which file gets what was changed since?")}</legend>
          {later.map((part) => (
            <label key={part.part}>
              <input
                type="checkbox"
                checked={goes.has(part.part)}
                disabled={onChoose === null}
                onChange={({ target }) => onChoose?.(part, target.checked ? 1 : 0)}
              />
              {t(`${say(part.text)}：归并入的那份（不选则留在原处）`, `${say(part.text)}: goes with the file that went (else it stays)`)}
            </label>
          ))}
        </fieldset>
      )}
      <SideBySide
        caption={t("撤销前后对照", "Before and after the undoing")}
        heads={[t("现在", "Now"), t("合并以前", "Before the merge")]}
        parts={parts}
        choice={{ sideOf: () => null, onChoose: null }}
      />
    </section>
  );
}

function headOf(t: (zh: string, en: string) => string, { people, survivorId, otherId }: Merge, side: Side): string {
  const name = people[side]?.name ?? t("（不显示姓名）", "(name not shown)");
  return side === 0
    ? t(`留下：${name} № ${survivorId}`, `Stays: ${name} № ${survivorId}`)
    : t(`并入：${name} № ${otherId}`, `Goes: ${name} № ${otherId}`);
}

function Facts({ merge }: { readonly merge: Merge }) {
  const text = useText();
  const { t } = text;
  const { askedBy, askedAt, reason, decision, survivorId, otherId, undoes } = merge;
  const who = (officer: Merge["askedBy"]) => (officer.isMe ? t("您", "you") : (officer.name ?? "–"));
  return (
    <dl className="pairs">
      <dt>{t("两份档案", "Two files")}</dt>
      <dd>
        {[survivorId, otherId].map((id, side) => (
          <span key={id} className="said">
            <Link to="/people/$personId" params={{ personId: String(id) }}>
              {headOf(t, merge, side as Side)}
            </Link>
          </span>
        ))}
      </dd>
      {undoes === null ? null : (
        <>
          <dt>{t("撤销哪一份", "Undoes")}</dt>
          <dd>
            <Link to="/merges/$mergeId" params={{ mergeId: String(undoes) }}>
              {t(`合并申请 ${undoes}`, `Request ${undoes}`)}
            </Link>
          </dd>
        </>
      )}
      <dt>{t("申请人", "Asked by")}</dt>
      <dd>
        {who(askedBy)} · <time dateTime={askedAt}>{timeText(text, askedAt)}</time>
      </dd>
      <dt>{t("理由", "Reason")}</dt>
      <dd>{reason}</dd>
      {decision === null ? null : (
        <>
          <dt>{t("办理结果", "Outcome")}</dt>
          <dd>
            <OutcomeBadge outcome={decision.outcome} /> {who(decision.decidedBy)} ·{" "}
            <time dateTime={decision.decidedAt}>{timeText(text, decision.decidedAt)}</time>
            {decision.reason === null ? null : <span className="said">{decision.reason}</span>}
          </dd>
        </>
      )}
    </dl>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { may, useMe } from "../api/me.ts";
import { Loading } from "../parts/loading.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { dayOf, daysBetween, dayText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { TourOffer } from "../tour/tour-offer.tsx";
import { ChangeTable } from "./change-table.tsx";
import { EmergencyTable } from "./emergency-table.tsx";
import { MergeSection } from "./merge-section.tsx";
import { ReadersSection } from "./readers-section.tsx";
import { RowCheckSection } from "./row-check-section.tsx";
import { WorkSection } from "./work-section.tsx";
import { lateDays, mergesToDecide, ownDecidedQuery, sortWaiting, waitingMergesQuery, waitingQuery, type Change } from "./work-queries.ts";

/** 待办: what waits for this person, what became of what they asked for, and beside it the change that is open. */
export function WorkPage() {
  const text = useText();
  const { t } = text;
  const me = useMe();
  const { changeId } = useParams({ strict: false });
  const isOpen = changeId !== undefined;
  const [seesChanges, reviews] = [may(me, "registry.list-changes"), may(me, "access.review-emergency")];
  const merges = may(me, "registry.approve-merge");
  const watches = may(me, "access.list-readers");
  const isTold = may(me, "access.see-row-check");
  return (
    <div className={isOpen ? "split open" : "split"}>
      <div className="page list-side">
        <PageTitle title={t("待办", "Your work")}>
          <p className="soft">{dayText(text, me.today)}</p>
        </PageTitle>
        <TourOffer />
        {seesChanges ? <Changes /> : null}
        {merges ? <MergeSection /> : null}
        {reviews ? <EmergencyTable /> : null}
        {watches ? <ReadersSection /> : null}
        {isTold ? <RowCheckSection /> : null}
        {!seesChanges && !merges && !reviews && !watches && !isTold ? (
          <p>{t("您的岗位在这里还没有待办事项。", "Your office has no work here yet.")}</p>
        ) : null}
      </div>
      <Outlet />
    </div>
  );
}

function Changes() {
  const { t } = useText();
  const me = useMe();
  const waiting = useQuery(waitingQuery);
  const asks = may(me, "registry.ask-change");
  const decided = useQuery({ ...ownDecidedQuery, enabled: asks });
  const merges = useQuery({ ...waitingMergesQuery, enabled: may(me, "registry.approve-merge") });
  if (waiting.error) return <ProblemNotice error={waiting.error} onRetry={() => void waiting.refetch()} />;
  if (!waiting.data) return <Loading rows={8} />;
  const { toDecide, own, others } = sortWaiting(me, waiting.data.changes);
  const late = toDecide.filter((change) => isLate(change, me.today));
  const finished = decided.data?.changes ?? [];
  const refused = finished.filter(({ decision }) => decision?.outcome === "refused");
  const decides = may(me, "registry.approve-change");
  return (
    <>
      <ul className="tiles">
        {decides ? <Tile to="#to-decide" count={toDecide.length} text={t("等您审批", "for you to decide")} isStrong /> : null}
        {decides ? (
          <Tile
            to="#to-decide"
            count={late.length}
            text={t(`等了${lateDays}天以上`, `waiting ${lateDays} days or more`)}
            isBad={late.length > 0}
          />
        ) : null}
        {merges.data ? (
          <Tile to="#merges" count={mergesToDecide(me, merges.data.pairs).length} text={t("合并，等您审批", "merges for you to decide")} />
        ) : null}
        {asks ? <Tile to="#own" count={own.length} text={t("您提交的，等别人审批", "yours, with others")} /> : null}
        {asks ? (
          <Tile to="#finished" count={refused.length} text={t("您提交的，没有通过", "yours, refused")} isBad={refused.length > 0} />
        ) : null}
      </ul>
      {decides ? (
        <WorkSection id="to-decide" title={t("等您审批", "For you to decide")} count={toDecide.length}>
          {toDecide.length > 0 ? (
            <ChangeTable caption={t("等您审批的变更", "Changes for you to decide")} changes={toDecide} />
          ) : (
            <p className="empty">{t("都办完了。有新的申请会出现在这里。", "All done. New requests appear here.")}</p>
          )}
        </WorkSection>
      ) : null}
      {others.length > 0 ? (
        <WorkSection id="others" title={t("辖区内等别人审批", "Waiting in your area, for others to decide")} count={others.length}>
          <ChangeTable caption={t("等别人审批的变更", "Changes for others to decide")} changes={others} />
        </WorkSection>
      ) : null}
      {asks ? (
        <WorkSection id="own" title={t("您提交的，等别人审批", "Asked for by you, for others to decide")} count={own.length}>
          {own.length > 0 ? (
            <>
              <p className="soft">
                {t(
                  "录入和审批不能是同一个人，所以这些由别人审批；您可以撤回。",
                  "Nobody decides what they asked for: others decide these, and you can take them back.",
                )}
              </p>
              <ChangeTable caption={t("您提交的变更", "Changes that you asked for")} changes={own} />
            </>
          ) : (
            <p className="empty">{t("没有。", "None.")}</p>
          )}
        </WorkSection>
      ) : null}
      {asks && finished.length > 0 ? (
        <WorkSection id="finished" title={t("您提交的，最近办结", "Asked for by you, decided lately")} count={finished.length}>
          <ChangeTable caption={t("您提交的、最近办结的变更", "Changes that you asked for, decided lately")} changes={finished} isDecided />
        </WorkSection>
      ) : null}
    </>
  );
}

function isLate({ askedAt }: Change, today: string): boolean {
  return daysBetween(dayOf(askedAt), today) >= lateDays;
}

type TileParts = {
  readonly to: string;
  readonly count: number;
  readonly text: string;
  readonly isStrong?: boolean;
  readonly isBad?: boolean;
};

function Tile({ to, count, text, isStrong = false, isBad = false }: TileParts) {
  return (
    <li>
      <a href={to} className={`tile${isStrong ? " strong" : ""}${isBad ? " bad" : ""}`}>
        <b>{count}</b>
        <span>{text}</span>
      </a>
    </li>
  );
}

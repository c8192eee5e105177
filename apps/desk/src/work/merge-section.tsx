import "../duplicates/duplicates.css";
import { useQuery } from "@tanstack/react-query";
import { useMe } from "../api/me.ts";
import { PairTable } from "../duplicates/pair-table.tsx";
import { Loading } from "../parts/loading.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { useText } from "../text/use-text.ts";
import { mergesToDecide, waitingMergesQuery } from "./work-queries.ts";
import { WorkSection } from "./work-section.tsx";

/** 合并申请: merges and their undoing that others asked for, to be decided. */
export function MergeSection() {
  const { t } = useText();
  const me = useMe();
  const { data, error, refetch } = useQuery(waitingMergesQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const pairs = mergesToDecide(me, data.pairs);
  return (
    <WorkSection id="merges" title={t("等您审批的合并", "Merges for you to decide")} count={pairs.length}>
      {pairs.length === 0 ? (
        <p className="empty">{t("没有等您审批的合并。", "No merge waits for you.")}</p>
      ) : (
        <PairTable pairs={pairs} state="waiting" caption={t("等您审批的合并申请", "Requests to merge, for you to decide")} />
      )}
    </WorkSection>
  );
}

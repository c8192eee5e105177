import "../people/people.css";
import "./duplicates.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Loading } from "../parts/loading.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { dayText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { duplicatesQuery, pairsAtOnce } from "./duplicate-queries.ts";
import { PairTable } from "./pair-table.tsx";
import type { PairState } from "./pair-state.ts";

/** 重复档案: pairs of files that may be one person's, the worst first. */
export function DuplicatesPage() {
  const text = useText();
  const { t } = text;
  const { state = "open" } = useSearch({ strict: false });
  const [page, turn] = useState({ state, skip: 0 });
  const skip = page.state === state ? page.skip : 0;
  const { data, error, refetch } = useQuery(duplicatesQuery(state, skip));
  const searched = data?.searchedOn ?? null;
  return (
    <div className="page">
      <PageTitle title={t("重复档案", "Duplicates")}>
        <p className="soft">
          {data === undefined
            ? " "
            : searched === null
              ? t("正在查找，第一次要等一会……", "Being looked for; the first time takes a moment …")
              : t(
                  `每天查找一次，最近一次：${dayText(text, searched)}。同一个人有两份档案，可能重复领取。`,
                  `Looked for once a day, last on ${dayText(text, searched)}. One person with two files may be paid twice.`,
                )}
        </p>
      </PageTitle>
      <StateTabs state={state} />
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <>
          <p role="status">{countText(t, state, data.count)}</p>
          {data.pairs.length > 0 ? <PairTable pairs={data.pairs} state={state} /> : null}
          <Pages skip={skip} count={data.count} onTurn={(next) => turn({ state, skip: next })} />
        </>
      ) : error ? null : (
        <Loading rows={8} />
      )}
    </div>
  );
}

function countText(t: (zh: string, en: string) => string, state: PairState, count: number): string {
  const texts: Readonly<Record<PairState, string>> = {
    open: t(`有${count}对等人核对，后果重的在前。`, `${count} pairs to look at, those that do most harm first.`),
    waiting: t(`有${count}份申请等审批。`, `${count} requests wait for a decision.`),
    apart: t(`有${count}对已认定不是同一个人。`, `${count} pairs were said to be two people.`),
    merged: t(`有${count}对已合并。`, `${count} pairs are merged.`),
  };
  return texts[state];
}

function StateTabs({ state }: { readonly state: PairState }) {
  const { t } = useText();
  const texts: readonly (readonly [PairState, string])[] = [
    ["open", t("等核对", "To look at")],
    ["waiting", t("等审批", "Waiting")],
    ["apart", t("不是重复", "Two people")],
    ["merged", t("已合并", "Merged")],
  ];
  return (
    <nav className="tabs" aria-label={t("重复档案", "Duplicates")}>
      {texts.map(([each, name]) => (
        <Link
          key={each}
          to="/duplicates"
          search={each === "open" ? {} : { state: each }}
          className="tab"
          activeProps={{}}

          {...(each === state && { "aria-current": "page" as const })}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

function Pages({ skip, count, onTurn }: { readonly skip: number; readonly count: number; readonly onTurn: (skip: number) => void }) {
  const { t } = useText();
  if (count <= pairsAtOnce) return null;
  const last = Math.min(count, skip + pairsAtOnce);
  return (
    <div className="actions">
      <button type="button" className="button plain" disabled={skip === 0} onClick={() => onTurn(skip - pairsAtOnce)}>
        {t("上一页", "Previous")}
      </button>
      <span>{t(`第${skip + 1}到${last}对`, `${skip + 1} to ${last}`)}</span>
      <button type="button" className="button plain" disabled={last === count} onClick={() => onTurn(skip + pairsAtOnce)}>
        {t("下一页", "Next")}
      </button>
    </div>
  );
}

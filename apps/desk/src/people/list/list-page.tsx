import "../people.css";
import "./list.css";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { memo, useCallback, useMemo, useState, type SetStateAction } from "react";
import { may, sightOf, useMe } from "../../api/me.ts";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useSettled } from "../../parts/use-settled.ts";
import { useText } from "../../text/use-text.ts";
import { PeopleTabs } from "../people-tabs.tsx";
import { useWords } from "../use-words.ts";
import { FilterEditor } from "./filter-editor.tsx";
import { conditionsText, filterFacts, readConditions, type Condition } from "./filters.ts";
import { ListActions } from "./list-actions.tsx";
import { PeopleGrid } from "./people-grid.tsx";
import { showColumns, useColumns } from "./columns.ts";
import { ColumnChoice } from "./column-choice.tsx";
import { readOrder, writtenOrder, type Order } from "./order.ts";
import { listPageQuery, useListPages, useShownList, type Listed } from "./use-list-pages.ts";
import { ViewBar } from "./view-bar.tsx";

/** Whoever waits longer for a list sees that the one before is not it. */
const patienceMilliseconds = 300;

/** 名单: everybody of one's areas whom all conditions fit. The conditions stand in the address: they are about nobody, and a list may be sent to a colleague. */
export function ListPage() {
  const text = useText();
  const { t } = text;
  const me = useMe();
  const navigate = useNavigate();
  const { conditions: said, order: saidOrder } = useSearch({ strict: false });
  const listed = useMemo(() => ({ conditions: readConditions(said), order: readOrder(saidOrder) }), [said, saidOrder]);
  const { conditions, order } = listed;
  const { words, isReady, error } = useWords();
  const { shown: columns } = useColumns();
  const list = useShownList(listed, may(me, "registry.list-people"));
  const isLate = useSettled(list.isOnItsWay, patienceMilliseconds) && list.isOnItsWay;
  const show = (next: Listed) =>
    void navigate({
      to: "/people/list",
      search: { ...(next.conditions.length > 0 && { conditions: next.conditions }), ...writtenOrder(next.order) },
    });
  const sort = useCallback(
    (next: Order) =>
      void navigate({
        to: "/people/list",
        search: ({ conditions }) => ({ ...(conditions !== undefined && { conditions }), ...writtenOrder(next) }),
      }),
    [navigate],
  );
  const queries = useQueryClient();
  const readAhead = useCallback((next: Listed) => void queries.prefetchQuery(listPageQuery(next, 0)), [queries]);
  const facts = useMemo(() => filterFacts(words, (group) => sightOf(me, "registry.list-people", group) === "whole"), [words, me]);
  const choose = (next: readonly Condition[]) => show({ conditions: next, order });
  const saidOf = (shown: Listed) =>
    shown.conditions.length === 0 ? t("辖区内全部人员", "everybody in your areas") : conditionsText(text, words, shown.conditions);
  if (!may(me, "registry.list-people"))
    return (
      <div className="page people">
        <PageTitle title={t("名单", "List")} />
        <p>{t("您的岗位不列名单。", "Your office makes no lists.")}</p>
      </div>
    );
  return (
    <div className="page people list-page">
      <PageTitle title={t("名单", "List")} />
      <PeopleTabs />
      {error ? <ProblemNotice error={error} /> : null}
      {isReady ? (
        <>
          <div className="list-conditions no-print">
            <ViewBar
              view={{ conditions, order, columns: columns.map(({ key }) => key) }}
              onChoose={({ columns, ...listed }) => {
                showColumns(columns);
                show(listed);
              }}
            />
            <FilterEditor
              words={words}
              facts={facts}
              conditions={conditions}
              onChange={choose}
              onPressed={(next) => readAhead({ conditions: next, order })}
            />
          </div>
          {list.error ? (
            <ProblemNotice error={list.error} onRetry={list.retry} />
          ) : list.shown === null ? (
            <Loading rows={12} />
          ) : (
            <section aria-labelledby="list-said" aria-busy={list.isOnItsWay} className={isLate ? "list late" : "list"}>
              <List listed={list.shown} onOrder={sort} onPressed={readAhead} said={saidOf(list.shown)} />
            </section>
          )}
        </>
      ) : error ? null : (
        <Loading rows={12} />
      )}
    </div>
  );
}

type ListProps = {
  readonly listed: Listed;
  readonly onOrder: (order: Order) => void;
  /** The list that will be asked for once what is pressed is let go. */
  readonly onPressed: (next: Listed) => void;
  readonly said: string;
};

/** Drawn again only where another list is shown: while that is on its way there is other work. */
const List = memo(function List({ listed, onOrder, onPressed, said }: ListProps) {
  const text = useText();
  const { t } = text;
  const pages = useListPages(listed);
  const columns = useColumns();
  const [selected, select] = useSelected(JSON.stringify(listed.conditions));
  if (pages.error) return <ProblemNotice error={pages.error} onRetry={pages.retry} />;
  if (pages.count === null) return <Loading rows={12} />;
  return (
    <>
      <header className="list-head">
        <h2 id="list-said" aria-live="polite">
          {said}
          {text.marks.colon}
          <span className="digits">{t(`${pages.count.toLocaleString("en-US")}人`, `${pages.count.toLocaleString("en-US")} people`)}</span>
        </h2>
        <ColumnChoice columns={columns} />
        <ListActions
          listed={listed}
          said={said}
          count={pages.count}
          selected={selected}
          lineOf={pages.lineOf}
          onClear={() => select(nobody)}
        />
      </header>
      <p className="soft no-print">
        {t(
          "按列名排序：点一下从小到大，再点从大到小；姓名按拼音。方向键在格子间移动，空格选中，回车打开。",
          "Press a heading to sort by it, and again for the reverse; names go by their pinyin. Arrow keys move between cells, space selects, Enter opens.",
        )}
      </p>
      {pages.count === 0 ? (
        <div className="empty">
          <p>
            {t("没有人符合全部条件。去掉一个条件再看，或换一个地区。", "Nobody fits all conditions. Take one away, or try another area.")}
          </p>
        </div>
      ) : (
        <PeopleGrid
          count={pages.count}
          lineOf={pages.lineOf}
          onShow={pages.show}
          columns={columns}
          order={listed.order}
          onOrder={onOrder}
          onPressed={(order) => onPressed({ ...listed, order })}
          selected={selected}
          onSelect={select}
          caption={said}
          of={JSON.stringify(listed)}
        />
      )}
    </>
  );
});

const nobody: ReadonlySet<number> = new Set();

/** Who is selected of a list; of another list it is nobody. */
function useSelected(of: string) {
  const [selection, set] = useState({ of, ids: nobody });
  const idsIn = useCallback((each: typeof selection) => (each.of === of ? each.ids : nobody), [of]);
  const select = useCallback(
    (next: SetStateAction<ReadonlySet<number>>) => set((before) => ({ of, ids: typeof next === "function" ? next(idsIn(before)) : next })),
    [of, idsIn],
  );
  return [idsIn(selection), select] as const;
}

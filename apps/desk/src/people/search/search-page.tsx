import "../people.css";
import { SearchAnswer } from "@huican/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { ask, pathOf } from "../../api/api.ts";
import { may, useMe } from "../../api/me.ts";
import { isWorthSearching } from "../../palette/commands.ts";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useSettled } from "../../parts/use-settled.ts";
import { useShortcut } from "../../shortcuts/shortcuts.ts";
import { useText } from "../../text/use-text.ts";
import { PeopleTabs } from "../people-tabs.tsx";
import { FoundTable } from "./found-table.tsx";

const settleMilliseconds = 250;
const most = 50;

/** 查找: a person by whatever somebody knows of them. What is typed goes to the server in a body and stands in no address. */
export function SearchPage() {
  const { t } = useText();
  const me = useMe();
  const [typed, type] = useState(lastQuery);
  const field = useRef<HTMLInputElement>(null);
  const query = useSettled(typed.trim(), settleMilliseconds);
  const canSearch = may(me, "registry.search-people");
  useEffect(() => {
    lastQuery = typed;
  }, [typed]);
  useShortcut({ keys: "/", text: { zh: "到查找框", en: "Go to the search field" }, run: () => field.current?.focus() });
  return (
    <div className="page people">
      <PageTitle title={t("人员", "People")} />
      <PeopleTabs />
      {canSearch ? (
        <>
          <div className="field find-person">
            <label htmlFor="find-person">{t("查找一个人", "Find a person")}</label>
            <input
              id="find-person"
              ref={field}
              className="text"
              type="search"
              value={typed}
              onChange={(event) => type(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "ArrowDown") {
                  event.preventDefault();
                  document.querySelector<HTMLElement>(".found .row-link")?.focus();
                }
              }}
              autoComplete="off"
              spellCheck={false}
              aria-describedby="find-person-help"
            />
            <p className="soft" id="find-person-help">
              {t(
                "姓名或其中几个字、拼音或首字母、身份证号、残疾人证号、电话或后四位、地区；可以写几样，用空格隔开，如“lxl 渝碚路”。",
                "A name or part of it, pinyin or its initials, an identity or certificate number, a telephone or its last four digits, an area; several with spaces between them.",
              )}
            </p>
          </div>
          <Found query={query} isSettled={query === typed.trim()} />
        </>
      ) : (
        <p>{t("您的岗位不查找人员。", "Your office does not search for people.")}</p>
      )}
    </div>
  );
}

/** What was typed last in this tab, for whoever comes back from a file. It is kept in memory alone and goes with the tab. */
let lastQuery = "";

function Found({ query, isSettled }: { readonly query: string; readonly isSettled: boolean }) {
  const { t } = useText();
  const isWorth = isWorthSearching(query);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["people", "search", "page", query],
    // Whoever types on takes the signal away: what is overtaken is cancelled.
    queryFn: ({ signal }) => ask("POST", pathOf("search"), { body: { query, most }, answer: SearchAnswer, signal }),
    enabled: isWorth,
    placeholderData: (before) => before,
    // A number of a person is not kept longer than the page is open.
    gcTime: 0,
  });
  if (!isWorth)
    return (
      <p role="status" className="soft">
        {query === ""
          ? t("写下您知道的，就会列出来。", "Type what you know, and it is listed.")
          : t(
              "号码请输完整，或只输电话后四位；拼音至少两个字母。",
              "Type a whole number or a telephone's last four digits; of pinyin two letters at least.",
            )}
      </p>
    );
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={6} />;
  return (
    <section className="found" aria-labelledby="found-title" aria-busy={isFetching || !isSettled}>
      <h2 id="found-title" className="visually-hidden">
        {t("找到的人", "People found")}
      </h2>
      <p role="status" className="soft">
        {statusText(t, data, isFetching || !isSettled)}
      </p>
      {data.notUnderstood.length > 0 ? (
        <p className="notice warn">
          {t("没看懂：", "Not understood: ")}
          <strong>{data.notUnderstood.join(" ")}</strong>
          {t("。可以换成姓名、拼音、号码或地区名。", ". Try a name, pinyin, a number or the name of an area.")}
        </p>
      ) : null}
      {data.people.length === 0 ? (
        <div className="empty">
          <p>
            {t(
              "没有找到。可能不在您的辖区，也可能写法不同：换一个字、换成拼音，或用号码再查。",
              "Nobody found. They may be outside your areas, or written otherwise: try other characters, pinyin, or a number.",
            )}
          </p>
          <p>
            <Link to="/people/list">{t("按条件列出人员", "List people by conditions")}</Link>
          </p>
        </div>
      ) : (
        <FoundTable people={data.people} />
      )}
    </section>
  );
}

function statusText(
  t: (zh: string, en: string) => string,
  { people, isCut }: { readonly people: readonly unknown[]; readonly isCut: boolean },
  isBusy: boolean,
) {
  if (isBusy) return t("正在查找……", "Searching …");
  if (isCut)
    return t(`只列出前${people.length}人，还有更多，请写得更完整。`, `The first ${people.length} people; there are more: type more of it.`);
  return t(`找到${people.length}人。`, `${people.length} found.`);
}

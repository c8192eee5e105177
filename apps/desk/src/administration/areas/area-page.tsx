import "../administration.css";
import "./areas.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Fragment } from "react";
import { may, useMe } from "../../api/me.ts";
import { Lines } from "../../parts/lines.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { MissingPage } from "../../shell/missing-page.tsx";
import { useText } from "../../text/use-text.ts";
import { AccountBadge } from "../accounts/account-badge.tsx";
import { holdersQuery } from "../accounts/account-queries.ts";
import { appointedAreasQuery, areaListQuery, type Appointed, type Area, type AreaList } from "./area-queries.ts";
import { AreaLink, AreaTable, holdsText, levelText } from "./area-table.tsx";
import { areaOf, areasIn, chainOf, countsOf } from "./area-tree.ts";
import { ZoneTable } from "./zone-table.tsx";
import { FactsGrid } from "../facts-grid.tsx";

/** One area: what its code has meant, what lies in it, and who works there. */
export function AreaPage() {
  const { code } = useParams({ from: "/areas/$code" });
  const list = useQuery(areaListQuery);
  const appointed = useQuery(appointedAreasQuery);
  const failed = [list, appointed].find(({ error }) => error !== null);
  if (failed) return <ProblemNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!list.data || !appointed.data) return <Loading rows={8} />;
  const area = areaOf(list.data, code);
  if (!area) return <MissingPage />;
  // One area gives way to another as a page does: the heading is another, and takes the focus.
  return <Shown key={code} area={area} list={list.data} appointed={appointed.data.areas} />;
}

type Parts = { readonly area: Area; readonly list: AreaList; readonly appointed: Appointed };

function Shown({ area, list, appointed }: Parts) {
  const { t } = useText();
  const me = useMe();
  const below = areasIn(list, area.code);
  const zones = list.zones.filter(({ liesIn }) => liesIn.includes(area.code));
  return (
    <div className="page">
      <Way area={area} list={list} />
      <PageTitle title={area.name} />
      <Facts area={area} appointed={appointed} />
      <History area={area} list={list} />
      {area.level === "township" ? null : (
        <section className="part" aria-labelledby="below">
          <h2 id="below">{t("下一级", "What lies in it")}</h2>
          {below.length > 0 ? (
            <AreaTable caption={t("下一级地区", "Areas in it")} list={list} appointed={appointed} areas={below} />
          ) : (
            <p className="empty">{t("清单里没有下一级。", "The list has nothing below it.")}</p>
          )}
        </section>
      )}
      {zones.length > 0 ? (
        <section className="part" aria-labelledby="zones">
          <h2 id="zones">{t("这里的功能区", "Zones in it")}</h2>
          <ZoneTable list={list} appointed={appointed} zones={zones} />
        </section>
      ) : null}
      {may(me, "access.see-accounts") ? <Holders area={area} /> : null}
    </div>
  );
}

/** The way back up, to the whole list. */
function Way({ area, list }: Omit<Parts, "appointed">) {
  const { t } = useText();
  return (
    <nav className="way" aria-label={t("上级地区", "Areas around it")}>
      <ol>
        <li>
          <Link to="/areas">{t("地区与功能区", "Areas and functional zones")}</Link>
        </li>
        {chainOf(list, area).map((each) => (
          <li key={each.code}>
            {each === area ? (
              <span aria-current="page" lang="zh">
                {each.name}
              </span>
            ) : (
              <AreaLink area={each} />
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Facts({ area, appointed }: Omit<Parts, "list">) {
  const text = useText();
  const { t } = text;
  const { here, below, above } = countsOf(appointed, area);
  const facts = [
    [t("代码", "Code"), area.code],
    [t("级别", "Level"), levelText(text, area.level)],
    [t("今天", "Today"), area.isValid ? t("✓ 有效", "✓ holds") : t("○ 不再有效", "○ holds no longer")],
    [
      t("今天的任职", "Appointments today"),
      t(`这里${here}项，下级${below}项；上级管到这里的${above}项`, `${here} here, ${below} below; ${above} around it cover it`),
    ],
  ] as const;
  return <FactsGrid facts={facts} />;
}

/** 沿革: names and periods of the code, with what came before it and what follows. */
function History({ area: { before, lines }, list }: Omit<Parts, "appointed">) {
  const text = useText();
  const { t, marks } = text;
  const earlier = before.flatMap((code) => areaOf(list, code) ?? []);
  return (
    <section className="part" aria-labelledby="history">
      <h2 id="history">{t("沿革", "History")}</h2>
      {earlier.length > 0 ? (
        <p>
          {t("以前是：", "It was before: ")}
          {earlier.map((each, i) => (
            <Fragment key={each.code}>
              {i > 0 ? marks.and : null}
              <AreaLink area={each} /> {each.code}
            </Fragment>
          ))}
        </p>
      ) : null}
      <Lines
        caption={t("沿革", "History")}
        heads={[t("名称", "Name"), t("从哪天到哪天", "From and to"), t("接替", "Followed by"), t("说明", "Note")]}
        lines={lines.map((line) => {
          const successor = areaOf(list, line.successor);
          return {
            key: line.validFrom ?? "",
            cells: [
              <span key="name" lang="zh">
                {line.name}
              </span>,
              holdsText(text, line),
              successor ? (
                <span key="next">
                  <AreaLink area={successor} /> {successor.code}
                </span>
              ) : (
                "–"
              ),
              line.note === null ? (
                "–"
              ) : (
                <span key="note" lang="zh">
                  {line.note}
                </span>
              ),
            ],
          };
        })}
      />
    </section>
  );
}

/** Who holds an office there or below today. */
function Holders({ area: { prefix } }: Pick<Parts, "area">) {
  const { t, say, marks } = useText();
  const { data, error, refetch } = useQuery(holdersQuery(prefix));
  return (
    <section className="part" aria-labelledby="holders">
      <h2 id="holders">{t("在这里和下级任职的人", "Who works there or below")}</h2>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        data.accounts.length === 0 ? (
          <p className="empty">
            {t(
              "今天没有人在这里任职。任职由安全保密管理员在“账号和任职”里办。",
              "Nobody holds an office there today. The security administrator appoints, from the page of an account.",
            )}
          </p>
        ) : (
          <>
            {data.isCut ? (
              <p className="soft">
                {t(
                  `只列出前${data.accounts.length}人，打开下级看其余的。`,
                  `The first ${data.accounts.length}; open what lies in it to see the others.`,
                )}
              </p>
            ) : null}
            <Lines
              caption={t("在这里和下级任职的人", "Who works there or below")}
              heads={[t("姓名", "Name"), t("任职", "Offices"), t("状态", "State")]}
              lines={data.accounts.map((account) => ({
                key: account.id,
                cells: [
                  <Link key="name" to="/accounts/$accountId" params={{ accountId: account.id }} className="row-link">
                    {account.displayName}
                  </Link>,
                  account.offices.map(say).join(marks.semicolon),
                  <AccountBadge key="state" {...account} />,
                ],
              }))}
            />
          </>
        )
      ) : error ? null : (
        <Loading rows={3} />
      )}
    </section>
  );
}

import "../people.css";
import "./file.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { mayIn, useMe, type Me } from "../../api/me.ts";
import { numberIn } from "../../api/number-in.ts";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { MissingPage } from "../../shell/missing-page.tsx";
import { useText } from "../../text/use-text.ts";
import { ChangePart } from "../change/change-part.tsx";
import { fileQuery, type Moment, type PersonFile } from "../people-queries.ts";
import { DocumentsPart } from "./documents-part.tsx";
import { EntitlementsPart } from "./entitlements-part.tsx";
import { FileHead } from "./file-head.tsx";
import { MomentControl, PastBand } from "./moment-control.tsx";
import { MergedNotice } from "./merged-notice.tsx";
import { OverviewPart } from "./overview-part.tsx";
import { ReadersPart } from "./readers-part.tsx";
import { RecordsPart } from "./records-part.tsx";
import { SummaryPart } from "./summary-part.tsx";
import { TimelinePart } from "./timeline-part.tsx";

const parts = {
  overview: OverviewPart,
  entitlements: EntitlementsPart,
  records: RecordsPart,
  documents: DocumentsPart,
  timeline: TimelinePart,
  readers: ReadersPart,
  change: ChangePart,
  summary: SummaryPart,
} as const;
type PartName = keyof typeof parts;

/** 一人一档: one person, as on a day and as known at a time. Each part has an address of its own and is loaded when it is looked at. */
export function FilePage() {
  const { t } = useText();
  const me = useMe();
  const { personId = "", part = "overview" } = useParams({ strict: false });
  const { asOf, knownAt } = useSearch({ strict: false });
  const moment: Moment = { asOf, knownAt };
  const id = numberIn(personId);
  const { data: file, error, refetch } = useQuery({ ...fileQuery(id, moment), enabled: id > 0 });
  useFocusOnChange(part);
  if (id === 0 || !(part in parts)) return <MissingPage />;
  if (error)
    return (
      <div className="page people">
        <PageTitle title={t("人员档案", "A file")} />
        <ProblemNotice error={error} onRetry={() => void refetch()} />
        {asOf === undefined && knownAt === undefined ? (
          <p>
            <Link to="/people">{t("回到查找", "Back to the search")}</Link>
          </p>
        ) : (
          <p>
            <Link to="/people/$personId" params={{ personId }}>
              {t("回到今天的情况", "Back to today")}
            </Link>
          </p>
        )}
      </div>
    );
  const Part = parts[part as PartName];
  return (
    <>
      <PastBand id={personId} part={part} moment={moment} />
      <div className="page people file">
        {file ? <FileHead file={file} /> : <PageTitle title={t("人员档案", "A file")} />}
        {file ? <MergedNotice file={file} /> : null}
        <div className="file-bar no-print">
          <PartTabs id={personId} part={part as PartName} moment={moment} tabs={tabsFor(me, file)} />
          <MomentControl key={`${asOf} ${knownAt}`} id={personId} part={part} moment={moment} />
        </div>
        {file ? <Part key={file.id} file={file} moment={moment} /> : <Loading rows={10} />}
      </div>
    </>
  );
}

/** Whoever goes to another part hears its heading next. */
function useFocusOnChange(part: string): void {
  const before = useRef(part);
  useEffect(() => {
    if (before.current !== part) document.getElementById("part-title")?.focus();
    before.current = part;
  }, [part]);
}

/** The parts that somebody may open: what would be refused is not offered. */
function tabsFor(me: Me, file: PersonFile | undefined): readonly PartName[] {
  const areas = file ? file.areas : me.acts.flatMap((act) => act.areas);
  const isOwn = file !== undefined && me.files.includes(file.id);
  const mayHere = (act: string) => isOwn || mayIn(me, act, areas);
  const hasLog = mayIn(me, "audit.search-log", areas) || isOwn;
  return [
    "overview",
    ...(mayHere("policy.decide-person") ? (["entitlements"] as const) : []),
    "records",
    ...(mayHere("registry.list-attachments") ? (["documents"] as const) : []),
    ...(mayHere("registry.read-timeline") ? (["timeline"] as const) : []),
    ...(hasLog ? (["readers"] as const) : []),
    ...(mayHere("registry.ask-change") ? (["change"] as const) : []),
    "summary",
  ];
}

function PartTabs({
  id,
  part,
  moment,
  tabs,
}: {
  readonly id: string;
  readonly part: PartName;
  readonly moment: Moment;
  readonly tabs: readonly PartName[];
}) {
  const { t } = useText();
  const texts: Readonly<Record<PartName, string>> = {
    overview: t("概况", "Overview"),
    entitlements: t("待遇", "Entitlements"),
    records: t("登记情况", "Records"),
    documents: t("材料", "Documents"),
    timeline: t("时间线", "Timeline"),
    readers: t("谁看过", "Who read it"),
    change: t("申请变更", "Ask for a change"),
    summary: t("一页摘要", "One page"),
  };
  return (
    <nav className="tabs" aria-label={t("档案的各部分", "Parts of the file")}>
      {tabs.map((tab) => (
        <PartLink key={tab} id={id} part={tab} moment={moment} isCurrent={tab === part}>
          {texts[tab]}
        </PartLink>
      ))}
    </nav>
  );
}

function PartLink({
  id,
  part,
  moment,
  isCurrent,
  children,
}: {
  readonly id: string;
  readonly part: PartName;
  readonly moment: Moment;
  readonly isCurrent: boolean;
  readonly children: string;
}) {
  const search = { ...(moment.asOf && { asOf: moment.asOf }), ...(moment.knownAt && { knownAt: moment.knownAt }) };
  const current = {
    className: "tab",
    activeProps: {},
    activeOptions: { exact: true, includeSearch: false },
    ...(isCurrent && { "aria-current": "page" as const }),
  };
  return part === "overview" ? (
    <Link to="/people/$personId" params={{ personId: id }} search={search} {...current}>
      {children}
    </Link>
  ) : (
    <Link to="/people/$personId/$part" params={{ personId: id, part }} search={search} {...current}>
      {children}
    </Link>
  );
}

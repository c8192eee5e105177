import "../administration/administration.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { may, useMe } from "../api/me.ts";
import { numberIn } from "../api/number-in.ts";
import { Loading } from "../parts/loading.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { useShortcut } from "../shortcuts/shortcuts.ts";
import { useText } from "../text/use-text.ts";
import { NewRequest } from "./new-request.tsx";
import { RequestCard } from "./request-card.tsx";
import { fileRequestsQuery } from "./request-queries.ts";

/** Every request about one file with what happened to it; the file itself may be restricted or erased. */
export function FileRequestsPage() {
  const { t } = useText();
  const me = useMe();
  const { fileId = "" } = useParams({ strict: false });
  const id = numberIn(fileId);
  const [isAsking, asks] = useState(false);
  const { data, error, refetch } = useQuery({ ...fileRequestsQuery(id), enabled: id > 0 });
  const takesDown = may(me, "registry.ask-request") && data !== undefined;
  const isRestricted = data?.requests.some(({ state }) => state === "restricted") ?? false;
  useShortcut(takesDown ? { keys: "n", text: { zh: "登记请求", en: "Take a request down" }, run: () => asks(true) } : null);
  return (
    <div className="page">
      <PageTitle title={t(`档案${fileId}的个人信息请求`, `Requests about file ${fileId}`)} />
      <p className="actions">
        <Link to="/requests">{t("← 待办的请求", "← Requests that wait")}</Link>
        <Link to="/people/$personId" params={{ personId: fileId }}>
          {t("这个人的档案", "The file")}
        </Link>
      </p>
      {takesDown ? (
        <div className="actions">
          <button type="button" className="button" onClick={() => asks(true)}>
            {t("登记请求", "Take a request down")} <kbd>N</kbd>
          </button>
        </div>
      ) : null}
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={6} /> : null}
      {isRestricted ? (
        <p className="notice">
          {t(
            "这份档案已停止处理，只保存。要恢复，在这里登记恢复处理，由另外的同事决定并执行。",
            "This file is restricted: only stored. To lift that, take a request down here; other people decide it and carry it out.",
          )}
        </p>
      ) : null}
      {data?.requests.length === 0 ? <p className="empty">{t("还没有提出过请求。", "Nothing was asked for yet.")}</p> : null}
      <ul className="cards">
        {data?.requests.toReversed().map((request) => (
          <RequestCard key={request.id} request={request} />
        ))}
      </ul>
      {isAsking ? <NewRequest fileId={id} isRestricted={isRestricted} onClose={() => asks(false)} /> : null}
    </div>
  );
}

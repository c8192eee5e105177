import "../administration/administration.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Lines } from "../parts/lines.tsx";
import { Loading } from "../parts/loading.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { dayText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { openRequestsQuery, type RequestLine } from "./request-queries.ts";
import { askerText, channelText, kindText, stateText } from "./request-words.ts";

/** 个人信息请求: what waits for a decision or is to be carried out, due first. */
export function RequestsPage() {
  const { t } = useText();
  const { data, error, refetch } = useQuery(openRequestsQuery);
  return (
    <div className="page">
      <PageTitle title={t("个人信息请求", "Requests about personal information")} />
      <p className="soft">
        {t(
          "要副本、更正、删除、说明：三十天内答复。登记、决定、执行删除不能是同一个人。新的请求在那个人的档案里登记。",
          "A copy, a correction, deletion, an explanation: answered within thirty days. Who enters one does not decide it, and who decides a deletion does not carry it out. A new one is taken down from the person's file.",
        )}
      </p>
      {error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Open requests={data.requests} />
      ) : (
        <Loading rows={6} />
      )}
    </div>
  );
}

function Open({ requests }: { readonly requests: readonly RequestLine[] }) {
  const text = useText();
  const { t, marks } = text;
  if (requests.length === 0) return <p className="empty">{t("没有待办的请求。", "No request waits.")}</p>;
  return (
    <Lines
      caption={t("待办的请求", "Requests that wait")}
      heads={[t("请求", "Request"), t("谁提出", "Asked by"), t("期限", "Due"), t("状态", "State")]}
      lines={requests.map((request) => ({
        key: request.id,
        cells: [
          <Link key="link" to="/requests/$fileId" params={{ fileId: String(request.fileId) }} className="row-link">
            {t(`第${request.id}号：${kindText(text, request.kind)}`, `No. ${request.id}: ${kindText(text, request.kind)}`)}
          </Link>,
          [askerText(text, request.asker), channelText(text, request.channel)].join(marks.comma),
          <span key="due" className={request.isOverdue ? "badge bad" : ""}>
            {request.isOverdue ? "⚠ " : ""}
            {dayText(text, request.dueOn)}
          </span>,
          stateText(text, request.state),
        ],
      }))}
    />
  );
}

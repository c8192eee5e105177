import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lastReadersQuery } from "../administration/log/log-queries.ts";
import { useMe } from "../api/me.ts";
import { Loading } from "../parts/loading.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { useText } from "../text/use-text.ts";
import { WorkSection } from "./work-section.tsx";

/** 异常查阅: how often in the last week somebody read unusually, for those who watch; who it was and why stands on the page of its own. */
export function ReadersSection() {
  const { t } = useText();
  const { today } = useMe();
  const { data, error, refetch } = useQuery(lastReadersQuery(today));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const people = new Set(data.readers.map(({ accountId }) => accountId)).size;
  return (
    <WorkSection id="readers" title={t("近7天的异常查阅", "Unusual reading in the last 7 days")} count={people}>
      {people === 0 ? (
        <p className="empty">{t("近7天没有异常查阅。", "Nobody read unusually in the last 7 days.")}</p>
      ) : (
        <p>
          <Link to="/readers">
            {t(`看这${people}人查了什么、本人说的理由`, `See what these ${people} read, and the reasons they gave`)}
          </Link>
        </p>
      )}
    </WorkSection>
  );
}

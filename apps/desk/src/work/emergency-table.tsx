import { useQuery } from "@tanstack/react-query";
import { Loading } from "../parts/loading.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { timeText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { ReviewForm } from "./review-form.tsx";
import { WorkSection } from "./work-section.tsx";
import { emergenciesQuery } from "./work-queries.ts";

/** 应急查看: files that were opened outside of anybody's area, to be reviewed. */
export function EmergencyTable() {
  const text = useText();
  const { t } = text;
  const { data, error, refetch } = useQuery(emergenciesQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { emergencies } = data;
  return (
    <WorkSection id="emergencies" title={t("等您复核的应急查看", "Emergency accesses for you to review")} count={emergencies.length}>
      {emergencies.length === 0 ? (
        <p className="empty">{t("没有等您复核的应急查看。", "No emergency access waits for you.")}</p>
      ) : (
        <ul className="cards">
          {emergencies.map((emergency) => (
            <li key={emergency.id} className="card">
              <h3>{t(`第${emergency.id}次应急查看`, `Emergency access ${emergency.id}`)}</h3>
              <p>{emergency.reason}</p>
              <p className="soft">
                {timeText(text, emergency.fromAt)} – {timeText(text, emergency.untilAt)} · {t("档案", "file")} {emergency.fileId}
              </p>
              <ReviewForm id={emergency.id} />
            </li>
          ))}
        </ul>
      )}
    </WorkSection>
  );
}

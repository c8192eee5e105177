import { Link } from "@tanstack/react-router";
import { useMe } from "../api/me.ts";
import { rowKeys } from "../parts/row-keys.ts";
import { dayOf, daysBetween, timeText } from "../text/day-text.ts";
import { listed, useText } from "../text/use-text.ts";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { lateDays, type Change } from "./work-queries.ts";

/** Requests for changes, a line each; ↑ and ↓ move between them. */
export function ChangeTable({
  caption,
  changes,
  isDecided = false,
}: {
  readonly caption: string;
  readonly changes: readonly Change[];
  readonly isDecided?: boolean;
}) {
  const tongue = useText();
  const { t, say } = tongue;
  return (
    <div className="table-frame">
      <table className="rows" onKeyDown={rowKeys}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("谁的档案", "Whose file")}</th>
            <th scope="col">{t("变更什么", "What changes")}</th>
            <th scope="col">{t("理由", "Reason")}</th>
            <th scope="col">{t("申请人", "Asked by")}</th>
            <th scope="col">{isDecided ? t("结果", "Outcome") : t("等了多久", "Waiting")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.id}>
              <th scope="row">
                <Link to="/changes/$changeId" params={{ changeId: String(change.id) }} className="row-link" data-change={change.id}>
                  {change.name ??
                    (change.fileKind === "household" ? t("家庭档案", "A household") : t("（不显示姓名）", "(name not shown)"))}
                </Link>
              </th>
              <td>
                {listed(
                  tongue,
                  change.touches.map(({ text }) => say(text)),
                )}
              </td>
              <td className="reason">{change.reason}</td>
              <td data-label={t("申请人", "Asked by")}>{change.askedBy.isMe ? t("您", "you") : (change.askedBy.name ?? "–")}</td>
              <td className="when" data-label={isDecided ? t("结果", "Outcome") : t("等了多久", "Waiting")}>
                {change.decision ? <OutcomeBadge outcome={change.decision.outcome} /> : <Waited askedAt={change.askedAt} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Waited({ askedAt }: Pick<Change, "askedAt">) {
  const text = useText();
  const { t } = text;
  const days = daysBetween(dayOf(askedAt), useMe().today);
  const words = days <= 0 ? t("今天", "today") : days === 1 ? t("1天", "1 day") : t(`${days}天`, `${days} days`);
  return (
    <time dateTime={askedAt} title={timeText(text, askedAt)} className={days >= lateDays ? "badge bad" : ""}>
      {days >= lateDays ? "⚠ " : ""}
      {words}
    </time>
  );
}

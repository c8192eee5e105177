import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { ChangeEffect } from "../../change/change-effect.tsx";
import { Icon } from "../../parts/icon.tsx";
import { useText } from "../../text/use-text.ts";

/** What was sent: where it waits, and what it would do to benefits. */
export function SentChange({ id, maySee, onMore }: { readonly id: number; readonly maySee: boolean; readonly onMore: () => void }) {
  const { t } = useText();
  useEffect(() => document.getElementById("part-title")?.focus(), []);
  return (
    <div className="stack card">
      <p className="notice good" role="status">
        <Icon name="check" />
        <span>
          {t(
            `变更申请 ${id} 已提交，在别人的待办里等待审批。自己不能批准自己的申请。`,
            `Request ${id} is sent, and waits in the work of others. Nobody approves their own.`,
          )}
        </span>
      </p>
      {maySee ? <ChangeEffect id={id} /> : null}
      <div className="actions">
        <Link to="/changes/$changeId" params={{ changeId: String(id) }} className="button">
          {t("看这份申请", "See the request")}
        </Link>
        <button type="button" className="button plain" onClick={onMore}>
          {t("再申请一项", "Ask for another")}
        </button>
      </div>
    </div>
  );
}

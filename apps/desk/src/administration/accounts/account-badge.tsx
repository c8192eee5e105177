import { useText } from "../../text/use-text.ts";
import type { AccountLine } from "./account-queries.ts";

/** Whether somebody can sign in with it. */
export function AccountBadge({ isLocked, hasSecondFactor, isOfFile }: Pick<AccountLine, "isLocked" | "hasSecondFactor" | "isOfFile">) {
  const { t } = useText();
  if (isLocked) return <span className="badge bad">{t("✗ 已锁定", "✗ locked")}</span>;
  if (hasSecondFactor || isOfFile) return <span className="badge good">{t("✓ 可以登录", "✓ can sign in")}</span>;
  return <span className="badge">{t("○ 还没启用", "○ not set up")}</span>;
}

import { useText } from "../text/use-text.ts";
import type { Change } from "./work-queries.ts";

/** How a request ended, by a sign and a word. */
export function OutcomeBadge({ outcome }: Pick<NonNullable<Change["decision"]>, "outcome">) {
  const { t } = useText();
  const words = {
    approved: { text: t("✓ 已批准", "✓ approved"), look: "good" },
    refused: { text: t("✗ 没有通过", "✗ refused"), look: "bad" },
    withdrawn: { text: t("↩ 已撤回", "↩ taken back"), look: "quiet" },
  }[outcome];
  return <span className={`badge ${words.look}`}>{words.text}</span>;
}

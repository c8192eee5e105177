import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask, pathOf } from "../api/api.ts";
import { tell } from "../parts/told.ts";
import { Icon } from "../parts/icon.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { useShortcut } from "../shortcuts/shortcuts.ts";
import { useText } from "../text/use-text.ts";
import type { ChangeInFull, Rights } from "./change-queries.ts";
import { ReasonForm } from "./reason-form.tsx";

type Act = "approval" | "refusal" | "withdrawal" | "undo";

/** What is sent, and what throws the draft of its words away once it was taken. */
type Sent = { readonly what: Act; readonly reason?: string; readonly dropDraft?: () => void };

const done: Readonly<Record<Act, { readonly zh: string; readonly en: string }>> = {
  approval: {
    zh: "已批准，档案已改。批准错了可以打开它申请撤销。",
    en: "Approved, and the file is changed. If that was wrong, open it and ask to undo it.",
  },
  refusal: { zh: "没有通过，已退回申请人。", en: "Refused; whoever asked is told why." },
  withdrawal: { zh: "已撤回。", en: "Taken back." },
  undo: { zh: "已提交撤销申请，等别人审批。", en: "Asked to undo it; another person decides." },
};

/** What may be done with a request, by button and by key; what would be refused is not there, and it is said why. */
export function ChangeActions({ change, rights }: { readonly change: ChangeInFull; readonly rights: Rights }) {
  const { t } = useText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, askFor] = useState<"refusal" | "undo" | null>(null);
  const act = useMutation({
    mutationFn: ({ what, reason }: Sent) => ask("POST", pathOf(what, change.id), { body: reason === undefined ? {} : { reason } }),
    onSuccess: async (_, { what, dropDraft }) => {
      // First: once the panel is closed nothing of it is called any more.
      dropDraft?.();
      tell(done[what]);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "changes" || queryKey[0] === "change" });
      void navigate({ to: "/" }).then(() => document.getElementById("to-decide")?.focus());
    },
  });
  const isBusy = act.isPending;
  const approve = () => (isBusy ? undefined : act.mutate({ what: "approval" }));
  const withdraw = () => (isBusy ? undefined : act.mutate({ what: "withdrawal" }));
  useShortcut(rights.approve ? { keys: "a", text: { zh: "批准这份变更", en: "Approve this change" }, run: approve } : null);
  useShortcut(rights.refuse ? { keys: "r", text: { zh: "不同意这份变更", en: "Refuse this change" }, run: () => askFor("refusal") } : null);
  useShortcut(rights.withdraw ? { keys: "w", text: { zh: "撤回这份申请", en: "Take this request back" }, run: withdraw } : null);
  useShortcut(
    rights.undo ? { keys: "u", text: { zh: "申请撤销这份变更", en: "Ask to undo this change" }, run: () => askFor("undo") } : null,
  );
  return (
    <div className="change-actions">
      {act.error ? <ProblemNotice error={act.error} /> : null}
      {rights.isOwn ? (
        <p className="notice">
          <Icon name="shield" />
          <span>
            {t(
              "这是您提交的。录入和审批不能是同一个人，由别人审批。",
              "You asked for this. Nobody decides what they asked for: another person does.",
            )}
          </span>
        </p>
      ) : null}
      {asking === null ? (
        <div className="actions">
          {rights.approve ? (
            <button type="button" className="button" disabled={isBusy} onClick={approve} aria-keyshortcuts="a">
              <Icon name="check" />
              {t("批准", "Approve")}
              <kbd aria-hidden="true">A</kbd>
            </button>
          ) : null}
          {rights.refuse ? (
            <button type="button" className="button warn" disabled={isBusy} onClick={() => askFor("refusal")} aria-keyshortcuts="r">
              {t("不同意", "Refuse")}
              <kbd aria-hidden="true">R</kbd>
            </button>
          ) : null}
          {rights.withdraw ? (
            <button type="button" className="button warn" disabled={isBusy} onClick={withdraw} aria-keyshortcuts="w">
              {t("撤回", "Take back")}
              <kbd aria-hidden="true">W</kbd>
            </button>
          ) : null}
          {rights.undo ? (
            <button type="button" className="button plain" disabled={isBusy} onClick={() => askFor("undo")} aria-keyshortcuts="u">
              {t("申请撤销", "Ask to undo it")}
              <kbd aria-hidden="true">U</kbd>
            </button>
          ) : null}
        </div>
      ) : (
        <ReasonForm
          name={`${asking}.${change.id}`}
          label={
            asking === "refusal"
              ? t("为什么不同意？申请人会看到。", "Why is it refused? Whoever asked reads it.")
              : t("为什么撤销？", "Why is it to be undone?")
          }
          button={asking === "refusal" ? t("确认不同意", "Refuse it") : t("提交撤销申请", "Ask to undo it")}
          isBusy={isBusy}
          onCancel={() => askFor(null)}
          onSend={(reason, dropDraft) => act.mutate({ what: asking, reason, dropDraft })}
        />
      )}
    </div>
  );
}

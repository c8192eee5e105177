import { MergeAnswer } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask, pathOf } from "../api/api.ts";
import { ReasonForm } from "../change/reason-form.tsx";
import { Icon } from "../parts/icon.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { tell } from "../parts/told.ts";
import { useShortcut } from "../shortcuts/shortcuts.ts";
import { useText } from "../text/use-text.ts";
import { forgetPairs, type Merge, type MergeRights } from "./duplicate-queries.ts";

type Act = "mergeApproval" | "mergeRefusal" | "mergeWithdrawal" | "unmerge";
type Sent = { readonly what: Act; readonly reason?: string; readonly dropDraft?: () => void };

/** What may be done with a request to merge, by button and by key. */
export function MergeActions({
  merge,
  rights,
  goes,
}: {
  readonly merge: Merge;
  readonly rights: MergeRights;
  readonly goes: readonly string[];
}) {
  const { t } = useText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, askFor] = useState<"mergeRefusal" | "unmerge" | null>(null);
  const isUndoing = merge.undoes !== null;
  const done = {
    mergeApproval: isUndoing
      ? { zh: "已批准，两份档案恢复了。", en: "Approved: there are two files again." }
      : {
          zh: "已批准，两份档案合并了。合并错了可以申请撤销。",
          en: "Approved, and the files are merged. If that was wrong, ask to undo it.",
        },
    mergeRefusal: { zh: "没有通过，已退回申请人。", en: "Refused; whoever asked is told why." },
    mergeWithdrawal: { zh: "已撤回。", en: "Taken back." },
    unmerge: { zh: "已提交撤销合并申请，等别人审批。", en: "Asked to undo the merge; another person decides." },
  };
  const act = useMutation({
    mutationFn: async ({ what, reason }: Sent) => {
      const body = {
        ...(reason !== undefined && { reason }),
        ...(what === "unmerge" && { takes: goes, survivorSeenAt: merge.survivorSeenAt }),
      };
      await (what === "unmerge"
        ? ask("POST", pathOf(what, merge.id), { body, answer: MergeAnswer })
        : ask("POST", pathOf(what, merge.id), { body }));
    },
    onSuccess: async (_, { what, dropDraft }) => {
      dropDraft?.();
      tell(done[what]);
      await forgetPairs(queries);
      void navigate({ to: "/duplicates" });
    },
  });
  const isBusy = act.isPending;
  const send = (what: Act) => (isBusy ? undefined : act.mutate({ what }));
  useShortcut(rights.approve ? { keys: "a", text: { zh: "批准", en: "Approve" }, run: () => send("mergeApproval") } : null);
  useShortcut(rights.refuse ? { keys: "r", text: { zh: "不同意", en: "Refuse" }, run: () => askFor("mergeRefusal") } : null);
  useShortcut(rights.withdraw ? { keys: "w", text: { zh: "撤回", en: "Take back" }, run: () => send("mergeWithdrawal") } : null);
  useShortcut(rights.undo ? { keys: "u", text: { zh: "申请撤销合并", en: "Ask to undo the merge" }, run: () => askFor("unmerge") } : null);
  return (
    <div className="pair-actions">
      {act.error ? <ProblemNotice error={act.error} /> : null}
      {rights.isOwn ? (
        <p className="notice">
          <Icon name="shield" />
          <span>
            {t(
              "这是您提交的。申请和审批不能是同一个人，由另一个人审批。",
              "You asked for this. Nobody decides what they asked for: another person does.",
            )}
          </span>
        </p>
      ) : null}
      {asking === null ? (
        <div className="actions">
          {rights.approve ? (
            <button type="button" className="button" disabled={isBusy} onClick={() => send("mergeApproval")} aria-keyshortcuts="a">
              <Icon name="check" />
              {isUndoing ? t("批准撤销合并", "Approve the undoing") : t("批准合并", "Approve the merge")}
              <kbd aria-hidden="true">A</kbd>
            </button>
          ) : null}
          {rights.refuse ? (
            <button type="button" className="button warn" disabled={isBusy} onClick={() => askFor("mergeRefusal")} aria-keyshortcuts="r">
              {t("不同意", "Refuse")}
              <kbd aria-hidden="true">R</kbd>
            </button>
          ) : null}
          {rights.withdraw ? (
            <button type="button" className="button warn" disabled={isBusy} onClick={() => send("mergeWithdrawal")} aria-keyshortcuts="w">
              {t("撤回", "Take back")}
              <kbd aria-hidden="true">W</kbd>
            </button>
          ) : null}
          {rights.undo ? (
            <button type="button" className="button plain" disabled={isBusy} onClick={() => askFor("unmerge")} aria-keyshortcuts="u">
              {t("申请撤销合并", "Ask to undo the merge")}
              <kbd aria-hidden="true">U</kbd>
            </button>
          ) : null}
        </div>
      ) : (
        <ReasonForm
          name={`${asking}.${merge.id}`}
          label={
            asking === "mergeRefusal"
              ? t("为什么不同意？申请人会看到。", "Why is it refused? Whoever asked reads it.")
              : t("为什么撤销合并？审批的人会看到。", "Why is the merge to be undone? Whoever decides reads it.")
          }
          button={asking === "mergeRefusal" ? t("确认不同意", "Refuse it") : t("提交撤销合并申请", "Ask to undo the merge")}
          isBusy={isBusy}
          onCancel={() => askFor(null)}
          onSend={(reason, dropDraft) => act.mutate({ what: asking, reason, dropDraft })}
        />
      )}
    </div>
  );
}

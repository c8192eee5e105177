import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ask, pathOf } from "../api/api.ts";
import { DecisionActions, type DecisionWords, type Sent } from "../decision/decision-actions.tsx";
import type { Deed, Rights } from "../decision/rights.ts";
import { tell } from "../parts/told.ts";
import type { ChangeInFull } from "./change-queries.ts";

const paths = { approve: "approval", refuse: "refusal", withdraw: "withdrawal", undo: "undo" } as const;

const done: Readonly<Record<Deed, { readonly zh: string; readonly en: string }>> = {
  approve: {
    zh: "已批准，档案已改。批准错了可以打开它申请撤销。",
    en: "Approved, and the file is changed. If that was wrong, open it and ask to undo it.",
  },
  refuse: { zh: "没有通过，已退回申请人。", en: "Refused; whoever asked is told why." },
  withdraw: { zh: "已撤回。", en: "Taken back." },
  undo: { zh: "已提交撤销申请，等别人审批。", en: "Asked to undo it; another person decides." },
};

const words: DecisionWords = {
  own: {
    zh: "这是您提交的。录入和审批不能是同一个人，由别人审批。",
    en: "You asked for this. Nobody decides what they asked for: another person does.",
  },
  approve: { zh: "批准", en: "Approve" },
  undo: { zh: "申请撤销", en: "Ask to undo it" },
  undoWhy: { zh: "为什么撤销？", en: "Why is it to be undone?" },
  undoSend: { zh: "提交撤销申请", en: "Ask to undo it" },
  keys: {
    approve: { zh: "批准这份变更", en: "Approve this change" },
    refuse: { zh: "不同意这份变更", en: "Refuse this change" },
    withdraw: { zh: "撤回这份申请", en: "Take this request back" },
    undo: { zh: "申请撤销这份变更", en: "Ask to undo this change" },
  },
};

/** What may be done with a request for a change. */
export function ChangeActions({ change, rights }: { readonly change: ChangeInFull; readonly rights: Rights }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const act = useMutation({
    mutationFn: ({ deed, reason }: Sent) => ask("POST", pathOf(paths[deed], change.id), { body: reason === undefined ? {} : { reason } }),
    onSuccess: async (_, { deed, dropDraft }) => {
      // First: once the panel is closed nothing of it is called any more.
      dropDraft?.();
      tell(done[deed]);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "changes" || queryKey[0] === "change" });
      void navigate({ to: "/" }).then(() => document.getElementById("to-decide")?.focus());
    },
  });
  return (
    <DecisionActions
      name={`change.${change.id}`}
      className="change-actions"
      rights={rights}
      words={words}
      error={act.error}
      isBusy={act.isPending}
      onSend={act.mutate}
    />
  );
}

import { MergeAnswer } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ask, pathOf } from "../api/api.ts";
import { DecisionActions, type DecisionWords, type Sent } from "../decision/decision-actions.tsx";
import type { Deed, Rights } from "../decision/rights.ts";
import { tell } from "../parts/told.ts";
import { forgetPairs, type Merge } from "./duplicate-queries.ts";

const paths = { approve: "mergeApproval", refuse: "mergeRefusal", withdraw: "mergeWithdrawal", undo: "unmerge" } as const;

const done: Readonly<Record<Deed, { readonly zh: string; readonly en: string }>> = {
  approve: {
    zh: "已批准，两份档案合并了。合并错了可以申请撤销。",
    en: "Approved, and the files are merged. If that was wrong, ask to undo it.",
  },
  refuse: { zh: "没有通过，已退回申请人。", en: "Refused; whoever asked is told why." },
  withdraw: { zh: "已撤回。", en: "Taken back." },
  undo: { zh: "已提交撤销合并申请，等别人审批。", en: "Asked to undo the merge; another person decides." },
};
const undone = { zh: "已批准，两份档案恢复了。", en: "Approved: there are two files again." };

const words: DecisionWords = {
  own: {
    zh: "这是您提交的。申请和审批不能是同一个人，由另一个人审批。",
    en: "You asked for this. Nobody decides what they asked for: another person does.",
  },
  approve: { zh: "批准合并", en: "Approve the merge" },
  undo: { zh: "申请撤销合并", en: "Ask to undo the merge" },
  undoWhy: { zh: "为什么撤销合并？审批的人会看到。", en: "Why is the merge to be undone? Whoever decides reads it." },
  undoSend: { zh: "提交撤销合并申请", en: "Ask to undo the merge" },
  keys: {
    approve: { zh: "批准", en: "Approve" },
    refuse: { zh: "不同意", en: "Refuse" },
    withdraw: { zh: "撤回", en: "Take back" },
    undo: { zh: "申请撤销合并", en: "Ask to undo the merge" },
  },
};
const wordsOfUndoing: DecisionWords = { ...words, approve: { zh: "批准撤销合并", en: "Approve the undoing" } };

/** What may be done with a request to merge, or to undo it. @param goes what goes with the other file where it is undone */
export function MergeActions({
  merge,
  rights,
  goes,
  onSent,
}: {
  readonly merge: Merge;
  readonly rights: Rights;
  readonly goes: readonly string[];
  readonly onSent: () => void;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const isUndoing = merge.undoes !== null;
  const act = useMutation({
    mutationFn: async ({ deed, reason }: Sent) => {
      const path = pathOf(paths[deed], merge.id);
      if (deed === "undo")
        await ask("POST", path, { body: { reason, takes: goes, survivorSeenAt: merge.survivorSeenAt }, answer: MergeAnswer });
      else await ask("POST", path, { body: reason === undefined ? {} : { reason } });
    },
    onSuccess: async (_, { deed, dropDraft }) => {
      dropDraft?.();
      onSent();
      tell(isUndoing && deed === "approve" ? undone : done[deed]);
      await forgetPairs(queries);
      void navigate({ to: "/duplicates" });
    },
  });
  return (
    <DecisionActions
      name={`merge.${merge.id}`}
      className="pair-actions"
      rights={rights}
      words={isUndoing ? wordsOfUndoing : words}
      error={act.error}
      isBusy={act.isPending}
      onSend={act.mutate}
    />
  );
}

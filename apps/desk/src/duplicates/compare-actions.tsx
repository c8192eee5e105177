import { MergeAnswer } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask, pathOf } from "../api/api.ts";
import { mayIn, useMe } from "../api/me.ts";
import { ReasonForm } from "../decision/reason-form.tsx";
import { Icon } from "../parts/icon.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { tell } from "../parts/told.ts";
import { useShortcut } from "../shortcuts/shortcuts.ts";
import { useText } from "../text/use-text.ts";
import { forgetPairs, pairPath, takesOf, type Comparison } from "./duplicate-queries.ts";
import type { Sides } from "./use-sides.ts";

type Act = "merge" | "apart" | "back";

const done: Readonly<Record<Act, { readonly zh: string; readonly en: string }>> = {
  merge: { zh: "已提交合并申请，由另一个人审批。", en: "Asked to merge them; another person decides." },
  apart: { zh: "已记下：不是同一个人。看错了可以撤回。", en: "Noted: they are two people. It can be taken back." },
  back: { zh: "已撤回，这一对又回到待核对。", en: "Taken back: the pair waits to be looked at again." },
};

/** Asking for the merge with what was chosen, or saying that they are two people. */
export function CompareActions({ comparison, sides }: { readonly comparison: Comparison; readonly sides: Sides }) {
  const { t } = useText();
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, askFor] = useState<Act | null>(null);
  const { firstId, secondId, request, word, seenAt, parts, areas } = comparison;
  const act = useMutation({
    mutationFn: async ({ what, reason }: { readonly what: Act; readonly reason: string; readonly dropDraft: () => void }) => {
      if (what !== "merge")
        return ask("POST", pairPath(what === "apart" ? "tellApart" : "takeBack", firstId, secondId), { body: { reason } });
      const { survivor, chosen } = sides;
      const [stays, goes] = survivor === 0 ? [0, 1] : [1, 0];
      const ids = [firstId, secondId];
      const body = {
        survivorId: ids[stays],
        otherId: ids[goes],
        survivorSeenAt: seenAt[stays],
        otherSeenAt: seenAt[goes],
        takes: takesOf(parts, chosen, survivor),
        reason,
      };
      await ask("POST", pathOf("merges"), { body, answer: MergeAnswer });
      return undefined;
    },
    onSuccess: async (_, { what, dropDraft }) => {
      dropDraft();
      sides.drop();
      tell(done[what]);
      await forgetPairs(queries);
      void navigate({ to: "/duplicates" });
    },
  });
  const isOpen = request === null;
  const merges = isOpen && !word?.areTwo && mayIn(me, "registry.ask-merge", areas);
  const tellsApart = isOpen && !word?.areTwo && mayIn(me, "registry.dismiss-duplicate", areas);
  const takesBack = isOpen && word?.areTwo === true && mayIn(me, "registry.reopen-duplicate", areas);
  useShortcut(merges ? { keys: "m", text: { zh: "申请合并", en: "Ask to merge" }, run: () => askFor("merge") } : null);
  useShortcut(tellsApart ? { keys: "n", text: { zh: "不是同一个人", en: "Two people" }, run: () => askFor("apart") } : null);
  useShortcut(takesBack ? { keys: "u", text: { zh: "撤回认定", en: "Take it back" }, run: () => askFor("back") } : null);
  const forms: Readonly<Record<Act, { readonly label: string; readonly button: string }>> = {
    merge: {
      label: t("为什么是同一个人？审批的人会看到。", "Why are they one person? Whoever decides reads it."),
      button: t("提交合并申请", "Ask to merge them"),
    },
    apart: { label: t("为什么不是同一个人？", "Why are they two people?"), button: t("确认不是重复", "They are two people") },
    back: { label: t("为什么撤回？", "Why is it taken back?"), button: t("撤回认定", "Take it back") },
  };
  return (
    <div className="pair-actions">
      {act.error ? <ProblemNotice error={act.error} /> : null}
      {request === null ? null : (
        <p className="notice">
          <Icon name="duplicates" />
          <span>
            {t("这一对已经有申请：", "There is a request about this pair: ")}
            <Link to="/merges/$mergeId" params={{ mergeId: String(request.id) }}>
              {t(`合并申请 ${request.id}`, `Request ${request.id}`)}
            </Link>
          </span>
        </p>
      )}
      {asking === null ? (
        <div className="actions">
          {merges ? (
            <button type="button" className="button" onClick={() => askFor("merge")} aria-keyshortcuts="m">
              <Icon name="duplicates" />
              {t("申请合并", "Ask to merge")}
              <kbd aria-hidden="true">M</kbd>
            </button>
          ) : null}
          {tellsApart ? (
            <button type="button" className="button plain" onClick={() => askFor("apart")} aria-keyshortcuts="n">
              {t("不是同一个人", "Two people")}
              <kbd aria-hidden="true">N</kbd>
            </button>
          ) : null}
          {takesBack ? (
            <button type="button" className="button plain" onClick={() => askFor("back")} aria-keyshortcuts="u">
              {t("撤回认定", "Take it back")}
              <kbd aria-hidden="true">U</kbd>
            </button>
          ) : null}
        </div>
      ) : (
        <ReasonForm
          name={`${asking}.${firstId}.${secondId}`}
          {...forms[asking]}
          isBusy={act.isPending}
          onCancel={() => askFor(null)}
          onSend={(reason, dropDraft) => act.mutate({ what: asking, reason, dropDraft })}
        />
      )}
    </div>
  );
}

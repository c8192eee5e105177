import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, pathOf } from "../api/api.ts";
import { may, useMe } from "../api/me.ts";
import { ReasonForm } from "../decision/reason-form.tsx";
import { Icon } from "../parts/icon.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { tell } from "../parts/told.ts";
import { fetchSaved } from "../people/transfer.ts";
import { useText } from "../text/use-text.ts";
import { refreshImports, type ImportInFull } from "./import-queries.ts";
import { rowCount, writing } from "./import-words.ts";
import { ProgressLine } from "./progress-line.tsx";
import { useBatches } from "./use-batches.ts";

/** What may be done with an import as it stands; what would be refused is not there, and it is said why. */
export function ImportActions({ entered }: { readonly entered: ImportInFull }) {
  const { t } = useText();
  const me = useMe();
  const { state, isOwn, steps } = entered;
  const { all, done } = writing(entered);
  const isWaiting = state === "submitted" || (state === "committed" && done < all);
  const asker = steps.find(({ what }) => what === "undo-asked")?.by;
  const isUndoing = state === "undo-asked" || (state === "undone" && rowCount(entered, "committed") > 0);
  return (
    <div className="import-actions">
      {state === "open" && may(me, "exchange.enter-import") ? <Submitting entered={entered} count={all} /> : null}
      {isWaiting && isOwn && may(me, "exchange.enter-import") ? (
        <Note>
          {t(
            "录入或改过的人不能写入，请另一位同事打开这一页写入。",
            "Whoever entered or corrected anything does not write it: ask a colleague to open this page.",
          )}
        </Note>
      ) : null}
      {isWaiting && !isOwn && may(me, "exchange.commit-import") ? <Committing entered={entered} /> : null}
      {isUndoing && asker?.isMe ? (
        <Note>{t("您申请了撤销，由另一位同事执行。", "You asked to undo it; a colleague carries it out.")}</Note>
      ) : null}
      {isUndoing && asker?.isMe === false && may(me, "exchange.undo-import") ? <Undoing entered={entered} /> : null}
      {state === "committed" && done >= all && may(me, "exchange.ask-undo-import") ? <AskUndo entered={entered} /> : null}
      {(state === "open" || state === "submitted") && may(me, "exchange.withdraw-import") ? <Withdrawing entered={entered} /> : null}
      {may(me, "exchange.enter-import") ? <LeftOut entered={entered} /> : null}
    </div>
  );
}

type Parts = { readonly entered: ImportInFull };

function Note({ children }: { readonly children: React.ReactNode }) {
  return (
    <p className="notice">
      <Icon name="shield" />
      <span>{children}</span>
    </p>
  );
}

/** One press, and what was done is told. */
function useStep(entered: ImportInFull, path: "importSubmission" | "importWithdrawal", told: { readonly zh: string; readonly en: string }) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => ask("POST", pathOf(path, entered.id)),
    onSuccess: async () => {
      tell(told);
      await refreshImports(queries);
    },
  });
}

function Submitting({ entered, count }: Parts & { readonly count: number }) {
  const { t } = useText();
  const step = useStep(entered, "importSubmission", { zh: "已提交，等另一位同事写入。", en: "Submitted; a colleague writes it." });
  const left = rowCount(entered, "doubtful") + rowCount(entered, "refused");
  return (
    <>
      {left > 0 ? (
        <p className="soft">
          {t(
            `还有${left}行存疑或不能用。可以在下面改正；不改也能提交，这些行不会写入，可以下载退回。`,
            `${left} rows are doubtful or refused. Correct them below; or submit as it is: they are not written, and go back to the unit.`,
          )}
        </p>
      ) : null}
      {step.error ? <ProblemNotice error={step.error} /> : null}
      <div className="actions">
        <button type="button" className="button" disabled={step.isPending || count === 0} onClick={() => step.mutate()}>
          {t(`提交${count}行，由别人写入`, `Submit ${count} rows for another to write`)}
        </button>
      </div>
      {count === 0 ? <p>{t("没有要写入的行：都和名册一样，或者要先改正。", "Nothing is to be written yet.")}</p> : null}
    </>
  );
}

function Committing({ entered }: Parts) {
  const { t } = useText();
  const { all, done } = writing(entered);
  const batches = useBatches(
    pathOf("importCommit", entered.id),
    ({ byOutcome }) => (byOutcome["committed"] ?? 0) + (byOutcome["failed"] ?? 0),
  );
  return (
    <>
      {batches.run.isPending ? <ProgressLine label={t("正在写入名册", "Written")} done={batches.done ?? done} all={all} /> : null}
      {batches.run.error ? <ProblemNotice error={batches.run.error} /> : null}
      <div className="actions">
        <button type="button" className="button" disabled={batches.run.isPending} onClick={() => batches.run.mutate()}>
          <Icon name="check" />
          {done > 0
            ? t(`接着写入（还有${all - done}行）`, `Go on writing (${all - done} left)`)
            : t(`写入名册（${all}行）`, `Write ${all} rows`)}
        </button>
      </div>
    </>
  );
}

function Undoing({ entered }: Parts) {
  const { t } = useText();
  const all = writing(entered).all - rowCount(entered, "failed");
  const batches = useBatches(
    pathOf("importUndo", entered.id),
    ({ byOutcome }) => (byOutcome["undone"] ?? 0) + (byOutcome["conflict"] ?? 0),
  );
  return (
    <>
      {batches.run.isPending ? <ProgressLine label={t("正在撤销", "Undone")} done={batches.done ?? 0} all={all} /> : null}
      {batches.run.error ? <ProblemNotice error={batches.run.error} /> : null}
      <div className="actions">
        <button type="button" className="button warn" disabled={batches.run.isPending} onClick={() => batches.run.mutate()}>
          {t("整批撤销", "Undo all of it")}
        </button>
      </div>
    </>
  );
}

function AskUndo({ entered }: Parts) {
  const { t } = useText();
  const queries = useQueryClient();
  const [isAsking, begin] = useState(false);
  const send = useMutation({
    mutationFn: ({ reason }: { readonly reason: string; readonly dropDraft: () => void }) =>
      ask("POST", pathOf("importUndoRequest", entered.id), { body: { reason } }),
    onSuccess: async (_, { dropDraft }) => {
      dropDraft();
      tell({ zh: "已申请撤销，等另一位同事执行。", en: "Asked to undo it; a colleague carries it out." });
      await refreshImports(queries);
    },
  });
  if (!isAsking)
    return (
      <div className="actions">
        <button type="button" className="button plain" onClick={() => begin(true)}>
          {t("申请整批撤销", "Ask to undo all of it")}
        </button>
      </div>
    );
  return (
    <>
      {send.error ? <ProblemNotice error={send.error} /> : null}
      <ReasonForm
        name={`import-undo.${entered.id}`}
        label={t("为什么撤销这次导入？", "Why is it to be undone?")}
        button={t("提交撤销申请", "Ask to undo it")}
        isBusy={send.isPending}
        onCancel={() => begin(false)}
        onSend={(reason, dropDraft) => send.mutate({ reason, dropDraft })}
      />
    </>
  );
}

function Withdrawing({ entered }: Parts) {
  const { t } = useText();
  const [isSure, sure] = useState(false);
  const step = useStep(entered, "importWithdrawal", { zh: "已撤回，内容已清除。", en: "Withdrawn; its rows were removed." });
  return (
    <>
      {step.error ? <ProblemNotice error={step.error} /> : null}
      <div className="actions">
        {isSure ? (
          <>
            <button type="button" className="button warn" disabled={step.isPending} onClick={() => step.mutate()}>
              {t("确认撤回并清除", "Withdraw it and remove its rows")}
            </button>
            <button type="button" className="button plain" onClick={() => sure(false)}>
              {t("返回", "Back")}
            </button>
          </>
        ) : (
          <button type="button" className="button plain" onClick={() => sure(true)}>
            {t("撤回这次导入", "Withdraw this import")}
          </button>
        )}
      </div>
    </>
  );
}

function LeftOut({ entered }: Parts) {
  const { t } = useText();
  const take = useMutation({ mutationFn: () => fetchSaved(pathOf("importLeftOut", entered.id)) });
  const count = ["doubtful", "refused", "failed", "conflict"].reduce((sum, kind) => sum + rowCount(entered, kind), 0);
  if (count === 0) return null;
  return (
    <>
      {take.error ? <ProblemNotice error={take.error} /> : null}
      <div className="actions">
        <button type="button" className="button plain" disabled={take.isPending} onClick={() => take.mutate()}>
          {t(`下载没有导入的${count}行（带原因）`, `Download the ${count} rows that were left out, with reasons`)}
        </button>
      </div>
    </>
  );
}

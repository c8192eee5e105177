import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, pathOf } from "../api/api.ts";
import { may, useMe } from "../api/me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { tell } from "../parts/told.ts";
import { fetchFile } from "../people/transfer.ts";
import { dayText, timeText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { CompletionForm } from "./completion-form.tsx";
import { DecisionForm } from "./decision-form.tsx";
import type { DataRequest } from "./request-queries.ts";
import { askerText, channelText, kindText, stateText, stepText } from "./request-words.ts";

/** One request: what was said, what happened, and what is to be done by whoever may. */
export function RequestCard({ request }: { readonly request: DataRequest }) {
  const text = useText();
  const { t, say, marks } = text;
  const { id, kind, asker, channel, receivedOn, dueOn, state, isOverdue, words, steps } = request;
  return (
    <li className="card">
      <h2>
        {t(`第${id}号：${kindText(text, kind)}`, `No. ${id}: ${kindText(text, kind)}`)}{" "}
        <span className="badge quiet">{stateText(text, state)}</span>
      </h2>
      <p className="soft">
        {[
          askerText(text, asker),
          channelText(text, channel),
          t(`${dayText(text, receivedOn)}收到`, `received ${dayText(text, receivedOn)}`),
        ].join(marks.comma)}
        {marks.comma}
        {t(`${dayText(text, dueOn)}前答复`, `due by ${dayText(text, dueOn)}`)}
        {isOverdue ? t("，⚠ 已超期", ", ⚠ overdue") : ""}
      </p>
      <p>{words ?? t("（您的岗位不显示所说的内容）", "(what was said is not shown to your duty)")}</p>
      {steps.length > 0 ? (
        <ol className="faults">
          {steps.map((step) => (
            <li key={`${step.what} ${step.at}`}>
              {timeText(text, step.at)} {stepText(text, step)}
              {step.ground === null ? "" : `${marks.semicolon}${say(step.ground.text)} ${say(step.ground.source)}`}
              {step.words === null ? "" : `${marks.semicolon}${step.words}`}
            </li>
          ))}
        </ol>
      ) : null}
      <Actions request={request} />
    </li>
  );
}

type Opened = "decide" | "complete" | "withdraw" | null;

function Actions({ request }: { readonly request: DataRequest }) {
  const { t } = useText();
  const me = useMe();
  const queries = useQueryClient();
  const [opened, open] = useState<Opened>(null);
  const again = () => queries.invalidateQueries({ queryKey: ["requests"] });
  const copy = useMutation({ mutationFn: () => fetchFile(pathOf("requestCopy", request.id), {}), onSuccess: again });
  const withdraw = useMutation({
    mutationFn: () => ask("POST", pathOf("requestWithdrawal", request.id), { body: {} }),
    onSuccess: () => {
      open(null);
      tell({ zh: "请求已撤回。", en: "The request is withdrawn." });
      return again();
    },
  });
  const { state, kind, enteredBy, steps } = request;
  const isMine = enteredBy === me.accountId;
  const iDecided = steps.some(({ what, by }) => what === "decided" && by === me.accountId);
  const decides = state === "waiting" && may(me, "registry.decide-request") && !isMine;
  const isForAnother = (kind === "deletion" && iDecided) || (kind === "resumption" && isMine);
  const completes = state === "granted" && kind !== "copy" && may(me, "registry.complete-request") && !isForAnother;
  const takes = kind === "copy" && (state === "granted" || state === "given") && may(me, "registry.take-copy");
  return (
    <>
      {state === "waiting" && isMine ? (
        <p className="soft">{t("这是您登记的，由另一位同事决定。", "You took it down: another person decides it.")}</p>
      ) : null}
      {state === "granted" && kind === "deletion" && iDecided ? (
        <p className="soft">{t("这是您决定的，由另一位同事执行删除。", "You decided it: another person carries the deletion out.")}</p>
      ) : null}
      {state === "granted" && kind === "resumption" && isMine ? (
        <p className="soft">{t("这是您登记的，由另一位同事执行恢复。", "You took it down: another person lifts the restriction.")}</p>
      ) : null}
      {copy.error ? <ProblemNotice error={copy.error} /> : null}
      <div className="actions">
        {decides ? (
          <button type="button" className="button" onClick={() => open("decide")}>
            {t("作决定", "Decide")}
          </button>
        ) : null}
        {completes ? (
          <button type="button" className="button" onClick={() => open("complete")}>
            {t("办理", "Carry out")}
          </button>
        ) : null}
        {takes ? (
          <button type="button" className="button" disabled={copy.isPending} onClick={() => copy.mutate()}>
            {t("取出副本", "Take the copy")}
          </button>
        ) : null}
        {state === "waiting" && may(me, "registry.withdraw-request") ? (
          <button type="button" className="button plain" onClick={() => open("withdraw")}>
            {t("撤回", "Withdraw")}
          </button>
        ) : null}
      </div>
      {opened === "decide" && request.grounds ? (
        <DecisionForm request={request} grounds={request.grounds} onClose={() => open(null)} />
      ) : null}
      {opened === "complete" ? <CompletionForm request={request} onClose={() => open(null)} /> : null}
      {opened === "withdraw" ? (
        <Confirm
          title={t("撤回这份请求？", "Withdraw this request?")}
          button={t("撤回", "Withdraw")}
          error={withdraw.error}
          isBusy={withdraw.isPending}
          onClose={() => open(null)}
          onDone={() => withdraw.mutate()}
        >
          <p>{t("只在提出的人要求撤回时撤回；经过都留着。", "Only where whoever asked wants it; all of it stays on record.")}</p>
        </Confirm>
      ) : null}
    </>
  );
}

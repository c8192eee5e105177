import "../administration.css";
import { AppointmentAnswer, ColleaguesAnswer, LeaveAnswer } from "@huican/contract";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { ask, pathOf } from "../../api/api.ts";
import { useMe } from "../../api/me.ts";
import { useDraftFields } from "../../draft/use-draft-fields.ts";
import { Field } from "../../parts/field.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { tell } from "../../parts/told.ts";
import { useText } from "../../text/use-text.ts";

const colleaguesQuery = queryOptions({
  queryKey: ["colleagues"],
  queryFn: ({ signal }) => ask("GET", pathOf("colleagues"), { answer: ColleaguesAnswer, signal }),
});

/** 代理离岗: a duty of one's own, or all of them, in another's hands for some days. */
export function DelegationPage() {
  const { t } = useText();
  return (
    <div className="page narrow">
      <PageTitle title={t("代理离岗", "While you are away")} />
      <p>
        {t(
          "请假、出差时，把自己的职责交给同事代理。只在这些天有效，到期自己结束；您自己照样能做。代理来的不能再转给别人。",
          "Hand your duties to a colleague while you are away. It holds on these days alone and ends by itself; you keep them too. What you hold for somebody else cannot be handed on.",
        )}
      </p>
      <HandOn />
    </div>
  );
}

const all = "all";

function HandOn() {
  const { t, say, marks } = useText();
  const { appointments, today } = useMe();
  const { data, error, refetch } = useQuery(colleaguesQuery);
  const own = appointments.filter(({ isForAnother }) => !isForAnother);
  const [{ what, to, from, until }, set, drop] = useDraftFields("delegation", { what: all, to: "", from: today, until: today });
  const hand = useMutation({
    mutationFn: async () => {
      if (what === all) await ask("POST", pathOf("leave"), { body: { deputy: to, from, until }, answer: LeaveAnswer });
      else await ask("POST", pathOf("delegation", what), { body: { to, from, until }, answer: AppointmentAnswer });
    },
    onSuccess: () => {
      drop();
      tell({ zh: "已交给同事代理，到期自己结束。", en: "Handed on; it ends by itself." });
    },
  });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={6} />;
  if (own.length === 0) return <p className="empty">{t("您没有自己的任职可以交出去。", "You hold no office of your own to hand on.")}</p>;
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        hand.mutate();
      }}
    >
      <Field id="duty" label={t("哪项职责", "Which duty")}>
        <select id="duty" className="text" value={what} onChange={({ target }) => set({ what: target.value })}>
          <option value={all}>{t("我的全部职责", "All of mine")}</option>
          {own.map(({ id, roleText, areaName }) => (
            <option key={id} value={id}>
              {[say(roleText), areaName].filter(Boolean).join(marks.comma)}
            </option>
          ))}
        </select>
      </Field>
      <Field id="deputy" label={t("交给谁", "To whom")}>
        <select id="deputy" className="text" required value={to} onChange={({ target }) => set({ to: target.value })}>
          <option value="">{t("请选择同事", "Choose a colleague")}</option>
          {data.colleagues.map(({ id, displayName, offices }) => (
            <option key={id} value={id}>
              {[displayName, ...offices.map(say)].join(marks.comma)}
            </option>
          ))}
        </select>
      </Field>
      <div className="form-row">
        <Field id="away-from" label={t("从哪天", "From")}>
          <input
            id="away-from"
            type="date"
            className="text"
            required
            min={today}
            value={from}
            onChange={({ target }) => set({ from: target.value })}
          />
        </Field>
        <Field id="away-until" label={t("到哪天（含）", "Until, that day included")}>
          <input
            id="away-until"
            type="date"
            className="text"
            required
            min={from}
            value={until}
            onChange={({ target }) => set({ until: target.value })}
          />
        </Field>
      </div>
      {hand.error ? <ProblemNotice error={hand.error} /> : null}
      <div className="actions">
        <button type="submit" className="button" disabled={hand.isPending}>
          {t("交给同事", "Hand on")}
        </button>
      </div>
    </form>
  );
}

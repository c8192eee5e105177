import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, pathOf } from "../../api/api.ts";
import { may, useMe } from "../../api/me.ts";
import { useDraftFields } from "../../draft/use-draft-fields.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Field } from "../../parts/field.tsx";
import { Lines } from "../../parts/lines.tsx";
import { tell } from "../../parts/told.ts";
import { useShortcut } from "../../shortcuts/shortcuts.ts";
import { dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import type { AccountInFull, AppointmentLine } from "./account-queries.ts";
import { AppointmentForm } from "./appointment-form.tsx";
import { HandoverForm } from "./handover-form.tsx";

type Opened = { readonly what: "appoint" } | { readonly what: "end" | "hand-over"; readonly appointment: AppointmentLine };

/** What somebody holds, held and will hold; given, ended and handed over by whoever may. */
export function AppointmentPart({ whole: { account, appointments, isMine } }: { readonly whole: AccountInFull }) {
  const text = useText();
  const { t, say } = text;
  const me = useMe();
  const [opened, open] = useState<Opened | null>(null);
  const close = () => open(null);
  const appoints = may(me, "access.appoint") && !isMine;
  useShortcut(appoints ? { keys: "n", text: { zh: "任职", en: "Appoint" }, run: () => open({ what: "appoint" }) } : null);
  const heads = [
    t("岗位", "Office"),
    t("在哪里", "Where"),
    t("从哪天到哪天", "From and until"),
    t("状态", "State"),
    t("谁任的", "Given by"),
  ];
  return (
    <section className="part" aria-labelledby="appointments">
      <div className="part-head">
        <h2 id="appointments">{t("任职", "Appointments")}</h2>
        {appoints ? (
          <button type="button" className="button" onClick={() => open({ what: "appoint" })}>
            {t("任职", "Appoint")} <kbd>N</kbd>
          </button>
        ) : null}
      </div>
      {appointments.length === 0 ? (
        <p className="empty">{t("没有任职：登录以后什么也不能做。", "No office: they can sign in and do nothing.")}</p>
      ) : (
        <Lines
          caption={t("任职", "Appointments")}
          heads={appoints ? [...heads, t("操作", "Actions")] : heads}
          lines={appointments.map((each) => ({
            key: each.id,
            cells: [
              [say(each.roleText), each.sectionText && say(each.sectionText)].filter(Boolean).join(text.marks.comma),
              each.areaName ?? t("没有辖区", "no area"),
              daysText(text, each),
              <State key="state" appointment={each} />,
              each.givenBy ?? t("系统", "the system"),
              ...(appoints
                ? [
                    each.state === "over" ? null : (
                      <Actions key="actions" appointment={each} onOpen={(what) => open({ what, appointment: each })} />
                    ),
                  ]
                : []),
            ],
          }))}
        />
      )}
      {opened?.what === "appoint" ? <AppointmentForm accountId={account.id} onClose={close} /> : null}
      {opened?.what === "end" ? <End appointment={opened.appointment} onClose={close} /> : null}
      {opened?.what === "hand-over" ? <HandoverForm appointment={opened.appointment} from={account.id} onClose={close} /> : null}
    </section>
  );
}

type Says = ReturnType<typeof useText>;

function daysText(text: Says, { from, until, endedOn }: AppointmentLine): string {
  const { t } = text;
  const begin = dayText(text, from);
  if (endedOn !== null) return t(`${begin}起，${dayText(text, endedOn)}结束`, `from ${begin}, ended on ${dayText(text, endedOn)}`);
  if (until !== null) return t(`${begin}到${dayText(text, until)}`, `${begin} to ${dayText(text, until)}`);
  return t(`${begin}起`, `from ${begin}`);
}

function State({ appointment: { state, actingFor } }: { readonly appointment: AppointmentLine }) {
  const { t } = useText();
  const words = {
    "in-force": { look: "good", said: t("✓ 在任", "✓ in force") },
    "to-come": { look: "", said: t("○ 还没开始", "○ to come") },
    over: { look: "quiet", said: t("– 已结束", "– over") },
  }[state];
  return (
    <>
      <span className={`badge ${words.look}`}>{words.said}</span>
      {actingFor === null ? null : ` ${t(`代${actingFor}`, `for ${actingFor}`)}`}
    </>
  );
}

function Actions({ appointment, onOpen }: { readonly appointment: AppointmentLine; readonly onOpen: (what: "end" | "hand-over") => void }) {
  const { t, say } = useText();
  const name = say(appointment.roleText);
  return (
    <span className="actions">
      <button
        type="button"
        className="button plain"
        aria-label={t(`结束任职：${name}`, `End the appointment: ${name}`)}
        onClick={() => onOpen("end")}
      >
        {t("结束", "End")}
      </button>
      {appointment.actingFor === null ? (
        <button
          type="button"
          className="button plain"
          aria-label={t(`移交：${name}`, `Hand over: ${name}`)}
          onClick={() => onOpen("hand-over")}
        >
          {t("移交", "Hand over")}
        </button>
      ) : null}
    </span>
  );
}

function End({ appointment, onClose }: { readonly appointment: AppointmentLine; readonly onClose: () => void }) {
  const { t, say } = useText();
  const { today } = useMe();
  const queries = useQueryClient();
  const [{ from }, set, drop] = useDraftFields(`appointment.end.${appointment.id}`, { from: today });
  const end = useMutation({
    mutationFn: () => ask("POST", pathOf("appointmentEnd", appointment.id), { body: { from } }),
    onSuccess: () => {
      drop();
      onClose();
      tell({ zh: "任职已结束。", en: "The appointment is ended." });
      return queries.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  return (
    <Confirm
      title={t(`结束任职：${say(appointment.roleText)}`, `End the appointment: ${say(appointment.roleText)}`)}
      button={t("结束任职", "End it")}
      error={end.error}
      isBusy={end.isPending}
      onClose={onClose}
      onDone={() => end.mutate()}
    >
      <p>{t("由它委托出去的代理也一起结束。经过都留着。", "What was handed on from it ends with it. All of it stays on record.")}</p>
      <Field id="end-from" label={t("从哪天起不再任职", "From which day on it no longer holds")}>
        <input
          id="end-from"
          type="date"
          className="text"
          required
          min={today}
          value={from}
          onChange={({ target }) => set({ from: target.value })}
        />
      </Field>
    </Confirm>
  );
}

import { AppointmentAnswer } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, pathOf } from "../../api/api.ts";
import { useMe } from "../../api/me.ts";
import { useDraftFields } from "../../draft/use-draft-fields.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Field } from "../../parts/field.tsx";
import { tell } from "../../parts/told.ts";
import { useText } from "../../text/use-text.ts";
import { AccountChoice } from "./account-choice.tsx";
import type { AppointmentLine } from "./account-queries.ts";

/** 移交: from a day on a successor holds the office. @param from whose it is now */
export function HandoverForm({
  appointment,
  from,
  onClose,
}: {
  readonly appointment: AppointmentLine;
  readonly from: string;
  readonly onClose: () => void;
}) {
  const { t, say } = useText();
  const { today } = useMe();
  const queries = useQueryClient();
  const [{ to, on }, set, drop] = useDraftFields(`appointment.handover.${appointment.id}`, { to: "", on: today });
  const handOver = useMutation({
    mutationFn: () => ask("POST", pathOf("appointmentHandover", appointment.id), { body: { to, on }, answer: AppointmentAnswer }),
    onSuccess: () => {
      drop();
      onClose();
      tell({ zh: "已移交：到那一天由接任的人负责。", en: "Handed over: from that day on the successor holds it." });
      return queries.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  return (
    <Confirm
      title={t(`移交：${say(appointment.roleText)}`, `Hand over: ${say(appointment.roleText)}`)}
      button={t("移交", "Hand over")}
      error={handOver.error}
      isBusy={handOver.isPending}
      onClose={onClose}
      onDone={() => handOver.mutate()}
    >
      <AccountChoice
        id="successor"
        label={t("接任的人", "Successor")}
        chosen={to}
        isRequired
        without={from}
        onChoose={(next) => set({ to: next })}
      />
      <Field id="hand-over-on" label={t("从哪天起由接任的人负责", "From which day on")}>
        <input
          id="hand-over-on"
          type="date"
          className="text"
          required
          min={today}
          value={on}
          onChange={({ target }) => set({ on: target.value })}
        />
      </Field>
    </Confirm>
  );
}

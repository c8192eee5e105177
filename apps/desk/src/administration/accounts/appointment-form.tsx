import { AppointmentAnswer } from "@huican/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, pathOf } from "../../api/api.ts";
import { useMe } from "../../api/me.ts";
import { useDraftFields } from "../../draft/use-draft-fields.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Field } from "../../parts/field.tsx";
import { tell } from "../../parts/told.ts";
import { useText } from "../../text/use-text.ts";
import { rolesQuery } from "./account-queries.ts";
import { AreaChoice } from "./area-choice.tsx";

/** 任职: a role, where, at which desk, from which day and until which. */
export function AppointmentForm({ accountId, onClose }: { readonly accountId: string; readonly onClose: () => void }) {
  const { t, say } = useText();
  const { today } = useMe();
  const queries = useQueryClient();
  const { data } = useQuery(rolesQuery);
  const start = { role: "", area: "", section: "", from: today, until: "" };
  const [{ role, area, section, from, until }, set, drop] = useDraftFields(`appointment.new.${accountId}`, start);
  const chosen = data?.roles.find(({ id }) => id === role);
  const appoint = useMutation({
    mutationFn: () => {
      const body = { role, area: area || null, section: section || null, from, until: until || null };
      return ask("POST", pathOf("accountAppointments", accountId), { body, answer: AppointmentAnswer });
    },
    onSuccess: () => {
      drop();
      onClose();
      tell({ zh: "已任职。", en: "Appointed." });
      return queries.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  return (
    <Confirm
      title={t("任职", "Appoint")}
      button={t("任职", "Appoint")}
      error={appoint.error}
      isBusy={appoint.isPending}
      onClose={onClose}
      onDone={() => appoint.mutate()}
    >
      <Field id="role" label={t("岗位", "Role")}>
        <select
          id="role"
          className="text"
          required
          value={role}
          onChange={({ target }) => set({ role: target.value, area: "", section: "" })}
        >
          <option value="">{t("请选择", "Choose")}</option>
          {data?.roles.map(({ id, text }) => (
            <option key={id} value={id}>
              {say(text)}
            </option>
          ))}
        </select>
      </Field>
      {chosen && chosen.levels.length > 0 ? (
        <AreaChoice key={role} levels={chosen.levels} chosen={area} onChoose={(next) => set({ area: next })} />
      ) : null}
      {chosen && chosen.sections.length > 0 ? (
        <Field id="section" label={t("科室", "Desk")}>
          <select id="section" className="text" value={section} onChange={({ target }) => set({ section: target.value })}>
            <option value="">{t("全部科室", "All desks")}</option>
            {chosen.sections.map(({ id, text }) => (
              <option key={id} value={id}>
                {say(text)}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      <div className="form-row">
        <Field id="from" label={t("第一天", "First day")}>
          <input id="from" type="date" className="text" required value={from} onChange={({ target }) => set({ from: target.value })} />
        </Field>
        <Field id="until" label={t("最后一天（可以不填）", "Last day (may be left out)")}>
          <input id="until" type="date" className="text" min={from} value={until} onChange={({ target }) => set({ until: target.value })} />
        </Field>
      </div>
    </Confirm>
  );
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, pathOf } from "../api/api.ts";
import { useDraftFields } from "../draft/use-draft-fields.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Field } from "../parts/field.tsx";
import { tell } from "../parts/told.ts";
import { useText } from "../text/use-text.ts";
import type { DataRequest } from "./request-queries.ts";
import { kindText, outcomeText } from "./request-words.ts";

type Grounds = NonNullable<DataRequest["grounds"]>;
type Outcome = keyof Grounds;
const outcomes: readonly Outcome[] = ["granted", "granted-in-part", "refused"];

/** A decision with its legal ground. */
export function DecisionForm({
  request,
  grounds,
  onClose,
}: {
  readonly request: DataRequest;
  readonly grounds: Grounds;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { t, say, marks } = text;
  const queries = useQueryClient();
  const start = { outcome: "granted", ground: "", reason: "" };
  const [{ outcome: chosen, ground, reason }, set, drop] = useDraftFields(`request.decision.${request.id}`, start);
  const outcome: Outcome = outcomes.find((each) => each === chosen) ?? "granted";
  const offered = grounds[outcome];
  // What no law has a ground for is no outcome; a copy, a correction and an explanation are granted without one.
  const possible = outcomes.filter((each) => each === "granted" || grounds[each].length > 0);
  const needsReason = outcome !== "granted" || request.kind === "resumption";
  const decide = useMutation({
    mutationFn: () =>
      ask("POST", pathOf("requestDecision", request.id), { body: { outcome, ground: ground || null, reason: reason.trim() || null } }),
    onSuccess: () => {
      drop();
      onClose();
      tell({ zh: "决定已登记。", en: "The decision is recorded." });
      return queries.invalidateQueries({ queryKey: ["requests"] });
    },
  });
  const title = t(`决定第${request.id}号：${kindText(text, request.kind)}`, `Decide no. ${request.id}: ${kindText(text, request.kind)}`);
  return (
    <Confirm
      title={title}
      button={t("登记决定", "Record it")}
      error={decide.error}
      isBusy={decide.isPending}
      onClose={onClose}
      onDone={() => decide.mutate()}
    >
      <Field id="outcome" label={t("决定", "Decision")}>
        <select id="outcome" className="text" value={outcome} onChange={({ target }) => set({ outcome: target.value, ground: "" })}>
          {possible.map((each) => (
            <option key={each} value={each}>
              {outcomeText(text, each)}
            </option>
          ))}
        </select>
      </Field>
      {offered.length > 0 ? (
        <Field id="ground" label={t("法定理由", "Legal ground")}>
          <select id="ground" className="text" required value={ground} onChange={({ target }) => set({ ground: target.value })}>
            <option value="">{t("请选择", "Choose")}</option>
            {offered.map(({ key, text: words, source }) => (
              <option key={key} value={key}>
                {[say(words), say(source)].join(marks.comma)}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      <Field
        id="decision-reason"
        label={needsReason ? t("理由，会告诉提出的人", "Why; whoever asked is told") : t("说明（可以不填）", "Words (may be left out)")}
      >
        <textarea
          id="decision-reason"
          className="text"
          rows={3}
          maxLength={2000}
          required={needsReason}
          value={reason}
          onChange={({ target }) => set({ reason: target.value })}
        />
      </Field>
    </Confirm>
  );
}

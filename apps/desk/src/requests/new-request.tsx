import { AskedRequestAnswer } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, pathOf } from "../api/api.ts";
import { useMe } from "../api/me.ts";
import { useDraftFields } from "../draft/use-draft-fields.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Field } from "../parts/field.tsx";
import { tell } from "../parts/told.ts";
import { useText } from "../text/use-text.ts";
import { askerText, channelText, kindText } from "./request-words.ts";

const ofUsed = {
  kinds: ["copy", "correction", "deletion", "explanation"],
  askers: ["person", "guardian", "representative", "near-relative"],
} as const;
const ofRestricted = { kinds: ["resumption"], askers: ["person", "guardian", "representative", "office"] } as const;
const channels = ["counter", "letter", "telephone"] as const;

/** A request as it came in, at the counter, by letter or by telephone. Of a restricted file nothing is asked but that the restriction is lifted. */
export function NewRequest({
  fileId,
  isRestricted,
  onClose,
}: {
  readonly fileId: number;
  readonly isRestricted: boolean;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { t } = text;
  const { today } = useMe();
  const queries = useQueryClient();
  const { kinds, askers } = isRestricted ? ofRestricted : ofUsed;
  const start = { kind: kinds[0] as string, asker: "person", channel: "counter", receivedOn: today, basis: "", says: "" };
  // What can be asked for is another once a file was restricted, or is used again: two drafts.
  const [form, set, drop] = useDraftFields(`request.new.${isRestricted ? "restricted." : ""}${fileId}`, start);
  const isForAnother = form.asker !== "person";
  const enter = useMutation({
    mutationFn: () => {
      const body = { ...form, says: form.says.trim(), basis: isForAnother ? form.basis.trim() : null };
      return ask("POST", pathOf("requests", fileId), { body, answer: AskedRequestAnswer });
    },
    onSuccess: () => {
      drop();
      onClose();
      tell({ zh: "请求已登记，由另一位同事决定。", en: "The request is taken down; another person decides it." });
      return queries.invalidateQueries({ queryKey: ["requests"] });
    },
  });
  return (
    <Confirm
      title={t("登记个人信息请求", "Take a request down")}
      button={t("登记", "Take it down")}
      error={enter.error}
      isBusy={enter.isPending}
      onClose={onClose}
      onDone={() => enter.mutate()}
    >
      <div className="form-row">
        <Field id="request-kind" label={t("要什么", "What for")}>
          <select id="request-kind" className="text" value={form.kind} onChange={({ target }) => set({ kind: target.value })}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {kindText(text, kind)}
              </option>
            ))}
          </select>
        </Field>
        <Field id="request-asker" label={t("谁提出", "Asked by")}>
          <select id="request-asker" className="text" value={form.asker} onChange={({ target }) => set({ asker: target.value })}>
            {askers.map((asker) => (
              <option key={asker} value={asker}>
                {askerText(text, asker)}
              </option>
            ))}
          </select>
        </Field>
        <Field id="request-channel" label={t("怎样提出", "How")}>
          <select id="request-channel" className="text" value={form.channel} onChange={({ target }) => set({ channel: target.value })}>
            {channels.map((channel) => (
              <option key={channel} value={channel}>
                {channelText(text, channel)}
              </option>
            ))}
          </select>
        </Field>
        <Field id="request-received" label={t("哪天收到", "Received on")}>
          <input
            id="request-received"
            type="date"
            className="text"
            required
            max={today}
            value={form.receivedOn}
            onChange={({ target }) => set({ receivedOn: target.value })}
          />
        </Field>
      </div>
      {isForAnother ? (
        <Field
          id="request-basis"
          label={
            form.asker === "office"
              ? t("凭什么恢复，如核查结论、法律文书", "What it rests on, such as a finding or a court's paper")
              : t("凭什么代表本人，如关系证明、委托书", "What shows that they may ask, such as a power of attorney")
          }
        >
          <input
            id="request-basis"
            className="text"
            required
            maxLength={200}
            value={form.basis}
            onChange={({ target }) => set({ basis: target.value })}
          />
        </Field>
      ) : null}
      <Field
        id="request-says"
        label={form.asker === "office" ? t("为什么恢复", "Why it is to be lifted") : t("提出的人怎么说", "In their words")}
      >
        <textarea
          id="request-says"
          className="text"
          rows={3}
          required
          maxLength={2000}
          value={form.says}
          onChange={({ target }) => set({ says: target.value })}
        />
      </Field>
    </Confirm>
  );
}

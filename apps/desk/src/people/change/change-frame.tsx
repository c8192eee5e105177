import { useRef, useState, type ReactNode } from "react";
import { mayIn, useMe } from "../../api/me.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useText } from "../../text/use-text.ts";
import { EvidenceField } from "../documents/evidence-field.tsx";
import type { PersonFile } from "../people-queries.ts";
import type { Filled } from "./change-kinds.ts";
import { ChangeTrial } from "./change-trial.tsx";

export type Sending = {
  readonly mutate: (
    body: { readonly steps: readonly object[]; readonly evidence: readonly number[]; readonly reason: string },
    then: { readonly onSuccess: () => void },
  ) => void;
  readonly isPending: boolean;
  readonly error: unknown;
};

type Props = {
  readonly title: string;
  readonly file: PersonFile;
  readonly filled: Filled;
  readonly faults: readonly { readonly field: string; readonly zh: string; readonly en: string }[];
  readonly isStarted: boolean;
  readonly stepsOf: () => readonly object[];
  readonly onChange: (changes: Filled) => void;
  readonly onClear: () => void;
  readonly sending: Sending;
  /** The fields: what is told under each, and what is to be called when one is left. */
  readonly children: (shown: ReadonlyMap<string, string>, onLeave: (field: string) => void) => ReactNode;
};

/** One change being filled in: what is wrong is told under its field once somebody leaves it, and all of it on top when they send; then documents, a trial, and sending. */
export function ChangeFrame({ title, file, filled, faults, isStarted, stepsOf, onChange, onClear, sending, children }: Props) {
  const { t } = useText();
  const me = useMe();
  const [left, leave] = useState<ReadonlySet<string>>(new Set());
  const [isTried, tried] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const shown = new Map(faults.filter(({ field }) => isTried || left.has(field)).map(({ field, zh, en }) => [field, t(zh, en)]));
  const { reason: _, evidence: chosen = "", ...asked } = filled;
  const evidence = chosen.split(",").filter(Boolean).map(Number);
  /** What is filled in; null where something is missing, which is told first. */
  const steps = (isComplete: boolean) => {
    if (isComplete) return stepsOf();
    tried(true);
    requestAnimationFrame(() => summary.current?.focus());
    return null;
  };
  const submit = () => {
    const complete = steps(faults.length === 0);
    if (complete) sending.mutate({ steps: complete, evidence, reason: (filled["reason"] ?? "").trim() }, { onSuccess: onClear });
  };
  return (
    <form
      className="change-form card"
      aria-labelledby="change-form-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3 id="change-form-title">{title}</h3>
      {isTried && faults.length > 0 ? (
        <div className="notice bad" ref={summary} tabIndex={-1} role="alert">
          <div>
            <strong>{t("还有几处要补：", "Some things are missing:")}</strong>
            <ul>
              {faults.map(({ field, zh, en }) => (
                <li key={field}>
                  <a href={`#change-${field}`} onClick={(event) => focusField(event, field)}>
                    {t(zh, en)}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
      {children(shown, (field) => leave(new Set([...left, field])))}
      {mayIn(me, "registry.list-attachments", file.areas) ? (
        <EvidenceField file={file} chosen={evidence} onChoose={(ids) => onChange({ evidence: ids.join(",") })} />
      ) : null}
      {mayIn(me, "registry.see-change", file.areas) ? (
        // What is filled in otherwise is another trial; why it is asked for changes nothing.
        <ChangeTrial key={JSON.stringify(asked)} file={file} stepsOf={() => steps(faults.every(({ field }) => field === "reason"))} />
      ) : null}
      {sending.error ? <ProblemNotice error={sending.error} /> : null}
      <div className="actions">
        <button type="submit" className="button" disabled={sending.isPending}>
          {sending.isPending ? t("正在提交……", "Sending …") : t("提交，等待审批", "Send for approval")}
        </button>
        {isStarted ? (
          <button type="button" className="button plain" onClick={onClear}>
            {t("清空", "Clear")}
          </button>
        ) : null}
      </div>
    </form>
  );
}

function focusField(event: { readonly preventDefault: () => void }, field: string): void {
  event.preventDefault();
  document.getElementById(`change-${field}`)?.focus();
}

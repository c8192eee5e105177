import "./decision.css";
import { useEffect, useRef, useState } from "react";
import { useDraft } from "../draft/use-draft.ts";
import { useText } from "../text/use-text.ts";

type ReasonParts = {
  /** Under which what is typed survives. */
  readonly name: string;
  readonly label: string;
  readonly button: string;
  readonly isBusy: boolean;
  readonly onCancel: () => void;
  /** @param dropDraft to be called once it was taken: until then what was typed is kept */
  readonly onSend: (reason: string, dropDraft: () => void) => void;
};

/** The words that a decision needs. */
export function ReasonForm({ name, label, button, isBusy, onCancel, onSend }: ReasonParts) {
  const { t } = useText();
  const [reason, write, drop] = useDraft(name);
  const [isMissing, miss] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = () => {
    if (reason.trim() === "") {
      miss(true);
      field.current?.focus();
    } else onSend(reason.trim(), drop);
  };
  return (
    <form
      className="reason-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.ctrlKey) send();
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      <div className="field">
        <label htmlFor="reason">{label}</label>
        {isMissing ? (
          <span className="error" id="reason-error" role="alert">
            {t("✗ 请写明理由。", "✗ Give a reason.")}
          </span>
        ) : null}
        <textarea
          id="reason"
          ref={field}
          className="text"
          rows={3}
          maxLength={500}
          value={reason}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? "reason-error" : "reason-hint"}
          onChange={({ target }) => {
            write(target.value);
            miss(false);
          }}
        />
        <span className="soft" id="reason-hint">
          {t("写到一半也会保存。Ctrl+Enter 提交。", "What you type is kept. Ctrl+Enter sends it.")}
        </span>
      </div>
      <div className="actions">
        <button type="submit" className="button" disabled={isBusy}>
          {button}
        </button>
        <button type="button" className="button plain" onClick={onCancel}>
          {t("返回", "Back")}
        </button>
      </div>
    </form>
  );
}

import type { ReactNode } from "react";
import { useText } from "../text/use-text.ts";
import { Dialog } from "./dialog.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

/** Asks before something is done that others feel at once, and says what follows from it. */
export function Confirm({
  title,
  button,
  error,
  isBusy,
  onClose,
  onDone,
  children,
}: {
  readonly title: string;
  readonly button: string;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  return (
    <Dialog label={title} onClose={onClose}>
      <h2>{title}</h2>
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          onDone();
        }}
      >
        {children}
        {error ? <ProblemNotice error={error} /> : null}
        <div className="actions">
          <button type="submit" className="button" disabled={isBusy}>
            {button}
          </button>
          <button type="button" className="button plain" onClick={onClose}>
            {t("取消", "Cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

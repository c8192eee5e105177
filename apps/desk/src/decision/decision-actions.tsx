import type { Text } from "@huican/engine";
import { useState } from "react";
import { Icon } from "../parts/icon.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { useShortcut } from "../shortcuts/shortcuts.ts";
import { useText } from "../text/use-text.ts";
import { ReasonForm } from "./reason-form.tsx";
import type { Deed, Rights } from "./rights.ts";

export type DecisionWords = {
  /** Why there is nothing to decide for whoever asked. */
  readonly own: Text;
  readonly approve: Text;
  readonly undo: Text;
  /** What is asked of whoever wants to undo it, and what sends it. */
  readonly undoWhy: Text;
  readonly undoSend: Text;
  /** What each key does. */
  readonly keys: Readonly<Record<Deed, Text>>;
};

/** What is sent: a refusal and an undoing with words, and with what throws their draft away once they were taken. */
export type Sent = { readonly deed: Deed; readonly reason?: string; readonly dropDraft?: () => void };

type Props = {
  /** Which request it is: what is typed survives under it. */
  readonly name: string;
  readonly rights: Rights;
  readonly words: DecisionWords;
  readonly className: string;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onSend: (sent: Sent) => void;
};

/** What may be done with a request that another person decides, by button and by key; what would be refused is not there, and it is said why. */
export function DecisionActions({ name, rights, words, className, error, isBusy, onSend }: Props) {
  const { t, say } = useText();
  const [asking, askFor] = useState<"refuse" | "undo" | null>(null);
  const send = (deed: Deed) => (isBusy ? undefined : onSend({ deed }));
  const key = (deed: Deed, keys: string, run: () => void) => (rights[deed] ? { keys, text: words.keys[deed], run } : null);
  useShortcut(key("approve", "a", () => send("approve")));
  useShortcut(key("refuse", "r", () => askFor("refuse")));
  useShortcut(key("withdraw", "w", () => send("withdraw")));
  useShortcut(key("undo", "u", () => askFor("undo")));
  return (
    <div className={className}>
      {error ? <ProblemNotice error={error} /> : null}
      {rights.isOwn ? (
        <p className="notice">
          <Icon name="shield" />
          <span>{say(words.own)}</span>
        </p>
      ) : null}
      {asking === null ? (
        <div className="actions">
          {rights.approve ? (
            <button type="button" className="button" disabled={isBusy} onClick={() => send("approve")} aria-keyshortcuts="a">
              <Icon name="check" />
              {say(words.approve)}
              <kbd aria-hidden="true">A</kbd>
            </button>
          ) : null}
          {rights.refuse ? (
            <button type="button" className="button warn" disabled={isBusy} onClick={() => askFor("refuse")} aria-keyshortcuts="r">
              {t("不同意", "Refuse")}
              <kbd aria-hidden="true">R</kbd>
            </button>
          ) : null}
          {rights.withdraw ? (
            <button type="button" className="button warn" disabled={isBusy} onClick={() => send("withdraw")} aria-keyshortcuts="w">
              {t("撤回", "Take back")}
              <kbd aria-hidden="true">W</kbd>
            </button>
          ) : null}
          {rights.undo ? (
            <button type="button" className="button plain" disabled={isBusy} onClick={() => askFor("undo")} aria-keyshortcuts="u">
              {say(words.undo)}
              <kbd aria-hidden="true">U</kbd>
            </button>
          ) : null}
        </div>
      ) : (
        <ReasonForm
          name={`${asking}.${name}`}
          label={asking === "refuse" ? t("为什么不同意？申请人会看到。", "Why is it refused? Whoever asked reads it.") : say(words.undoWhy)}
          button={asking === "refuse" ? t("确认不同意", "Refuse it") : say(words.undoSend)}
          isBusy={isBusy}
          onCancel={() => askFor(null)}
          onSend={(reason, dropDraft) => onSend({ deed: asking, reason, dropDraft })}
        />
      )}
    </div>
  );
}

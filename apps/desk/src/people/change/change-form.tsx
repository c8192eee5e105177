import { useRef, useState } from "react";
import { mayIn, useMe } from "../../api/me.ts";
import { fieldsIn } from "../../draft/use-draft-fields.ts";
import { useDraft } from "../../draft/use-draft.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useText } from "../../text/use-text.ts";
import type { Value, Words } from "../fact-words.ts";
import type { PersonFile } from "../people-queries.ts";
import { useWords } from "../use-words.ts";
import { changeKindText, faultsIn, stepsOf, type ChangeKind, type Filled } from "./change-kinds.ts";
import { ChangeFields } from "./change-fields.tsx";
import { ChangeTrial } from "./change-trial.tsx";

type Props = {
  readonly kind: ChangeKind;
  readonly fact: string | undefined;
  readonly file: PersonFile;
  readonly sending: {
    readonly mutate: (
      body: { readonly steps: readonly object[]; readonly reason: string },
      then: { readonly onSuccess: () => void },
    ) => void;
    readonly isPending: boolean;
    readonly error: unknown;
  };
};

/** One change being filled in: what is wrong is told under its field once somebody leaves it, and all of it on top when they send. */
export function ChangeForm({ kind, fact, file, sending }: Props) {
  const text = useText();
  const { t } = text;
  const me = useMe();
  const { today } = me;
  const { words } = useWords();
  const [draft, write, drop] = useDraft(`change.${file.id}.${kind}`);
  const [left, leave] = useState<ReadonlySet<string>>(new Set());
  const [isTried, tried] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const correctables = file.records.filter((record) => !record.kind.startsWith("household"));
  const filled: Filled = { ...startOf(kind, fact, today, correctables), ...fieldsIn(draft) };
  const faults = faultsIn(kind, filled, today);
  const shown = new Map(faults.filter(({ field }) => isTried || left.has(field)).map(({ field, zh, en }) => [field, t(zh, en)]));
  const record =
    kind === "move"
      ? correctables.find((each) => each.kind === "hukou" && each.counts)
      : correctables.find(({ id }) => String(id) === filled["record"]);
  /** What is filled in; null where something is missing, which is told first. */
  const steps = (isComplete: boolean) => {
    if (!isComplete) {
      tried(true);
      requestAnimationFrame(() => summary.current?.focus());
      return null;
    }
    const value = readValue(words, filled["fact"] ?? "", filled["value"] ?? "");
    return stepsOf(kind, filled, { ...(value !== undefined && { value }), record });
  };
  const submit = () => {
    const complete = steps(faults.length === 0);
    if (complete) sending.mutate({ steps: complete, reason: (filled["reason"] ?? "").trim() }, { onSuccess: drop });
  };
  const { reason: _, ...asked } = filled;
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
      <h3 id="change-form-title">{changeKindText(text, kind)}</h3>
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
      <ChangeFields
        kind={kind}
        filled={filled}
        faults={shown}
        words={words}
        records={correctables}
        onChange={(changes) => write(JSON.stringify({ ...filled, ...changes }))}
        onLeave={(field) => leave(new Set([...left, field]))}
      />
      {mayIn(me, "registry.see-change", [file.area]) ? (
        // What is filled in otherwise is another trial; why it is asked for changes nothing.
        <ChangeTrial key={JSON.stringify(asked)} file={file} stepsOf={() => steps(faults.every(({ field }) => field === "reason"))} />
      ) : null}
      {sending.error ? <ProblemNotice error={sending.error} /> : null}
      <div className="actions">
        <button type="submit" className="button" disabled={sending.isPending}>
          {sending.isPending ? t("正在提交……", "Sending …") : t("提交，等待审批", "Send for approval")}
        </button>
        {draft === "" ? null : (
          <button type="button" className="button plain" onClick={drop}>
            {t("清空", "Clear")}
          </button>
        )}
      </div>
    </form>
  );
}

function focusField(event: { readonly preventDefault: () => void }, field: string): void {
  event.preventDefault();
  document.getElementById(`change-${field}`)?.focus();
}

/** What stands in the fields before anything is typed. */
function startOf(kind: ChangeKind, fact: string | undefined, today: string, records: PersonFile["records"]): Filled {
  if (kind === "fact") return { from: today, fact: fact ?? "" };
  if (kind !== "correction") return { from: today };
  const record = records.find((each) => each.kind === fact && each.counts);
  if (!record) return {};
  const [only, ...others] = Object.keys(record.body);
  return { record: String(record.id), ...(only !== undefined && others.length === 0 && { fact: only }) };
}

/** What was typed or chosen as a value of the fact; money was typed in yuan and is kept in fen. */
function readValue({ facts }: Words, name: string, typed: string): Value | undefined {
  if (typed === "") return undefined;
  const type = facts.get(name)?.type;
  if (type === "bool") return typed === "yes";
  if (type === "int") return Number(typed);
  if (type === "money") return Math.round(Number(typed) * 100);
  return typed;
}

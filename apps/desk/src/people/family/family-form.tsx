import { useQuery } from "@tanstack/react-query";
import { useMe } from "../../api/me.ts";
import { fieldsIn } from "../../draft/use-draft-fields.ts";
import { useDraft } from "../../draft/use-draft.ts";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useText } from "../../text/use-text.ts";
import { ChangeFrame, type Sending } from "../change/change-frame.tsx";
import type { Filled } from "../change/change-kinds.ts";
import { householdQuery, type PersonFile } from "../people-queries.ts";
import {
  familyFaults,
  familyKindText,
  familyNotes,
  familySteps,
  isAboutAnother,
  type FamilyContext,
  type FamilyKind,
} from "./family-changes.ts";
import { FamilyFields } from "./family-fields.tsx";

type Props = {
  readonly kind: FamilyKind;
  /** Who the address says is the other person. */
  readonly other: string | undefined;
  readonly file: PersonFile;
  readonly sending: Sending;
};

/** A change of somebody's household, or of who acts for them: held against what is recorded of both while it is filled in. */
export function FamilyForm({ kind, other: given, file, sending }: Props) {
  const text = useText();
  const { t, say } = text;
  const { today } = useMe();
  const [draft, write, drop] = useDraft(`family.${file.id}.${kind}`);
  const filled: Filled = { from: today, ...(given !== undefined && { other: given }), ...fieldsIn(draft) };
  const otherId = isAboutAnother(kind) && filled.other ? Number(filled.other) : null;
  const own = useQuery(householdQuery(file.id, {}));
  const other = useQuery({ ...householdQuery(otherId ?? 0, {}), enabled: otherId !== null });
  if (own.error) return <ProblemNotice error={own.error} onRetry={() => void own.refetch()} />;
  if (!own.data) return <Loading rows={5} />;
  const context: FamilyContext = {
    ownId: file.id,
    today,
    own: own.data,
    other: otherId !== null && other.data ? { id: otherId, household: other.data } : undefined,
  };
  const notes = familyNotes(kind, filled, context);
  const change = (changes: Readonly<Record<string, string>>) => write(JSON.stringify({ ...filled, ...changes }));
  return (
    <ChangeFrame
      title={familyKindText(text, kind)}
      file={file}
      filled={filled}
      faults={familyFaults(kind, filled, context)}
      isStarted={draft !== ""}
      stepsOf={() => familySteps(kind, filled, context)}
      onChange={change}
      onClear={drop}
      sending={sending}
    >
      {(shown, onLeave) => (
        <>
          <FamilyFields kind={kind} filled={filled} faults={shown} context={context} onChange={change} onLeave={onLeave} />
          {otherId !== null && other.error ? <ProblemNotice error={other.error} onRetry={() => void other.refetch()} /> : null}
          {notes.length > 0 ? (
            <div className="notice warn" role="status" aria-label={t("请注意", "Note")}>
              <ul>
                {notes.map((note) => (
                  <li key={note.en}>{say(note)}</li>
                ))}
              </ul>
            </div>
          ) : null}
        </>
      )}
    </ChangeFrame>
  );
}

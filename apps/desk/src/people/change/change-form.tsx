import { useMe } from "../../api/me.ts";
import { fieldsIn } from "../../draft/use-draft-fields.ts";
import { useDraft } from "../../draft/use-draft.ts";
import { useText } from "../../text/use-text.ts";
import type { Value, Words } from "../fact-words.ts";
import type { PersonFile } from "../people-queries.ts";
import { useWords } from "../use-words.ts";
import { ChangeFields } from "./change-fields.tsx";
import { ChangeFrame, type Sending } from "./change-frame.tsx";
import { changeKindText, faultsIn, stepsOf, type ChangeKind, type Filled } from "./change-kinds.ts";

type Props = {
  readonly kind: ChangeKind;
  readonly fact: string | undefined;
  readonly file: PersonFile;
  readonly sending: Sending;
};

/** A change of what somebody's own file says. */
export function ChangeForm({ kind, fact, file, sending }: Props) {
  const text = useText();
  const { today } = useMe();
  const { words } = useWords();
  const [draft, write, drop] = useDraft(`change.${file.id}.${kind}`);
  const correctables = file.records.filter((record) => !record.kind.startsWith("household"));
  const filled: Filled = { ...startOf(kind, fact, today, correctables), ...fieldsIn(draft) };
  const record =
    kind === "move"
      ? correctables.find((each) => each.kind === "hukou" && each.counts)
      : correctables.find(({ id }) => String(id) === filled["record"]);
  const change = (changes: Filled) => write(JSON.stringify({ ...filled, ...changes }));
  return (
    <ChangeFrame
      title={changeKindText(text, kind)}
      file={file}
      filled={filled}
      faults={faultsIn(kind, filled, today)}
      isStarted={draft !== ""}
      stepsOf={() => {
        const value = readValue(words, filled["fact"] ?? "", filled["value"] ?? "");
        return stepsOf(kind, filled, { ...(value !== undefined && { value }), record });
      }}
      onChange={change}
      onClear={drop}
      sending={sending}
    >
      {(shown, onLeave) => (
        <ChangeFields kind={kind} filled={filled} faults={shown} words={words} records={correctables} onChange={change} onLeave={onLeave} />
      )}
    </ChangeFrame>
  );
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

import { useState } from "react";
import { useMe } from "../api/me.ts";
import { dropDraft, readDraft, saveDraft } from "./drafts.ts";

/**
 * A text that survives a reload, a lost session and a lost network until it is sent or thrown away.
 * @param name tells drafts apart: what is typed, and about what, as in `refusal.12`; never a number of a person
 */
export function useDraft(name: string): readonly [text: string, write: (text: string) => void, drop: () => void] {
  const { accountId } = useMe();
  const [text, setText] = useState(() => {
    const kept = readDraft(sessionStorage, accountId, name);
    return typeof kept === "string" ? kept : "";
  });
  const write = (next: string) => {
    setText(next);
    if (next === "") dropDraft(sessionStorage, name);
    else saveDraft(sessionStorage, accountId, name, next);
  };
  return [text, write, () => write("")];
}

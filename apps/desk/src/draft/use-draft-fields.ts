import { useDraft } from "./use-draft.ts";

type Fields = Readonly<Record<string, string>>;

/**
 * The fields of a form, kept together as `useDraft` keeps a text. What is secret, a password or a code, is no field of such a form.
 * @param start what stands in them before anything is typed
 */
export function useDraftFields<Own extends Fields>(
  name: string,
  start: Own,
): readonly [fields: Own, set: (changed: Partial<Own>) => void, drop: () => void] {
  const [draft, write, drop] = useDraft(name);
  const kept = fieldsIn(draft);
  return [{ ...start, ...kept }, (changed) => write(JSON.stringify({ ...kept, ...changed })), drop];
}

/** Reads fields as they were kept, whatever else may stand there. */
export function fieldsIn(draft: string): Fields {
  try {
    const kept: unknown = JSON.parse(draft || "{}");
    return typeof kept === "object" && kept !== null
      ? Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === "string"))
      : {};
  } catch {
    return {};
  }
}

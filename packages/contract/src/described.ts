/** What a schema says of itself: one description for readers of the OpenAPI document, and each language alone for the reference page. */
type Description = { readonly description: string; readonly "x-text": { readonly zh: string; readonly en: string } };

/** `.meta(described("中文", "English"))` describes a field in both languages. */
export function described(zh: string, en: string): Description {
  return { description: `${zh} / ${en}`, "x-text": { zh, en } };
}

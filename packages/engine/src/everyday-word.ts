/** Words of everyday speech, and what documents say instead: somebody who looks for 轮椅 means 辅助器具. */
export type EverydayWord = {
  readonly zh: readonly string[];
  readonly en: readonly string[];
  /** Words that stand in the documents. */
  readonly means: { readonly zh: readonly string[]; readonly en: readonly string[] };
  readonly topics: readonly string[];
};

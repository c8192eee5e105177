/** A number as people type it, plain: full-width characters are narrow, letters large, and what groups digits is gone. */
export function plainNumber(typed: string): string {
  // Hyphens and dashes of every kind are marks of grouping; so are dots that an input method leaves behind.
  return typed
    .normalize("NFKC")
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Pd}.·_]/gu, "")
    .toUpperCase();
}

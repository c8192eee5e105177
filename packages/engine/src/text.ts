/** A text that a person reads: Chinese first, with its English twin. */
export type Text = { readonly zh: string; readonly en: string };

/** The two languages of the product. */
export type Language = keyof Text;

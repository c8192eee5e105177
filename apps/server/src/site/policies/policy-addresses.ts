import { benefitPath, documentPath } from "./pieces.ts";
import type { PolicyBook } from "./policy-book.ts";

/** Every policy page that somebody may look for, without its language: the documents, their measures and their benefits. */
export function policyAddresses(book: PolicyBook): readonly string[] {
  const documents = book.documents().flatMap((document) => {
    const benefits = book.benefits(document);
    const measures = new Set(benefits.map(({ benefit }) => benefit.measure.number));
    return [
      documentPath(document),
      ...[...measures].map((number) => `${documentPath(document)}/measures/${number}`),
      ...benefits.map(benefitPath),
    ];
  });
  return ["/policies", "/opens", ...documents];
}

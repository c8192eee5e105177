/** Two documents compared benefit by benefit. No dependency, no input or output, no clock. */
export { changeCounts, changeText, isChanged, isOneProgramme, summaryText, type ChangeLine } from "./change-text.ts";
export { compareDocuments, type BenefitChange, type DocumentsChange, type Part } from "./compare-documents.ts";
export type { ExamplePerson } from "./example-person.ts";
export { UnlikeFacts } from "./shared-vocabulary.ts";

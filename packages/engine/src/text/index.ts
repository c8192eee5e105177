/** Rules in Chinese and English sentences. No dependency, no input or output, no clock. */
export type { BenefitText, RateText, TextLine, TextPart, TextSection } from "./benefit-text.ts";
export { documentText, type DocumentText } from "./document-text.ts";

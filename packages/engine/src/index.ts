/** Deciding with compiled packs: no dependency, no input or output, no clock. Reading packs is in `./compile`. */
export type { Amount } from "./amount.ts";
export { amountText, periods, shareBase } from "./amount-text.ts";
export type * from "./compiled-pack.ts";
export { changesAfter, type Change, type ChangesOptions } from "./changes.ts";
export { nextQuestion, type AskOptions, type Audience, type Question } from "./ask.ts";
export { compiledFormat } from "./compiled-pack.ts";
export { citation } from "./citation.ts";
export { formatDay, monthsBetween, parseDay, yearsBetween, type Day } from "./day.ts";
export { decideCase, openCase, type CaseAnswer, type CaseDefaults } from "./decide-case.ts";
export { decidingCondition, type Because, type Decision, type Outcome } from "./decision.ts";
export type { EverydayWord } from "./everyday-word.ts";
export { factText } from "./fact-text.ts";
export { evaluate } from "./evaluate.ts";
export {
  decode,
  encode,
  isInputError,
  readFacts,
  withNoRegion,
  type Facts,
  type FactsInput,
  type FactValue,
  type MissingMode,
} from "./facts.ts";
export { inputError, type InputError, type InputErrorCode } from "./input-error.ts";
export type { Environment, Ir, Relation } from "./ir.ts";
export { parseYuan, toYuan, type Fen } from "./money.ts";
export { findPack, openPacks, Pack, type ParametersInput } from "./pack.ts";
export { Program, type DecideOptions } from "./program.ts";
export { formatRegion, isWithin, parseRegion } from "./region.ts";
export type { Language, Text } from "./text.ts";
export { factIndex, type Fact, type FactName, type FactType, type Screen, type Vocabulary } from "./vocabulary.ts";

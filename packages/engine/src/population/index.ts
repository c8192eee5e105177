/** Deciding whole populations on columns. No dependency, no input or output, no clock; runs in a browser's worker. */
export { changedBenefits } from "./changed-benefits.ts";
export { emptyColumn, peopleOf, unknownIn, type Column, type People } from "./people.ts";
export {
  noCondition,
  outcomeCode,
  PopulationProgram,
  type BenefitColumns,
  type Part,
  type PopulationOptions,
} from "./population-program.ts";

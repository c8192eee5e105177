export { sampleDistrict } from "./district.ts";
export type * from "./sample-household.ts";

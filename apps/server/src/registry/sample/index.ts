export { sampleDistrict } from "./district.ts";
export type * from "./sample-record.ts";

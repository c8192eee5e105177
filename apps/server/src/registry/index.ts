/** The register's face: other modules know nothing else of it. */
export { ownAreaList, type AreaList } from "./area/area-list.ts";
export {
  askChange,
  askUndo,
  approveChange,
  changeEffect,
  refuseChange,
  withdrawChange,
  type ChangeEffect,
  type ChangeTools,
  type NewChange,
} from "./change/change-verbs.ts";
export { registryErrors, refusedConstraints } from "./errors.ts";
export { fillMissingSnapshot, keepTodaysSnapshot } from "./installation/daily-snapshot.ts";
export { firstSample, hasPeople, loadSample, sampleTownships, type SampleKey, type SampleWish } from "./installation/load-sample.ts";
export { openRegister, type Register } from "./installation/open-register.ts";
export { maskedValue } from "./identity/masked-value.ts";
export { loadHistories, type HouseholdHistory, type LoadProgress } from "./loading/load-histories.ts";
export { readPersonFile, type FileQuestion, type PersonFile } from "./person/person-file.ts";
export { timelineOf, type TimelineEvent } from "./person/timeline.ts";
export { officialLists, type OfficialLists } from "./record/official-lists.ts";
export { registerPerson, type NewPerson, type RegisteredPerson, type RegistrationTools } from "./person/register-person.ts";
export { findings, type Finding } from "./quality/findings.ts";
export { findInNumbers, type NumberFindings } from "./quality/number-findings.ts";
export { sourceOf } from "./record/source.ts";
export { openRegistry, type Registry } from "./registry.ts";
export { sampleDistrict, type SampleOptions } from "./sample/index.ts";
export { listPeople, type Filter, type ListAnswer, type ListQuestion } from "./search/list-people.ts";
export { type PersonLine } from "./search/person-line.ts";
export { searchPeople, type SearchAnswer, type SearchQuestion } from "./search/search-people.ts";
export { snapshotFacts } from "./snapshot/snapshot-schema.ts";
export { fillSnapshot } from "./snapshot/snapshot-store.ts";

/** The register's face: other modules know nothing else of it. */
export { areaWords } from "./area/area-words.ts";
export { ownAreaList, type AreaList } from "./area/area-list.ts";
export { attach, type NewDocument } from "./attachment/attach.ts";
export { type Attachment } from "./attachment/attachment-store.ts";
export { listAttachments, readAttachment } from "./attachment/read-attachment.ts";
export { changeEffect, trialEffect, type ChangeEffect } from "./change/change-effect.ts";
export type { ChangeStep } from "./change/change.ts";
export { askChange, askUndo, approveChange, refuseChange, withdrawChange } from "./change/change-verbs.ts";
export { checkAgrees, checkedName, checkedSteps, checkedValue } from "./change/check-steps.ts";
export { partTexts, stepTexts } from "./change/part-texts.ts";
export { askMerge, askUnmerge, approveMerge, refuseMerge, withdrawMerge } from "./duplicate/merge-verbs.ts";
export { compareFiles, listDuplicates, readMerge } from "./duplicate/read-duplicates.ts";
export { tellApart } from "./duplicate/tell-apart.ts";
export { findDuplicates, findMissingDuplicates, keepDuplicates } from "./duplicate/find-duplicates.ts";
export { listChanges, readChange } from "./change/read-changes.ts";
export { registryErrors, registryStatuses } from "./errors.ts";
export { refusedConstraints } from "./refused-constraints.ts";
export { backUpRegister } from "./installation/back-up-register.ts";
export { isClockBehind } from "./installation/clock-check.ts";
export { fillMissingSnapshot, fillMonthEnd, keepTodaysSnapshot } from "./installation/daily-snapshot.ts";
export {
  firstSample,
  hasPeople,
  loadSample,
  samplePeople,
  sampleTownships,
  type SampleKey,
  type SampleWish,
} from "./installation/load-sample.ts";
export { askSampleChanges } from "./installation/sample-requests.ts";
export { someArea } from "./installation/some-area.ts";
export { openRegister, type Register } from "./installation/open-register.ts";
export { backupSummary, readBackup, restoreRegister, type BackupSummary, type ReadableBackup } from "./installation/restore-register.ts";
export { disabilityFacts, levelsSaidBy, readCertificateNumber } from "./identity/certificate-number.ts";
export { readIdentityNumber } from "./identity/identity-number.ts";
export { sealedKinds, type SealedKind } from "./identity/sealed-value.ts";
export { believedFiles, believedOf, matchFiles, type BelievedFile, type FileParts, type FoundFiles } from "./intake/match-files.ts";
export { makeFile, settleFile, takeBackSteps, takeFile, writeSteps, type TakenFile, type TouchedPart } from "./intake/write-steps.ts";
export { registrySealedTables } from "./identity/sealed-tables.ts";
export { maskedValue } from "./identity/masked-value.ts";
export { type HouseholdHistory } from "./loading/history.ts";
export { loadHistories } from "./loading/load-histories.ts";
export { revealValue } from "./person/reveal-value.ts";
export { isCounting, readLaterFacts, readPersonFile } from "./person/person-file.ts";
export { readTimeline, type TimelineEvent } from "./person/timeline.ts";
export { officialLists, type OfficialLists } from "./record/official-lists.ts";
export { registerPerson, type NewPerson } from "./person/register-person.ts";
export { factWords } from "./export/fact-words.ts";
export { exportPeople } from "./export/export-people.ts";
export { findings, type Finding } from "./quality/findings.ts";
export { findInNumbers, type NumberFindings } from "./quality/number-findings.ts";
export { completeRequest, type ErasingTools } from "./request/complete-request.ts";
export { isOverdue, stateOfRequest, type DataRequest, type RequestState } from "./request/data-request.ts";
export { eraseAgain, eraseDue, keepErasing } from "./request/erase-due.ts";
export { erasedList, keepErasedList, readErasedList } from "./request/erased-list.ts";
export { askRequest, decideRequest, readRequests, unfinishedRequests, withdrawRequest } from "./request/request-verbs.ts";
export { takeCopy } from "./request/take-copy.ts";
export { countingOn, type RegistryRecord, type Value } from "./record/record.ts";
export { sourceOf, sources, type SourceKey } from "./record/source.ts";
export { openRegistry, type Registry, type RegistryTools } from "./registry.ts";
export { sampleDistrict } from "./sample/index.ts";
export { type Filter } from "./search/filter.ts";
export { fileOfNumber } from "./search/file-of-number.ts";
export { listPeople } from "./search/list-people.ts";
export { type PersonLine } from "./search/person-line.ts";
export { searchPeople, type SearchQuestion } from "./search/search-people.ts";
export { countPeople } from "./statistics/count-people.ts";
export { snapshotFacts } from "./snapshot/snapshot-schema.ts";
export { fillSnapshot } from "./snapshot/snapshot-store.ts";

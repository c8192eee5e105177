/** The shapes that cross the wire. Types follow from the schemas; the server checks with them, and the OpenAPI document is made from them. */
export {
  AccountAnswer,
  AccountLine,
  AccountsAnswer,
  AccountSearchRequest,
  AppointmentAnswer,
  AppointmentBody,
  AppointmentEndBody,
  AppointedAreasAnswer,
  ColleaguesAnswer,
  DelegationBody,
  HandoverBody,
  LeaveAnswer,
  LeaveBody,
  LogCheckAnswer,
  NewAccountAnswer,
  NewAccountBody,
  RolesAnswer,
  RowCheckAnswer,
  SessionsAnswer,
  SetupCodeAnswer,
  SystemAnswer,
} from "./administration.ts";
export { BenefitAddress, DayQuery, NoQuery, PackAddress, TextsQuery } from "./address.ts";
export { AskAnswer, AskRequest } from "./ask.ts";
export { BenefitAnswer, BenefitDetail, BenefitLine, BenefitsAnswer } from "./benefit.ts";
export { Case, CaseControls, CaseOrCases, mostCases } from "./case.ts";
export {
  AskedRequestAnswer,
  OpenRequestsAnswer,
  RequestBody,
  RequestCompletionAnswer,
  RequestCompletionBody,
  RequestDecisionBody,
  RequestsAnswer,
  RequestWithdrawalBody,
} from "./data-request.ts";
export { CaseAnswers, DecidedCase } from "./decision.ts";
export { ChangeDetail, ChangeEntitlementsAnswer, ChangeLine, ChangePart, ChangesAnswer, ChangesQuery } from "./change.ts";
export { described } from "./described.ts";
export { TextsAnswer } from "./document-text.ts";
export {
  ComparedPart,
  ComparisonAnswer,
  DuplicatePair,
  DuplicatesAnswer,
  DuplicatesQuery,
  MergeAnswer,
  MergeBody,
  MergeDetail,
  UnmergeBody,
} from "./duplicate.ts";
export { Fact, VocabularyAnswer } from "./fact.ts";
export { AreaListAnswer, AreasAnswer, AreasElsewhereAnswer, HouseholdAnswer } from "./household.ts";
export {
  EnteredImportAnswer,
  ImportAnswer,
  ImportColumnsBody,
  ImportLine,
  ImportProgressAnswer,
  ImportQuery,
  ImportRowAnswer,
  ImportRowBody,
  ImportRowsAnswer,
  ImportRowsQuery,
  ImportsAnswer,
} from "./import.ts";
export { GrantedAct, MeAnswer } from "./me.ts";
export { Office } from "./office.ts";
export { PackAnswer, PacksAnswer, PackSummary } from "./pack.ts";
export { ParametersAnswer } from "./parameter.ts";
export { Problem, problems, RegisterProblem, type ProblemCode } from "./problem.ts";
export {
  AccessesAnswer,
  AttachedAnswer,
  attachmentNameHeader,
  AttachmentLine,
  AttachmentQuery,
  AttachmentsAnswer,
  ChangeAnswer,
  ChangeRequestBody,
  ChangeTrialBody,
  DaysQuery,
  DecisionBody,
  EffectAnswer,
  EmergenciesAnswer,
  EmergencyAnswer,
  EmergencyRequest,
  EmergencyReviewBody,
  EntitlementsAnswer,
  ExportRequest,
  FileAnswer,
  FileRecord,
  ListAnswer,
  ListOrder,
  ListRequest,
  LogAnswer,
  LogRequest,
  ReadersAnswer,
  ReadingReasonBody,
  MomentQuery,
  PersonLine,
  PersonRequest,
  ReasonBody,
  RegisteredAnswer,
  RevealAnswer,
  RevealBody,
  SearchAnswer,
  SearchRequest,
  StatisticAnswer,
  StatisticRequest,
  TimelineAnswer,
} from "./register.ts";
export { apiBase, apiPaths, apiVersion, apiVersionHeader } from "./routes.ts";
export type { Wire } from "./wire.ts";
export { SharedAnswer, ViewBody, ViewRequest, ViewsAnswer } from "./list-view.ts";
export { registerBase, registerPaths } from "./register-paths.ts";

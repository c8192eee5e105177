import type { FactName, Text, Vocabulary } from "@huican/engine";
import { disabilityFacts } from "../identity/certificate-number.ts";
import type { SourceKey } from "./source.ts";

/** Whom the register keeps a file of: a person (人), a household (户) or an organisation (单位、机构). */
export type SubjectKind = "person" | "household" | "organisation";

/**
 * What is recorded together and holds from a day to a day: a certificate with its levels, a household registration, an allowance. At any day a subject has one
 * record of a kind from each source.
 */
export type RecordKind = {
  readonly key: string;
  readonly text: Text;
  readonly subject: SubjectKind;
  /** Facts of the vocabulary that a record of this kind says. */
  readonly facts: readonly FactName[];
  /** What it says beside facts of the vocabulary. */
  readonly details: readonly string[];
  /** From the first day on there must be no day without a record: everybody is registered somewhere. */
  readonly isContinuous: boolean;
  /** Whose word counts before that of all others, best first. */
  readonly authorities: readonly SourceKey[];
};

/** Facts that are recorded together. Every other fact of the vocabulary is a kind of its own. */
const composed: readonly Omit<RecordKind, "subject">[] = [
  {
    key: "name",
    text: { zh: "姓名", en: "Name" },
    facts: [],
    details: ["name"],
    isContinuous: true,
    authorities: ["police"],
  },
  {
    key: "birth",
    text: { zh: "出生", en: "Birth" },
    facts: ["person.birth_date", "person.sex"],
    details: [],
    isContinuous: true,
    authorities: ["police"],
  },
  {
    key: "hukou",
    text: { zh: "户籍", en: "Household registration" },
    facts: ["person.hukou_region", "person.hukou_type"],
    details: [],
    isContinuous: true,
    authorities: ["police"],
  },
  {
    key: "certificate",
    text: { zh: "残疾人证", en: "Disability certificate" },
    facts: ["certificate.status", "certificate.issued_on", "certificate.expires_on", ...disabilityFacts, "disability.lower_limb"],
    details: [],
    isContinuous: false,
    authorities: ["federation"],
  },
  {
    key: "schooling",
    text: { zh: "就学", en: "Schooling" },
    facts: ["education.stage", "education.placement", "education.boarding", "education.school_region"],
    details: [],
    isContinuous: false,
    authorities: ["education"],
  },
  {
    key: "rehabilitation-training",
    text: { zh: "康复训练", en: "Rehabilitation training" },
    facts: ["rehabilitation.in_training", "rehabilitation.designated_institution", "rehabilitation.institution_region"],
    details: [],
    isContinuous: false,
    authorities: ["provider"],
  },
  {
    // Says whether every member of the household is in the register: only then can it say what a household is not.
    key: "household",
    text: { zh: "户内成员", en: "Members of the household" },
    facts: [],
    details: ["isComplete"],
    isContinuous: false,
    authorities: ["police"],
  },
  {
    key: "employer",
    text: { zh: "用人单位", en: "Employer" },
    facts: [
      "employer.region",
      "employer.kind",
      "employer.employees",
      "employer.disabled_employees",
      "employer.concentrated_recognised",
      "employer.interns",
      "employer.welfare_posts",
    ],
    details: [],
    isContinuous: false,
    authorities: ["human-resources"],
  },
  {
    key: "institution",
    text: { zh: "服务机构", en: "Institution" },
    facts: ["institution.kind", "institution.region", "institution.designated", "institution.named_in_document"],
    details: [],
    isContinuous: false,
    authorities: ["officer"],
  },
];

/** Who keeps the official list of the facts of a group; a fact before its group. */
const authorities: Readonly<Record<string, readonly SourceKey[]>> = {
  "person.deceased": ["police", "civil-affairs"],
  "person.residence_permit_region": ["police"],
  diagnosis: ["health"],
  hardship: ["civil-affairs"],
  "hardship.poverty_monitored": ["rural-affairs"],
  "hardship.lifted_from_poverty": ["rural-affairs"],
  "hardship.registered_poor": ["rural-affairs"],
  "hardship.student_hardship": ["education"],
  education: ["education"],
  employment: ["human-resources"],
  insurance: ["medical-insurance", "human-resources"],
  housing: ["housing"],
};

/** A claim (一次申请) says these; the register of people does not keep them. */
const groupsOfClaims: ReadonlySet<string> = new Set(["claim", "application"]);

const subjectOfGroup: Readonly<Record<string, SubjectKind>> = {
  household: "household",
  employer: "organisation",
  institution: "organisation",
};

/** Every kind of record, in the order of the vocabulary. What a claim says and what is computed has no kind. */
export function recordKinds(vocabulary: Vocabulary): readonly RecordKind[] {
  const together = new Set(composed.flatMap(({ facts }) => facts));
  const single = vocabulary.facts
    .filter(({ name, derived }) => !derived && !together.has(name) && !groupsOfClaims.has(groupOf(name)))
    .map(({ name, label }): RecordKind => ({
      key: name,
      text: label,
      subject: subjectOfGroup[groupOf(name)] ?? "person",
      facts: [name],
      details: [],
      isContinuous: false,
      authorities: authorities[name] ?? authorities[groupOf(name)] ?? [],
    }));
  return [...composed.map((kind) => ({ ...kind, subject: subjectOfGroup[kind.key] ?? "person" })), ...single];
}

function groupOf(name: FactName): string {
  return name.slice(0, name.indexOf("."));
}

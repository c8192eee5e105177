/** How far down an area of duty goes: province, city, district, township or street, village or community. */
export type AreaLevel = "province" | "city" | "district" | "township" | "village";

/** How many digits the code of an area of a level has. */
export function digitsOf(level: AreaLevel): number {
  return { province: 2, city: 4, district: 6, township: 9, village: 12 }[level];
}

/** What somebody may be appointed to. What each may do stands in `access-table.yaml` and nowhere else. */
export type Role = {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** At which levels an appointment may lie; of none, a role has no area: it is about one's own file, or about the system. */
  readonly levels: readonly AreaLevel[];
  /** Desks of a federation that the role is divided into. */
  readonly sections?: readonly Section[];
  /** Roles that nobody may hold beside this one: three administrators watch each other (三员分立). */
  readonly never?: readonly string[];
};

/** 科室: the desks of a district federation. */
export type Section = { readonly id: string; readonly zh: string; readonly en: string };

export const sections: readonly Section[] = [
  { id: "certificates", zh: "办证与维权", en: "Certificates and rights" },
  { id: "rehabilitation", zh: "康复", en: "Rehabilitation" },
  { id: "care", zh: "托养与救助", en: "Care and relief" },
  { id: "employment", zh: "就业", en: "Employment" },
  { id: "education", zh: "教育与宣传文体", en: "Education, culture and sport" },
  { id: "office", zh: "办公室", en: "Office" },
];

const administrators = ["system-administrator", "security-administrator", "audit-administrator"];
const besides = (id: string) => administrators.filter((other) => other !== id);

export const roles: readonly Role[] = [
  { id: "commissioner", zh: "专职委员", en: "Commissioner", levels: ["village"] },
  { id: "street-clerk", zh: "镇街经办", en: "Street clerk", levels: ["township"] },
  { id: "district-desk", zh: "残联科室", en: "Federation desk", levels: ["district", "city", "province"], sections },
  { id: "civil-affairs", zh: "民政", en: "Civil affairs", levels: ["township", "district", "city"] },
  { id: "finance", zh: "财政", en: "Finance", levels: ["district", "city"] },
  { id: "auditor", zh: "审计", en: "Auditor", levels: ["district", "city", "province"] },
  { id: "provider", zh: "服务机构", en: "Provider", levels: ["district", "city"] },
  { id: "citizen", zh: "本人", en: "Citizen", levels: [] },
  { id: "representative", zh: "监护人或代办人", en: "Guardian or representative", levels: [] },
  { id: "system-administrator", zh: "系统管理员", en: "System administrator", levels: [], never: besides("system-administrator") },
  {
    id: "security-administrator",
    zh: "安全保密管理员",
    en: "Security administrator",
    levels: [],
    never: besides("security-administrator"),
  },
  { id: "audit-administrator", zh: "安全审计员", en: "Audit administrator", levels: [], never: besides("audit-administrator") },
];

/** Whether somebody works here: holds another office than that over their own file, or the file of whom they act for. */
export function worksHere(appointments: readonly Pick<Appointment, "role">[]): boolean {
  return appointments.some(({ role }) => role !== "citizen" && role !== "representative");
}

/** Somebody's office for a time (任职): a role, where, at which desk, from which day and until which. */
export type Appointment = {
  readonly role: string;
  /** Beginning of the codes of the area; null for a role without one. */
  readonly area: string | null;
  readonly section: string | null;
  readonly from: string;
  readonly until: string | null;
  /** Whose duties these are, where somebody acts for another while they are away. */
  readonly actingFor?: string;
};

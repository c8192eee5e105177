import { parseDay, type FactName } from "@huican/engine";
import type { Answer } from "./answer.ts";

type Known = Readonly<Record<FactName, Answer>>;

/**
 * 未满16周岁: whoever is that young may not be employed (劳动法 15), is without capacity for work in the eyes of the law
 * (特困人员认定办法 5), does not contribute to pensions, and drives no motor wheelchair (道路交通安全法实施条例 72).
 */
const belowSixteen: Known = {
  "employment.status": "none",
  "employment.work_capacity": false,
  "employment.willing": false,
  "employment.difficulty_recognised": false,
  "employment.graduated_within_a_year": false,
  "employment.blind_massage": false,
  "employment.social_insurance_paid": false,
  "employment.public_welfare_post": false,
  "employment.first_business": false,
  "employment.business_months": 0,
  "employment.grassroots_role": "none",
  "employment.service_role": "none",
  "employment.internship": false,
  "employment.platform_work": false,
  "insurance.resident_pension_payable": false,
  "insurance.employee_medical": false,
  "insurance.employee_pension": false,
  "insurance.employee_pension_self_paid": false,
  "insurance.unemployment": false,
  "vehicle.motor_wheelchair": false,
};

/** 未满18周岁: no driving licence, no seat in a congress, no service in the forces, no marriage. */
const belowEighteen: Known = {
  "vehicle.c5_licence_this_year": false,
  "person.deputy": false,
  "person.disabled_service_member": false,
  "person.is_spouse_of_hardship_disabled": false,
  "person.has_disabled_child": false,
};

/** 成年: nobody's minor child any more. */
const fromEighteen: Known = { "person.is_minor_child_of_hardship_disabled": false };

/** What nobody has to be asked once the date of birth is known. */
export function followsFromAge(answers: Known, day: string): Known {
  const birth = answers["person.birth_date"];
  if (typeof birth !== "string" || parseDay(birth) === null) return {};
  if (birth <= yearsBefore(day, 18)) return fromEighteen;
  return birth <= yearsBefore(day, 16) ? belowEighteen : { ...belowEighteen, ...belowSixteen };
}

/** Days as text stand in their own order. */
function yearsBefore(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, "0")}${day.slice(4)}`;
}

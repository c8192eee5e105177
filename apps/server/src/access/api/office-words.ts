import type { AccountAnswer, Office, Wire } from "@huican/contract";
import { today } from "../../platform/clock.ts";
import type { OpenAccess } from "../access-door.ts";
import type { KeptAppointment } from "../appointment/appointment-store.ts";
import { roles, sections } from "../role.ts";

type Words = { readonly zh: string; readonly en: string };
type Held = Pick<KeptAppointment, "role" | "area" | "section">;

/** A role in words; one that an earlier version of the program knew by its name. */
function roleText(role: string): Words {
  const words = roles.find(({ id }) => id === role);
  return words ? { zh: words.zh, en: words.en } : { zh: role, en: role };
}

function sectionText(section: string | null): Words | null {
  const desk = sections.find(({ id }) => id === section);
  return desk ? { zh: desk.zh, en: desk.en } : null;
}

/** `镇街经办，重庆市沙坪坝区渝碚路街道`: an office as a list names it. */
export function officeText({ nameOfArea }: Pick<OpenAccess, "nameOfArea">, { role, area, section }: Held): Words {
  const [words, desk, place] = [roleText(role), sectionText(section), area === null ? null : nameOfArea(area)];
  return {
    zh: [words.zh, desk?.zh, place].filter(Boolean).join("，"),
    en: [words.en, desk?.en, place].filter(Boolean).join(", "),
  };
}

/** An appointment with its words. */
export function shownOffice(
  { nameOfArea }: Pick<OpenAccess, "nameOfArea">,
  { id, role, section, area, until }: KeptAppointment,
): Wire<typeof Office> {
  const areaName = area === null ? null : nameOfArea(area);
  return { id, role, roleText: roleText(role), sectionText: sectionText(section), area, areaName, until };
}

/** @param names of the people who gave them, or whose duties they are */
export function shownAppointments(
  access: OpenAccess,
  appointments: readonly KeptAppointment[],
  names: ReadonlyMap<string, string>,
): Wire<typeof AccountAnswer>["appointments"] {
  const day = today(access.clock);
  return appointments.map((appointment) => {
    const { from, endedOn, actingFor, givenBy } = appointment;
    return {
      ...shownOffice(access, appointment),
      from,
      endedOn,
      state: stateOn(day, appointment),
      actingFor: actingFor === undefined ? null : (names.get(actingFor) ?? null),
      givenBy: names.get(givenBy) ?? null,
    };
  });
}

/** The last day counts; the day on which it was ended does not. */
function stateOn(
  day: string,
  { from, until, endedOn }: Pick<KeptAppointment, "from" | "until" | "endedOn">,
): "to-come" | "in-force" | "over" {
  if ((until !== null && until < day) || (endedOn !== null && (endedOn <= day || endedOn <= from))) return "over";
  return from > day ? "to-come" : "in-force";
}

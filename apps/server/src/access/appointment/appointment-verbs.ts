import { today } from "../../platform/clock.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { instant, type AccessTools } from "../access.ts";
import { accountEvents, accounts } from "../account/account-store.ts";
import { accessErrors } from "../errors.ts";
import { roles } from "../role.ts";
import { appointments, type KeptAppointment, type NewAppointment } from "./appointment-store.ts";
import { checkDuty } from "./check-duty.ts";

/**
 * Appoints somebody to a role. The database refuses an area of the wrong level, and a second administrator's role for one person.
 * @returns the number of the appointment
 */
export async function appoint(tools: AccessTools, actor: Actor, appointment: Omit<NewAppointment, "drawnFrom">): Promise<number> {
  return tools.db.as(actor, async (tx) => {
    const id = await given(tx, tools, actor, appointment);
    await checkDuty(tx, tools, actor, "security-administrator");
    return id;
  });
}

/** Ends an appointment: at once, or from a day to come on. What was handed on from it ends with it. */
export async function endAppointment(tools: AccessTools, actor: Actor, id: number, from = today(tools.clock)): Promise<void> {
  checkDay(tools, from);
  await tools.db.as(actor, async (tx) => {
    const appointment = await found(tx, tools, id);
    await end(tx, tools, appointment, from);
    const isOwn = appointment.accountId === actor.id || appointment.actingFor === actor.id;
    if (!isOwn) await checkDuty(tx, tools, actor, "security-administrator");
  });
}

/**
 * Hands a duty of one's own on to somebody for some days (代理), for the whole area of it or a part. One keeps it oneself; the other's ends by itself.
 * @returns the number of the other's appointment
 */
export async function delegate(
  tools: AccessTools,
  actor: Actor,
  {
    id,
    to,
    from,
    until,
    area,
  }: { readonly id: number; readonly to: string; readonly from: string; readonly until: string; readonly area?: string },
): Promise<number> {
  checkDay(tools, from);
  return tools.db.as(actor, async (tx) => {
    const own = await found(tx, tools, id);
    if (own.accountId !== actor.id) throw accessErrors.foreignDuty();
    return given(tx, tools, actor, {
      accountId: to,
      role: own.role,
      area: area ?? own.area,
      section: own.section,
      from,
      until,
      drawnFrom: id,
    });
  });
}

/**
 * Goes on leave (离岗): every duty of one's own that holds on the days is handed on to one deputy, whole, for as long as both last.
 * @returns the numbers of the deputy's appointments
 */
export async function leave(
  tools: AccessTools,
  actor: Actor,
  { deputy, from, until }: { readonly deputy: string; readonly from: string; readonly until: string },
): Promise<readonly number[]> {
  checkDay(tools, from);
  return tools.db.as(actor, async (tx) => {
    const numbers: number[] = [];
    for (const own of await appointments.of(tx, tools.cipher, actor.id)) {
      const days = common(own, from, until);
      if (own.actingFor !== undefined || days === null) continue;
      const { role, area, section } = own;
      numbers.push(await given(tx, tools, actor, { accountId: deputy, role, area, section, ...days, drawnFrom: own.id }));
    }
    if (numbers.length === 0) throw accessErrors.nothingToHandOn();
    return numbers;
  });
}

/**
 * Hands an office over (移交): from a day on the successor holds it and the predecessor does not.
 * @returns the number of the successor's appointment
 */
export async function handOver(
  tools: AccessTools,
  actor: Actor,
  { id, to, on }: { readonly id: number; readonly to: string; readonly on: string },
): Promise<number> {
  checkDay(tools, on);
  return tools.db.as(actor, async (tx) => {
    const old = await found(tx, tools, id);
    if (old.actingFor !== undefined) throw accessErrors.foreignDuty();
    await end(tx, tools, old, on);
    const successor = { accountId: to, role: old.role, area: old.area, section: old.section, from: on, until: old.until };
    const number = await given(tx, tools, actor, successor);
    await checkDuty(tx, tools, actor, "security-administrator");
    return number;
  });
}

async function given(tx: Tx, tools: AccessTools, actor: Actor, appointment: NewAppointment): Promise<number> {
  const { accountId, role, area, drawnFrom } = appointment;
  if (!roles.some(({ id }) => id === role)) throw accessErrors.roleUnknown();
  if (accountId === actor.id) throw accessErrors.ownAppointment();
  if (!(await accounts.find(tx, tools.cipher, accountId))) throw accessErrors.accountNotFound();
  const id = await appointments.add(tx, tools.cipher, appointment);
  const what = drawnFrom === undefined ? "appointed" : "delegated";
  await accountEvents.add(tx, accountId, { what, how: dutyWords({ id, role, area }), at: instant(tools) });
  return id;
}

/** Ends it with what was handed on from it: each keeps a stamp of its own, which the database could not make. */
async function end(tx: Tx, tools: AccessTools, appointment: KeptAppointment, on: string): Promise<void> {
  for (const drawn of await appointments.drawnFrom(tx, tools.cipher, appointment.id, on))
    await ended(tx, tools, drawn, on > drawn.from ? on : drawn.from);
  if (!(await ended(tx, tools, appointment, on))) throw accessErrors.appointmentEnded();
}

async function ended(tx: Tx, tools: AccessTools, appointment: KeptAppointment, on: string): Promise<boolean> {
  if (!(await appointments.end(tx, tools.cipher, appointment, on))) return false;
  await accountEvents.add(tx, appointment.accountId, { what: "appointment-ended", how: dutyWords(appointment), at: instant(tools) });
  return true;
}

/** `12 street-clerk 500106003`: which appointment, in a line of the log. */
function dutyWords({ id, role, area }: Pick<KeptAppointment, "id" | "role" | "area">): string {
  return [id, role, area].filter((part) => part !== null).join(" ");
}

async function found(tx: Tx, { cipher }: AccessTools, id: number): Promise<KeptAppointment> {
  const appointment = await appointments.find(tx, cipher, id);
  if (!appointment) throw accessErrors.appointmentNotFound();
  return appointment;
}

/** Nothing is ended or handed on for days that are over: somebody has acted on them. */
function checkDay({ clock }: AccessTools, day: string): void {
  if (day < today(clock)) throw accessErrors.dayIsOver();
}

/** The days of leave on which an appointment holds. */
function common(
  { from, until, endedOn }: KeptAppointment,
  first: string,
  last: string,
): { readonly from: string; readonly until: string } | null {
  const begin = from > first ? from : first;
  const ends = [last, ...(until === null ? [] : [until]), ...(endedOn === null ? [] : [dayBefore(endedOn)])];
  const end = ends.sort()[0] as string;
  return begin <= end ? { from: begin, until: end } : null;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 3600 * 1000).toISOString().slice(0, 10);
}

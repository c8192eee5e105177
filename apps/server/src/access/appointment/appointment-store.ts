import { sql, type RawBuilder } from "kysely";
import { isOwnRow, stampFor, type Cipher, type Stamped, type StampedTable } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { Appointment } from "../role.ts";

/** An appointment as it is kept: with its number and whose it is. */
export type KeptAppointment = Appointment & {
  readonly id: number;
  readonly accountId: string;
  /** The first day on which it no longer holds, where it was ended before its time. */
  readonly endedOn: string | null;
  /** The appointment of somebody else that this one hands on. */
  readonly drawnFrom: number | null;
  readonly givenBy: string;
};

export type NewAppointment = Pick<Appointment, "role" | "area" | "section" | "from" | "until"> & {
  readonly accountId: string;
  /** The appointment of somebody else that this one hands on. */
  readonly drawnFrom?: number;
};

type AppointmentRow = Omit<NewAppointment, "drawnFrom"> & { readonly drawnFrom: number | null; readonly endedOn: string | null };

export const stampedAppointments: StampedTable<AppointmentRow> = {
  name: "access.appointment",
  key: "id::text",
  columns: sql`
    account_id as "accountId", role, area, section, from_day as "from", until_day as "until", drawn_from as "drawnFrom", ended_on as "endedOn"`,
  says: ({ accountId, role, area, section, from, until, drawnFrom, endedOn }) => [
    accountId,
    role,
    area,
    section,
    from,
    until,
    drawnFrom,
    endedOn,
  ],
};

/** Appointments that this program wrote: whatever else lies in their table gives nobody anything. */
export const appointments = {
  /** @returns its number */
  async add(tx: Tx, cipher: Cipher, appointment: NewAppointment): Promise<number> {
    const { accountId, role, area, section, from, until, drawnFrom = null } = appointment;
    const stamp = stampFor(cipher, stampedAppointments, { ...appointment, drawnFrom, endedOn: null });
    const { rows } = await sql<{ id: number }>`
      insert into access.appointment (account_id, role, area, section, from_day, until_day, drawn_from, stamp)
      values (${accountId}, ${role}, ${area}, ${section}, ${from}, ${until}, ${drawnFrom}, ${stamp}) returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },

  async find(tx: Tx, cipher: Cipher, id: number): Promise<KeptAppointment | undefined> {
    return (await select(tx, cipher, sql`p.id = ${id}`))[0];
  },

  /** What somebody holds on a day, what they do for others included. */
  async inForce(tx: Tx, cipher: Cipher, accountId: string, day: string): Promise<readonly KeptAppointment[]> {
    return select(tx, cipher, sql`p.account_id = ${accountId} and p.in_force @> ${day}::date`);
  },

  /** What some people hold on a day. */
  async inForceOf(tx: Tx, cipher: Cipher, accountIds: readonly string[], day: string): Promise<readonly KeptAppointment[]> {
    return select(tx, cipher, sql`p.account_id = any (${[...accountIds]}::text[]) and p.in_force @> ${day}::date`);
  },

  /** What lies in an area or below it on a day. @param area the beginning of the codes; empty for every area */
  async within(tx: Tx, cipher: Cipher, area: string, day: string): Promise<readonly KeptAppointment[]> {
    return select(tx, cipher, sql`p.area ^@ ${area} and p.in_force @> ${day}::date`);
  },

  /** All that somebody holds, held or will hold. */
  async of(tx: Tx, cipher: Cipher, accountId: string): Promise<readonly KeptAppointment[]> {
    return select(tx, cipher, sql`p.account_id = ${accountId}`);
  },

  /** Who holds a role on a day. */
  async holding(tx: Tx, cipher: Cipher, role: string, day: string): Promise<readonly KeptAppointment[]> {
    return select(tx, cipher, sql`p.role = ${role} and p.in_force @> ${day}::date`);
  },

  /** What was handed on from it and has not ended before that day. */
  async drawnFrom(tx: Tx, cipher: Cipher, id: number, endedOn: string): Promise<readonly KeptAppointment[]> {
    return select(tx, cipher, sql`p.drawn_from = ${id} and p.ended_on is null and p.in_force && daterange(${endedOn}::date, null)`);
  },

  /** @returns false where it has ended already, or is none that whoever acts may end */
  async end(tx: Tx, cipher: Cipher, appointment: KeptAppointment, endedOn: string): Promise<boolean> {
    const stamp = stampFor(cipher, stampedAppointments, { ...appointment, endedOn });
    const { rows } = await sql`
      update access.appointment set ended_on = ${endedOn}, stamp = ${stamp} where id = ${appointment.id} and ended_on is null returning 1`.execute(
      tx,
    );
    return rows.length > 0;
  },
};

async function select(tx: Tx, cipher: Cipher, condition: RawBuilder<unknown>): Promise<readonly KeptAppointment[]> {
  const { rows } = await sql<Stamped<Omit<KeptAppointment, "actingFor">> & { readonly actingFor: string | null }>`
    select p.id, p.account_id as "accountId", p.role, p.area, p.section, p.from_day as "from", p.until_day as "until", p.drawn_from as "drawnFrom",
      p.ended_on as "endedOn", p.given_by as "givenBy", own.account_id as "actingFor", p.stamp
    from access.appointment p
    left join access.appointment own on own.id = p.drawn_from
    where ${condition}
    order by p.from_day, p.id`.execute(tx);
  return rows
    .filter((row) => isOwnRow(cipher, stampedAppointments, row))
    .map(({ actingFor, stamp: _stamp, ...rest }) => ({ ...rest, ...(actingFor !== null && { actingFor }) }));
}

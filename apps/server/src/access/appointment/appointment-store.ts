import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { Appointment } from "../role.ts";

/** An appointment as it is kept: with its number and whose it is. */
export type KeptAppointment = Appointment & {
  readonly id: number;
  readonly accountId: string;
  /** The first day on which it no longer holds, where it was ended before its time. */
  readonly endedOn: string | null;
  readonly givenBy: string;
};

export type NewAppointment = Pick<Appointment, "role" | "area" | "section" | "from" | "until"> & {
  readonly accountId: string;
  /** The appointment of somebody else that this one hands on. */
  readonly drawnFrom?: number;
};

export const appointments = {
  /** @returns its number */
  async add(tx: Tx, { accountId, role, area, section, from, until, drawnFrom }: NewAppointment): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      insert into access.appointment (account_id, role, area, section, from_day, until_day, drawn_from)
      values (${accountId}, ${role}, ${area}, ${section}, ${from}, ${until}, ${drawnFrom ?? null}) returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },

  async find(tx: Tx, id: number): Promise<KeptAppointment | undefined> {
    return (await select(tx, sql`p.id = ${id}`))[0];
  },

  /** What somebody holds on a day, what they do for others included. */
  async inForce(tx: Tx, accountId: string, day: string): Promise<readonly KeptAppointment[]> {
    return select(tx, sql`p.account_id = ${accountId} and p.in_force @> ${day}::date`);
  },

  /** All that somebody holds, held or will hold. */
  async of(tx: Tx, accountId: string): Promise<readonly KeptAppointment[]> {
    return select(tx, sql`p.account_id = ${accountId}`);
  },

  /** Who holds a role on a day. */
  async holding(tx: Tx, role: string, day: string): Promise<readonly KeptAppointment[]> {
    return select(tx, sql`p.role = ${role} and p.in_force @> ${day}::date`);
  },

  /** @returns false where it has ended already, or is none that whoever acts may end */
  async end(tx: Tx, id: number, endedOn: string): Promise<boolean> {
    const { rows } = await sql`
      update access.appointment set ended_on = ${endedOn} where id = ${id} and ended_on is null returning 1`.execute(tx);
    return rows.length > 0;
  },
};

async function select(tx: Tx, condition: RawBuilder<unknown>): Promise<readonly KeptAppointment[]> {
  const { rows } = await sql<Omit<KeptAppointment, "actingFor"> & { readonly actingFor: string | null }>`
    select p.id, p.account_id as "accountId", p.role, p.area, p.section, p.from_day as "from", p.until_day as "until", p.ended_on as "endedOn",
      p.given_by as "givenBy", own.account_id as "actingFor"
    from access.appointment p
    left join access.appointment own on own.id = p.drawn_from
    where ${condition}
    order by p.from_day, p.id`.execute(tx);
  return rows.map(({ actingFor, ...rest }) => ({ ...rest, ...(actingFor !== null && { actingFor }) }));
}

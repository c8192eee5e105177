import { sql } from "kysely";
import { today } from "../../platform/clock.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { instant, signInJob, type AccessTools } from "../access.ts";
import { accounts } from "../account/account-store.ts";
import type { Account } from "../account/account.ts";
import { appointments, type KeptAppointment } from "../appointment/appointment-store.ts";
import { sessions } from "./session-store.ts";
import { hashOfToken, sessionLimits, type Session } from "./session.ts";

/** Somebody who is signed in: who they are, what they are appointed to today, and as whom they reach the data. */
export type SignedIn = {
  readonly session: Session;
  readonly account: Account;
  /** Those in force today, what they do for others included. */
  readonly appointments: readonly KeptAppointment[];
  readonly actor: Actor;
};

/** @returns null where the token is nobody's, has lapsed, was ended, or only the first step was taken */
export async function sessionOf(tools: AccessTools, token: string): Promise<SignedIn | null> {
  const now = instant(tools);
  const { cipher } = tools;
  const hash = hashOfToken(cipher, token);
  return tools.db.as(signInJob, async (tx) => {
    const session = await sessions.byToken(tx, cipher, hash, { now, seenSince: instant(tools, -sessionLimits.idleSeconds) });
    if (session?.stage !== "full") return null;
    const account = await accounts.find(tx, cipher, session.accountId);
    if (!account || account.isLocked) return null;
    if (session.seenAt < instant(tools, -sessionLimits.seenSeconds)) await sessions.renew(tx, cipher, { ...session, seenAt: now }, hash);
    const day = today(tools.clock);
    const inForce = await appointments.inForce(tx, cipher, account.id, day);
    return { session, account, appointments: inForce, actor: await actorOf(tx, day, session, account, inForce) };
  });
}

async function actorOf(tx: Tx, day: string, session: Session, account: Account, inForce: readonly KeptAppointment[]): Promise<Actor> {
  const areas = [...new Set(inForce.flatMap(({ area }) => area ?? []))];
  const files = await ownFiles(tx, day, account, inForce);
  const basis = areas.length === 0 && files.length > 0 ? "own" : "duty";
  return { id: account.id, areas, files, occasion: { basis, address: session.address, session: session.id } };
}

/** Their own file for a citizen; those of whom they are guardian or representative today for a representative. */
async function ownFiles(tx: Tx, day: string, { subjectId }: Account, inForce: readonly KeptAppointment[]): Promise<readonly number[]> {
  if (subjectId === null) return [];
  const holds = (role: string) => inForce.some((appointment) => appointment.role === role);
  const { rows } = await sql<{ own: number | null; represented: readonly string[] }>`
    select access.own_file(${subjectId}) as own, access.represented_files(${subjectId}, ${day})::text[] as represented`.execute(tx);
  const { own = null, represented = [] } = rows[0] ?? {};
  return [...(holds("citizen") && own !== null ? [own] : []), ...(holds("representative") ? represented.map(Number) : [])];
}

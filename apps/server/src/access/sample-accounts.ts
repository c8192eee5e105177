import { today } from "../platform/clock.ts";
import type { Actor } from "../platform/database/index.ts";
import { instant, operator, signInJob, type AccessTools } from "./access.ts";
import { accountEvents, accounts } from "./account/account-store.ts";
import { newAccountId } from "./account/account.ts";
import type { OpenAccess } from "./access-door.ts";
import { appointments } from "./appointment/appointment-store.ts";
import { currentCode, newAuthenticatorSecret, openAuthenticator, sealAuthenticator } from "./proof/authenticator.ts";
import { hashPassword } from "./proof/password.ts";
import { proofs } from "./proof/proof-store.ts";
import { digitsOf, roles, type Role } from "./role.ts";

/** What everybody may know of a sample account; nobody may choose this password anywhere. */
const samplePassword = "harmless-sample-26";

/** Where the sample accounts work, and whose files the citizen and the representative have. */
export type SamplePlaces = { readonly district: string; readonly citizen: number | null; readonly representative: number | null };

type SampleAccount = { readonly signInName: string; readonly displayName: string; readonly role: Role; readonly area: string | null };

/** Beside the first officer of the district a colleague: what one enters another decides. */
const colleague = { signInName: "district-desk-2", displayName: "冯国庆", role: "district-desk" } as const;

/** One account a role, and a colleague. Of the desks of the federation it is all. */
function sampleAccounts(district: string): readonly SampleAccount[] {
  const areas: Readonly<Record<number, string>> = { 6: district, 9: `${district}003`, 12: `${district}003001` };
  const names: Readonly<Record<string, string>> = {
    commissioner: "何小玲",
    "street-clerk": "罗建国",
    "district-desk": "杨晓梅",
    "civil-affairs": "邓志强",
    finance: "蒋文静",
    auditor: "唐立新",
    provider: "惠康服务中心",
    citizen: "示例本人",
    representative: "示例监护人",
    "system-administrator": "陈系统",
    "security-administrator": "李安全",
    "audit-administrator": "吴审计",
  };
  const firsts = roles.map((role) => {
    // A role of several levels is shown in the district.
    const level = role.levels.includes("district") ? "district" : role.levels[0];
    return {
      signInName: role.id,
      displayName: names[role.id] ?? role.zh,
      role,
      area: level === undefined ? null : (areas[digitsOf(level)] ?? null),
    };
  });
  return firsts.flatMap((account) =>
    account.role.id === colleague.role ? [account, { ...account, ...colleague, role: account.role }] : [account],
  );
}

/**
 * Makes the sample accounts of a demo where they are missing. Nothing about them is weaker than about others: they have passwords and second factors that are checked as
 * everywhere; but these are shown to everybody.
 * @param kind what the register is: in real use there are none
 */
export async function makeSampleAccounts(tools: AccessTools, kind: OpenAccess["kind"], places: SamplePlaces): Promise<void> {
  if (kind !== "demo") throw new Error("Sample accounts are for a demo only.");
  const made = await tools.db.as(operator, async (tx) => {
    const missing: (SampleAccount & { readonly id: string })[] = [];
    for (const account of sampleAccounts(places.district))
      if (!(await accounts.named(tx, tools.cipher, account.signInName))) missing.push({ ...account, id: newAccountId() });
    return missing;
  });
  if (made.length === 0) return;
  const hash = await hashPassword(tools.cipher, samplePassword);
  // One transaction: whatever interrupts it, the next start begins again.
  await tools.db.asOwner(async (tx) => {
    for (const { id, signInName, displayName, role, area } of made) {
      const account = { id, signInName, displayName, subjectId: subjectFor(role, places), isLocked: false, hasSecondFactor: false };
      await accounts.add(tx, tools.cipher, account);
      await accountEvents.add(tx, id, { what: "created", at: instant(tools) });
      await appointments.add(tx, tools.cipher, {
        accountId: id,
        role: role.id,
        area,
        section: null,
        from: today(tools.clock),
        until: null,
      });
      await proofs.setPassword(tx, tools.cipher, { accountId: id, hash }, instant(tools));
      const sealed = sealAuthenticator(tools.cipher, id, newAuthenticatorSecret());
      await proofs.setAuthenticator(tx, id, { ...sealed, lastStep: 0, enrolledAt: instant(tools) });
      await accounts.change(tx, tools.cipher, account, { hasSecondFactor: true });
    }
  });
}

function subjectFor({ id }: Role, { citizen, representative }: SamplePlaces): number | null {
  if (id === "citizen") return citizen;
  return id === "representative" ? representative : null;
}

/** A sample account of a demo as it reaches the data: with its area, where it has one. */
export async function sampleActor(tools: OpenAccess, signInName: string): Promise<Actor | null> {
  if (tools.kind !== "demo") return null;
  return tools.db.as(operator, async (tx) => {
    const account = await accounts.named(tx, tools.cipher, signInName);
    if (!account) return null;
    const held = await appointments.inForce(tx, tools.cipher, account.id, today(tools.clock));
    return { id: account.id, areas: held.flatMap(({ area }) => area ?? []) };
  });
}

/** A sample account as the sign-in page of a demo shows it. */
export type ListedSample = {
  readonly signInName: string;
  readonly displayName: string;
  readonly role: Role;
  readonly password: string;
};

/** The sample accounts of a demo; of a register in real use none, whatever is in it. */
export function listSampleAccounts({ kind }: OpenAccess): readonly ListedSample[] {
  if (kind !== "demo") return [];
  return sampleAccounts("").map(({ signInName, displayName, role }) => ({ signInName, displayName, role, password: samplePassword }));
}

/** The code that the authenticator of a sample account would show now; null for every other account, and in real use. */
export async function sampleCode(tools: OpenAccess, accountId: string): Promise<string | null> {
  if (tools.kind !== "demo") return null;
  return tools.db.as(signInJob, async (tx) => {
    const account = await accounts.find(tx, tools.cipher, accountId);
    const isSample = sampleAccounts("").some(({ signInName }) => signInName === account?.signInName);
    const authenticator = isSample ? await proofs.authenticator(tx, accountId) : undefined;
    return authenticator ? currentCode(openAuthenticator(tools.cipher, accountId, authenticator), tools.clock.now()) : null;
  });
}

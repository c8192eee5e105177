import { logAccess } from "../../platform/audit/index.ts";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { checkAgrees, checkedBody, checkedName, checkedValue } from "../change/check-steps.ts";
import { registryErrors } from "../errors.ts";
import { relations, type NewRelation } from "../household/relation-store.ts";
import { readCertificateNumber } from "../identity/certificate-number.ts";
import { readIdentityNumber, type IdentityNumber, type IdentityNumberOptions } from "../identity/identity-number.ts";
import { sealedValues, type NewSealedValue } from "../identity/sealed-value-store.ts";
import type { NewRecord, Value } from "../record/record.ts";
import { records } from "../record/record-store.ts";
import type { SourceKey } from "../record/source.ts";
import type { Registry, RegistryTools } from "../registry.ts";
import { keepName } from "../search/name-store.ts";
import { refreshSnapshot } from "../snapshot/snapshot-store.ts";
import { subjects } from "./subject-store.ts";

/** 建档: what is said of somebody who gets a file. Birth date and sex are those of the identity number. */
export type NewPerson = {
  readonly name: string;
  readonly identityNumber: string;
  readonly hukouRegion: string;
  readonly hukouType?: string;
  readonly residenceRegion: string;
  /** The day since which they are registered and live there; today where it is not said: before it the register knows nothing. */
  readonly since?: string;
  readonly phone?: string;
  readonly address?: string;
  readonly certificate?: {
    readonly number: string;
    /** What it says, by the names of the vocabulary: status, days, levels. */
    readonly body: Readonly<Record<string, Value>>;
    readonly validFrom: string | null;
    readonly validTo: string | null;
  };
  /** The household that they join and as what (`spouse`, `child`, …); without one a household is made, with them as its head. */
  readonly household?: { readonly id: number; readonly role: string };
  /** Whose word this is: an officer's who saw the papers, where nothing is said. */
  readonly source?: SourceKey;
};

export type RegisteredPerson = { readonly id: number; readonly householdId: number };

/**
 * Makes a file of somebody, whole or not at all.
 * @throws Refusal where something said of them cannot be, where they have a file already in whatever area, or where they are none of the actor's areas
 */
export async function registerPerson(tools: RegistryTools, actor: Actor, person: NewPerson): Promise<RegisteredPerson> {
  const { registry, cipher, today } = tools;
  const options: IdentityNumberOptions = { today: today(), acceptsSynthetic: tools.acceptsSynthetic ?? false };
  const identity = readIdentityNumber(person.identityNumber, options);
  if (identity instanceof Refusal) throw identity;
  const name = checkedName(person.name);
  const said = recordsOf(registry, { ...person, name }, identity, options.today);
  const values = valuesOf(person, identity, options);
  const { hukouRegion: area, residenceRegion: otherArea } = person;
  if (!actor.areas.some((start) => area.startsWith(start) || otherArea.startsWith(start))) throw registryErrors.foreignArea();
  const areas = { area, otherArea: otherArea === area ? null : otherArea };
  return registry.db.as(actor, async (tx) => {
    const householdId = await householdOf(tx, person.household?.id, areas);
    const id = await subjects.add(tx, { kind: "person", ...areas });
    await subjects.take(tx, id, [householdId]);
    await records.replace(tx, registry.catalogue, id, { add: said });
    // The database refuses a second file with this identity number: it sees beyond the actor's areas.
    await sealedValues.replace(tx, cipher, id, { add: values });
    await relations.replace(tx, id, { add: [membership(person, householdId, options.today)] });
    await keepName(tx, id, name);
    await refreshSnapshot(tx, id, options.today);
    const fields = [...said, ...values].map(({ kind }) => kind);
    await logAccess(tx, { act: "registry.register-person", subjects: [id, householdId], fields });
    return { id, householdId };
  });
}

async function householdOf(
  tx: Tx,
  joined: number | undefined,
  areas: { readonly area: string; readonly otherArea: string | null },
): Promise<number> {
  if (joined === undefined) return subjects.add(tx, { kind: "household", ...areas });
  if ((await subjects.find(tx, joined))?.kind !== "household") throw registryErrors.householdNotFound();
  return joined;
}

function membership({ household, since, source = "officer" }: NewPerson, otherId: number, today: string): NewRelation {
  return { kind: "household", otherId, role: household?.role ?? "head", source, validFrom: since ?? today, validTo: null };
}

function recordsOf(registry: Registry, person: NewPerson, { birthDate, sex }: IdentityNumber, today: string): readonly NewRecord[] {
  const { name, hukouRegion, hukouType, residenceRegion, certificate, source = "officer", since = today } = person;
  const born = { source, validFrom: birthDate, validTo: null };
  const lives = { source, validFrom: since, validTo: null };
  const hukou = { "person.hukou_region": hukouRegion, ...(hukouType !== undefined && { "person.hukou_type": hukouType }) };
  const given: readonly NewRecord[] = [
    { kind: "name", ...born, body: { name } },
    { kind: "birth", ...born, body: { "person.birth_date": birthDate, "person.sex": sex } },
    { kind: "hukou", ...lives, body: hukou },
    { kind: "person.residence_region", ...lives, body: { "person.residence_region": residenceRegion } },
    ...(certificate
      ? [
          {
            kind: "certificate",
            source: "federation" as const,
            validFrom: certificate.validFrom,
            validTo: certificate.validTo,
            body: certificate.body,
          },
        ]
      : []),
  ];
  for (const record of given) {
    checkedBody(registry, record, "person");
    if (record.validFrom !== null && record.validTo !== null && record.validFrom >= record.validTo) throw registryErrors.emptyPeriod();
  }
  return given;
}

function valuesOf(
  { phone, address, certificate, source = "officer" }: NewPerson,
  identity: IdentityNumber,
  options: IdentityNumberOptions,
): readonly NewSealedValue[] {
  const always = { validFrom: null, validTo: null };
  return [
    { kind: "identity-number", text: identity.number, source, ...always },
    ...(certificate
      ? [
          {
            kind: "certificate-number" as const,
            text: certificateOf(certificate, identity, options),
            source: "federation" as const,
            ...always,
          },
        ]
      : []),
    ...(phone === undefined
      ? []
      : [{ kind: "phone" as const, text: checkedValue("phone", phone, options), source: "person" as const, ...always }]),
    ...(address === undefined
      ? []
      : [{ kind: "address" as const, text: checkedValue("address", address, options), source: "person" as const, ...always }]),
  ];
}

/** The certificate's number, which holds the identity number and says no other category and level than the certificate. */
function certificateOf(
  { number, body }: NonNullable<NewPerson["certificate"]>,
  identity: IdentityNumber,
  options: IdentityNumberOptions,
): string {
  const read = readCertificateNumber(number, options);
  if (read instanceof Refusal) throw read;
  if (read.identityNumber !== identity.number) throw registryErrors.certificateNumberForeign();
  checkAgrees(read.number, body, options);
  return read.number;
}

import { sql } from "kysely";
import type { Actor } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";
import { askChange, refuseChange } from "../change/change-verbs.ts";
import type { ChangeStep } from "../change/change.ts";
import { checkCharacter } from "../identity/identity-number.ts";
import { registerPerson } from "../person/register-person.ts";
import type { RegistryTools } from "../registry.ts";
import type { Register } from "./open-register.ts";

/** Who asks in a demo: an officer of a street, and one of the district above it. */
export type SampleAskers = { readonly street: Actor; readonly district: Actor };

/**
 * Requests for changes that wait in a demo, so that whoever signs in finds work: some for the street to decide, some for the district, and one that was refused. None where
 * somebody has asked for anything already.
 */
export async function askSampleChanges(register: Register, today: string, { street, district }: SampleAskers): Promise<void> {
  if (register.kind !== "demo") throw registryErrors.isReal();
  const { registry, cipher } = register;
  const tools: RegistryTools = { registry, cipher, today: () => today, acceptsSynthetic: true };
  const people = await peopleWithoutRequests(register, street.areas[0] ?? "");
  if (people.length === 0) return;
  // In a small sample somebody has several.
  const somebody = (place: number) => people[place % people.length] as number;
  const ask = (actor: Actor, subjectId: number, reason: string, ...steps: readonly ChangeStep[]) =>
    askChange(tools, actor, { subjectId, reason, steps });
  await ask(
    district,
    somebody(0),
    "和民政比对发现低保已停发，请街道核实后办理。",
    record("hardship.subsistence_allowance", "civil-affairs", today, { "hardship.subsistence_allowance": false }),
  );
  await ask(
    district,
    somebody(1),
    "本人已迁往江北区，派出所已办理户口迁移。",
    record("hukou", "police", today, { "person.hukou_region": "500105001", "person.hukou_type": "urban" }),
    record("person.residence_region", "officer", today, { "person.residence_region": "500105001" }),
    { of: "value", kind: "address", source: "person", from: today, to: null, text: "示例路12号3单元" },
  );
  await ask(district, somebody(2), "电话回访时本人说明换了号码。", {
    of: "value",
    kind: "phone",
    source: "person",
    from: today,
    to: null,
    text: "13900000001",
  });
  await ask(
    street,
    somebody(3),
    "社区走访确认家庭收入在低保边缘。",
    record("hardship.low_income", "officer", today, { "hardship.low_income": true }),
  );
  await ask(
    street,
    somebody(4),
    "家属来窗口报告本人去世，户口已注销。",
    record("person.deceased", "police", today, { "person.deceased": true }),
  );
  const wrong = await ask(street, somebody(5), "本人要求更换联系电话。", {
    of: "value",
    kind: "phone",
    source: "person",
    from: today,
    to: null,
    text: "13900000002",
  });
  await registerTwice(tools, street);
  await refuseChange(tools, district, wrong, "这个号码登记在另一人名下，请打电话核实后重新提交。");
}

/** One person with two files, as when a slip of the pen in the number hides the first: the street finds them among the duplicates of the day. */
async function registerTwice(tools: RegistryTools, street: Actor): Promise<void> {
  const area = street.areas[0] ?? "";
  const levels = ["visual", "hearing", "speech", "intellectual", "mental"].map((name) => [`disability.${name}`, 0]);
  for (const [name, order] of [
    ["贺兰静", "996"],
    ["贺兰婧", "998"],
  ] as const) {
    const first17 = `99010619880229${order}`;
    const identityNumber = first17 + checkCharacter(first17);
    await registerPerson(tools, street, {
      name,
      identityNumber,
      hukouRegion: area,
      hukouType: "urban",
      residenceRegion: area,
      phone: order === "996" ? "13900000006" : "13900000008",
      address: "示例路8号2单元",
      certificate: {
        number: `${identityNumber}43`,
        validFrom: null,
        validTo: null,
        body: { "certificate.status": "valid", "disability.physical": 3, ...Object.fromEntries(levels) },
      },
    });
  }
}

type RecordStep = Extract<ChangeStep, { of: "record" }>;

function record(kind: string, source: RecordStep["source"], from: string, body: RecordStep["body"]): ChangeStep {
  return { of: "record", kind, source, from, to: null, body };
}

/** Some people of an area with a certificate, those with the allowance first; nobody where there is a request already. */
async function peopleWithoutRequests({ registry: { db } }: Register, area: string): Promise<readonly number[]> {
  const { rows } = await db.asOwner((tx) =>
    sql<{ id: number }>`
      select s.id from registry.subject s
      where s.kind = 'person' and s.area ^@ ${area} and s.other_area is null
        and not exists (select from registry.change_request)
        and exists (select from registry.record r join registry.record_kind k on k.id = r.kind_id
          where r.subject_id = s.id and k.key = 'certificate' and upper_inf(r.recorded))
      order by not exists (select from registry.record r join registry.record_kind k on k.id = r.kind_id
        where r.subject_id = s.id and k.key = 'hardship.subsistence_allowance' and upper_inf(r.recorded)), s.id limit 6`.execute(tx),
  );
  return rows.map(({ id }) => id);
}

import { addYears, dayNumber } from "./calendar.ts";
import { certificateNumberOf, drawCertificates } from "./certificate.ts";
import { drawAddress, drawBankAccount, drawPhone } from "./contacts.ts";
import { drawHardship } from "./hardship.ts";
import { drawHome, townshipTable, type Surroundings, type Home } from "./home.ts";
import { writeHouseholdFile, type KnownMember } from "./household-file.ts";
import { isHouseholdComplete, planHousehold, type Member } from "./household-plan.ts";
import { formerSampleRegionOf, IdentityNumbers, sampleRegionOf } from "./identity.ts";
import { drawFamily, drawName, misspelt, type Family } from "./names.ts";
import { isParentOf, writePersonFile, type Subject } from "./person-file.ts";
import { faultOf, planted } from "./planted-fault.ts";
import { Random } from "./random.ts";
import { RecordBook } from "./record-book.ts";
import type { PersonHistory } from "../loading/history.ts";
import type { Fault, SampleHousehold, SampleOptions } from "./sample-household.ts";
import { drawSchoolPath, isStudent } from "./schooling.ts";
import { drawWork } from "./work.ts";

/** What households of one district share. */
type District = Surroundings & { readonly seed: number; readonly identityNumbers: IdentityNumbers };

/**
 * An invented district (示例区县): households one after another, each made and forgotten, so that a large district takes no more memory than a small one. The same
 * options give the same people.
 */
export function* sampleDistrict(options: SampleOptions): Generator<SampleHousehold> {
  const { region, seed, people } = options;
  const today = dayNumber(options.today);
  const townships = townshipTable(options.townships, seed);
  const district = { region, townships, today, seed, identityNumbers: new IdentityNumbers(today) };
  let number = 0;
  let count = 0;
  while (count < people) {
    number++;
    const fault = faultOf(number, seed);
    const isDuplicate = fault === "duplicate-spelling" || fault === "duplicate-identity";
    // A duplicate needs room for the other file.
    const room = people - count - Number(isDuplicate);
    const household = makeHousehold(district, number, count, Math.max(1, room), room > 0 ? fault : null);
    yield household;
    count += household.members.length;
    const first = household.members[0];
    if (!isDuplicate || room < 1 || !first) continue;
    yield secondFile(district, ++number, ++count, fault, first);
  }
}

function makeHousehold(district: District, number: number, peopleBefore: number, room: number, fault: Fault | null): SampleHousehold {
  const { region, seed, today } = district;
  const random = new Random(seed, number);
  const plan = planHousehold(random, today, room, fault);
  const drawn = drawHome(random, district);
  const home = fault === "missing-entitlement" ? settled(drawn, random, district) : drawn;
  const hardship = drawHardship(random, plan, home, today, fault);
  const family = drawFamily(random, region);
  const known = plan.map((member, place): KnownMember & Pick<Subject, "path" | "fault"> => {
    const own = place === 0 ? fault : null;
    const path = drawSchoolPath(random, member);
    const atSchool = isStudent(path, member.birth, today);
    const certificates =
      member.role === "holder" && member.disability ? drawCertificates(random, member, member.disability, today, own) : null;
    return { member, path, fault: own, certificates, work: drawWork(random, member, atSchool, home.isRural, today) };
  });
  const isComplete = isHouseholdComplete(random, plan);
  const openings = known.map((one) => openedOn(random, one, today));
  const firstOpening = Math.min(...openings);
  const contacts = { address: drawAddress(random, home.isRural), phone: drawPhone(random) };
  const members = known.map((one, place): PersonHistory => {
    const { member } = one;
    const name = drawName(random, familyOf(random, family, member, region), member.sex, member.birth);
    const others = known.filter((other) => other !== one);
    const endsOn = one.fault === "dead-but-active" ? null : member.death;
    const book = new RecordBook(random, { openedOn: openings[place] ?? today, today, endsOn });
    writePersonFile(book, { ...one, name, others, home, hardship, region, isComplete });
    const parents = plan.flatMap((other, at) => (isParentOf(other, member) ? [at] : []));
    return person(district, random, one, {
      name,
      records: book.records,
      number: peopleBefore + place + 1,
      contacts,
      peopleBefore,
      parents,
    });
  });
  const book = new RecordBook(random, { openedOn: firstOpening, today, endsOn: null });
  // Only when the last of them has a file the register knows them all.
  writeHouseholdFile(book, known, hardship, home, isComplete ? Math.max(...openings) : null);
  const first = members[0];
  const isListed = fault !== null && !fault.startsWith("duplicate") && first !== undefined;
  return { number, members, records: book.records, faults: isListed ? [planted(fault, first)] : [] };
}

type Written = Pick<PersonHistory, "name" | "records" | "number"> & {
  /** Places in the household. */
  readonly parents: readonly number[];
  readonly contacts: { readonly address: string; readonly phone: string };
  readonly peopleBefore: number;
};

function person(
  district: District,
  random: Random,
  { member, certificates, fault }: KnownMember & Pick<Subject, "fault">,
  written: Written,
): PersonHistory {
  const region = fault === "old-region-code" ? formerSampleRegionOf(district.region) : sampleRegionOf(district.region);
  const identityNumber = district.identityNumbers.next(region, member.birth, member.sex);
  const levels = certificates?.issues.at(-1)?.levels;
  const isAdult = addYears(member.birth, 16) <= district.today;
  return {
    number: written.number,
    name: written.name,
    identityNumber,
    certificateNumber: levels ? certificateNumberOf(random, identityNumber, levels, fault) : null,
    // Children are reached on the household's phone.
    phone: !random.chance(0.93) ? null : isAdult && random.chance(0.9) ? drawPhone(random) : written.contacts.phone,
    bankAccount: random.chance(0.82) ? drawBankAccount(random) : null,
    address: written.contacts.address,
    relationToHead: member.relation,
    guardian: member.guardian === null ? null : written.peopleBefore + member.guardian + 1,
    parents: written.parents.map((place) => written.peopleBefore + place + 1),
    records: written.records,
  };
}

/** The register is ten years old; a file is opened with the first certificate, the diagnosis or when a relative is entered. */
function openedOn(random: Random, { member, certificates }: KnownMember, today: number): number {
  const founded = addYears(today, -10) + random.between(0, 90);
  const lastDay = (member.death ?? today) - 1;
  const reason = certificates?.issues[0]?.on ?? random.between(Math.max(founded, member.birth + 200), lastDay);
  return Math.min(lastDay, Math.max(founded, reason + random.between(0, 12)));
}

/** Spouses keep the name of their own family. */
function familyOf(random: Random, family: Family, { relation }: Member, region: string): Family {
  return relation === "spouse" || relation === "other" ? drawFamily(random, region) : family;
}

/** A home that lies and is registered in the district beyond doubt. */
function settled(home: Home, random: Random, { townships }: District): Home {
  const region = random.from(townships);
  const registrations = [{ from: Number.NEGATIVE_INFINITY, region, type: home.isRural ? ("rural" as const) : ("urban" as const) }];
  return {
    ...home,
    registrations,
    residence: region,
    residenceOfPolice: null,
    isRegisteredElsewhere: false,
    hasResidencePermit: false,
    livesHereSince: null,
  };
}

/** What somebody enters who has not found the file that there is. */
const kindsOfSecondFile: ReadonlySet<string> = new Set(["name", "birth", "hukou", "person.residence_region", "care.self_care"]);

function secondFile(district: District, household: number, number: number, fault: Fault, first: PersonHistory): SampleHousehold {
  const name = misspelt(first.name);
  const birth = first.records.find((record) => record.kind === "birth" && record.replacedOn === undefined);
  const sex = birth?.body["person.sex"] === "male" ? "male" : "female";
  const bornOn = dayNumber(birth?.validFrom ?? "");
  const records = first.records
    .filter(({ kind }) => kindsOfSecondFile.has(kind))
    .map((record) => (record.kind === "name" ? { ...record, body: { name } } : record));
  const second: PersonHistory = {
    ...first,
    number,
    name,
    identityNumber:
      fault === "duplicate-identity" ? first.identityNumber : district.identityNumbers.next(sampleRegionOf(district.region), bornOn, sex),
    certificateNumber: null,
    bankAccount: null,
    relationToHead: "head",
    guardian: null,
    parents: [],
    records,
  };
  return { number: household, members: [second], records: [], faults: [planted(fault, first, second)] };
}

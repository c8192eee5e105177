import { addYears } from "./calendar.ts";
import { disabilityOf, drawDisability, type Disability } from "./disability.ts";
import type { Sex } from "./identity.ts";
import { table, type Random } from "./random.ts";
import type { RelationToHead } from "../loading/history.ts";
import type { Fault } from "./sample-household.ts";

/** Why somebody has a file: a certificate, a diagnosis without one, or a relative who has. */
type Role = "holder" | "diagnosed" | "relative";

/** Somebody of a household before anything is recorded. */
export type Member = {
  readonly role: Role;
  readonly relation: RelationToHead;
  readonly sex: Sex;
  readonly birth: number;
  readonly death: number | null;
  /** What the certificate says, or the diagnosis. */
  readonly disability: Disability | null;
  /** Place in the household. */
  readonly guardian: number | null;
};

const ages = table<readonly [least: number, greatest: number]>(
  [[2, 6], 1.6],
  [[7, 14], 3],
  [[15, 17], 1.4],
  [[18, 34], 10.5],
  [[35, 44], 10],
  [[45, 59], 28.5],
  [[60, 69], 20],
  [[70, 79], 15.5],
  [[80, 96], 9.5],
);

/** Who of a household has a file, the one whose certificate or diagnosis opened it first. */
export function planHousehold(random: Random, today: number, room: number, fault: Fault | null): readonly Member[] {
  const anchor = fault === "missing-entitlement" ? youngChild(random, today) : drawAnchor(random, today, fault);
  const members = [anchor];
  // A few large families; most files stand alone.
  const rounds = random.chance(0.03) ? 9 : 1;
  for (let round = 0; round < rounds; round++) members.push(...relativesOf(random, anchor, today, members));
  return withHeadAndGuardians(random, members.slice(0, Math.min(5, room)), today);
}

function drawAnchor(random: Random, today: number, fault: Fault | null): Member {
  if (fault === "dead-but-active")
    return { ...person(random, today, random.between(58, 88), "holder"), death: today - random.between(60, 700) };
  const isDiagnosed = fault === null && random.chance(0.034);
  const [least, greatest] = random.from(ages);
  const age = isDiagnosed ? random.between(1, 11) : fault === null ? random.between(least, greatest) : random.between(25, 75);
  const drawn = person(random, today, age, isDiagnosed ? "diagnosed" : "holder");
  return fault === null ? { ...drawn, death: drawDeath(random, age, today) } : drawn;
}

function youngChild(random: Random, today: number): Member {
  const disability = disabilityOf(random, [random.pick(["hearing", "physical", "intellectual"] as const)], 4);
  return { ...person(random, today, random.between(3, 5), random.chance(0.6) ? "holder" : "diagnosed"), disability };
}

function person(random: Random, today: number, age: number, role: Role, sex: Sex = random.chance(0.53) ? "male" : "female"): Member {
  const birth = addYears(today, -age) - random.between(1, 364);
  return {
    role,
    relation: "other",
    sex,
    birth,
    death: null,
    disability: role === "relative" ? null : drawDisability(random, age),
    guardian: null,
  };
}

/** The register keeps the dead; of those whom it has seen in ten years the old died oftener. */
function drawDeath(random: Random, age: number, today: number): number | null {
  const share = age >= 80 ? 0.28 : age >= 70 ? 0.12 : age >= 60 ? 0.06 : age >= 35 ? 0.02 : 0.004;
  return random.chance(share) ? today - random.between(3, 3300) : null;
}

type Chance = {
  readonly relation: RelationToHead;
  readonly share: number;
  readonly holders: number;
  readonly older: readonly [number, number];
};

/** Whom else one finds in the register of the same household, how often, and how many of them hold a certificate themselves. */
const relatives: readonly (readonly [belowAge: number, chances: readonly Chance[]])[] = [
  [
    18,
    [
      { relation: "parent", share: 0.38, holders: 0.07, older: [22, 38] },
      { relation: "parent", share: 0.07, holders: 0.1, older: [22, 38] },
      { relation: "sibling", share: 0.03, holders: 0.4, older: [-5, 6] },
    ],
  ],
  [
    45,
    [
      { relation: "spouse", share: 0.08, holders: 0.6, older: [-5, 6] },
      { relation: "child", share: 0.035, holders: 0.12, older: [-30, -22] },
      { relation: "parent", share: 0.05, holders: 0.6, older: [22, 34] },
    ],
  ],
  [
    70,
    [
      { relation: "spouse", share: 0.11, holders: 0.65, older: [-6, 6] },
      { relation: "child", share: 0.035, holders: 0.55, older: [-34, -22] },
      { relation: "parent", share: 0.015, holders: 0.8, older: [20, 30] },
      { relation: "sibling", share: 0.01, holders: 0.8, older: [-8, 8] },
    ],
  ],
  [
    200,
    [
      { relation: "spouse", share: 0.12, holders: 0.72, older: [-6, 6] },
      { relation: "child", share: 0.025, holders: 0.65, older: [-38, -22] },
      { relation: "grandchild", share: 0.01, holders: 0.3, older: [-70, -48] },
    ],
  ],
];

function relativesOf(random: Random, anchor: Member, today: number, present: readonly Member[]): Member[] {
  const age = Math.floor((today - anchor.birth) / 365.25);
  const chances = relatives.find(([below]) => age < below)?.[1] ?? [];
  const found: Member[] = [];
  for (const { relation, share, holders, older } of chances) {
    if (!random.chance(share)) continue;
    const known = [...present, ...found].filter((member) => member.relation === relation);
    if (known.length > (relation === "spouse" ? 0 : 1)) continue;
    const relativesAge = Math.min(97, age + random.between(older[0], older[1]));
    if (relativesAge < (relation === "spouse" ? 20 : 1)) continue;
    const sex = relation === "spouse" ? opposite(anchor.sex) : relation === "parent" && known[0] ? opposite(known[0].sex) : undefined;
    const role = random.chance(holders) ? "holder" : "relative";
    found.push({ ...person(random, today, relativesAge, role, sex), relation });
  }
  return found;
}

function opposite(sex: Sex): Sex {
  return sex === "male" ? "female" : "male";
}

/** Relations were drawn to the anchor; in the register they are to the head. */
function withHeadAndGuardians(random: Random, members: readonly Member[], today: number): readonly Member[] {
  const parents = members.flatMap(({ relation }, place) => (relation === "parent" ? [place] : []));
  const head = parents[0] ?? 0;
  const isAlone = members.length === 1;
  return members.map((member, place) => {
    const age = (today - member.birth) / 365.25;
    const needsGuardian = age < 18 || (member.role === "holder" && lacksCapacity(member.disability));
    const guardian = needsGuardian ? members.findIndex((other, candidate) => candidate !== place && canGuard(other, today)) : -1;
    const relation = place === head ? (isAlone ? relationAlone(random, age) : "head") : relationTo(head === 0, member.relation);
    return { ...member, relation, guardian: guardian === -1 ? null : guardian };
  });
}

function lacksCapacity(disability: Disability | null): boolean {
  const { intellectual = 0, mental = 0 } = disability?.levels ?? {};
  return (intellectual > 0 && intellectual <= 2) || (mental > 0 && mental <= 2);
}

function canGuard({ birth, disability, death }: Member, today: number): boolean {
  return death === null && today - birth > 22 * 365.25 && !lacksCapacity(disability);
}

/** Whether everybody of the household is in the register: of most who are a child or a spouse in it somebody else is not. */
export function isHouseholdComplete(random: Random, members: readonly Member[]): boolean {
  const hasHead = members.some(({ relation }) => relation === "head");
  return hasHead && random.chance(members.length === 1 ? 0.75 : 0.8);
}

/** Whoever stands alone in the register need not be alone in the household. */
function relationAlone(random: Random, age: number): RelationToHead {
  if (age < 18) return random.chance(0.85) ? "child" : "grandchild";
  if (age < 35) return random.chance(0.6) ? "child" : random.chance(0.6) ? "head" : "spouse";
  return random.chance(0.62) ? "head" : age > 70 && random.chance(0.4) ? "parent" : random.chance(0.7) ? "spouse" : "other";
}

/** With a parent as the head, the anchor is the child, its siblings are children, and its children grandchildren. */
function relationTo(isAnchorHead: boolean, toAnchor: RelationToHead): RelationToHead {
  if (isAnchorHead) return toAnchor;
  if (toAnchor === "parent") return "spouse";
  if (toAnchor === "child") return "grandchild";
  return toAnchor === "other" || toAnchor === "sibling" ? "child" : "other";
}

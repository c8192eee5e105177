import type { FactsInput } from "@huican/engine";
import type { Actor, Tx } from "../../platform/database/index.ts";
import { relations } from "../household/relation-store.ts";
import { readFactsOf } from "../person/person-facts.ts";
import { subjects } from "../person/subject-store.ts";
import { records, type RecordCatalogue } from "../record/record-store.ts";
import type { Registry, RegistryTools } from "../registry.ts";
import { subjectNames } from "../search/name-store.ts";
import { applyChange, membersIn, overtakenSteps, ownSteps, type ChangeStep, type FileState } from "./change.ts";
import type { NewChange } from "./change-verbs.ts";
import { checkedChange } from "./checked-change.ts";
import { tried } from "./tried.ts";
import { logChange, refuseUnseenMembers, stateFor, stateOf, takeFiles, undecided } from "./waiting-change.ts";

/**
 * What a change would do to what the rules read, on a day: for the person whose file it is, or for each member of the household; and for relatives for whom something
 * follows from it. Of those the actor sees.
 */
export type ChangeEffect = {
  readonly day: string;
  readonly people: readonly {
    readonly id: number;
    readonly name: string | null;
    readonly before: FactsInput;
    readonly after: FactsInput;
  }[];
  /** The steps over whose days somebody else changed the file since the request. */
  readonly overtaken: readonly ChangeStep[];
};

/**
 * The effect of a change that still waits for a decision: it is recorded, looked at, and taken back.
 * @throws Refusal where there is no such request, or the database would not take what it says
 */
export async function changeEffect(
  { registry, cipher, today }: RegistryTools,
  actor: Actor,
  requestId: number,
  day = today(),
): Promise<ChangeEffect> {
  return registry.db.as(actor, async (tx) => {
    const request = await undecided(tx, cipher, requestId);
    const { subjectId, seenAt, steps } = request;
    await refuseUnseenMembers(tx, steps);
    const state = await stateFor(tx, cipher, request);
    const overtaken = overtakenSteps(await stateFor(tx, cipher, request, seenAt), state, steps);
    const people = await peopleAfter(tx, registry, { subjectId, steps, state, day });
    return { day, people, overtaken };
  });
}

/**
 * The effect of a change that nobody has asked for yet: whoever fills it in sees what it would do.
 * @throws Refusal as {@link askChange} does
 */
export async function trialEffect(
  tools: RegistryTools,
  actor: Actor,
  { subjectId, steps: asked, seenAt }: Pick<NewChange, "subjectId" | "steps" | "seenAt">,
  day = tools.today(),
): Promise<ChangeEffect> {
  const { registry, cipher } = tools;
  return registry.db.as(actor, async (tx) => {
    const { steps, state } = await checkedChange(tx, tools, subjectId, asked);
    const overtaken = seenAt === undefined ? [] : overtakenSteps(await stateOf(tx, cipher, subjectId, seenAt), state, ownSteps(steps));
    const people = await peopleAfter(tx, registry, { subjectId, steps, state, day });
    return { day, people, overtaken };
  });
}

type Change = { readonly subjectId: number; readonly steps: readonly ChangeStep[]; readonly state: FileState; readonly day: string };

/** Everybody for whom a change is something else, before and after; logged as looked at. */
async function peopleAfter(tx: Tx, { catalogue }: Registry, { subjectId, steps, state, day }: Change): Promise<ChangeEffect["people"]> {
  const concerned = await concernedBy(tx, subjectId, day);
  const members = new Set(membersIn(steps));
  const before = await factsOfAll(tx, catalogue, concerned.all, day);
  const { all, after } = await tried(tx, async () => {
    await takeFiles(tx, subjectId, steps);
    const change = applyChange(state, steps, "");
    // Numbers and addresses are nothing that rules read.
    await records.replace(tx, catalogue, subjectId, change.records);
    await relations.replace(tx, subjectId, change.relations);
    const all = new Set([...concerned.all, ...(await concernedBy(tx, subjectId, day)).all]);
    return { all, after: await factsOfAll(tx, catalogue, all, day) };
  });
  const joined = await factsOfAll(
    tx,
    catalogue,
    [...all].filter((id) => !before.has(id)),
    day,
  );
  const people = [...after]
    .map(([id, facts]) => ({ id, before: before.get(id) ?? joined.get(id) ?? {}, after: facts }))
    .filter((person) => concerned.always.has(person.id) || members.has(person.id) || isOther(person.before, person.after));
  const names = await subjectNames(tx, [...after.keys()]);
  const others = people.flatMap(({ id }) => (id === subjectId ? [] : [id]));
  await logChange(tx, "registry.see-change", subjectId, steps, others);
  return people.map((person) => ({ ...person, name: names.get(person.id) ?? null }));
}

/** Whom a change of a file can be about: themselves, or the members of a household, always; and for whom something follows from them. */
async function concernedBy(
  tx: Tx,
  subjectId: number,
  day: string,
): Promise<{ readonly always: ReadonlySet<number>; readonly all: ReadonlySet<number> }> {
  const membersOf = async (householdId: number) => (await relations.members(tx, householdId, day)).map((member) => member.subjectId);
  if ((await subjects.find(tx, subjectId))?.kind === "household") {
    const members = new Set(await membersOf(subjectId));
    return { always: members, all: members };
  }
  const related = await relations.of(tx, subjectId);
  const households = related.flatMap(({ kind, otherId }) => (kind === "household" ? [otherId] : []));
  const members = await Promise.all(households.map(membersOf));
  const kin = related.flatMap(({ kind, subjectId: from, otherId }) => (kind === "parent" ? [from, otherId] : []));
  return { always: new Set([subjectId]), all: new Set([subjectId, ...members.flat(), ...kin]) };
}

async function factsOfAll(
  tx: Tx,
  catalogue: RecordCatalogue,
  ids: Iterable<number>,
  day: string,
): Promise<ReadonlyMap<number, FactsInput>> {
  const facts = new Map<number, FactsInput>();
  for (const id of ids) if (await subjects.find(tx, id)) facts.set(id, (await readFactsOf(tx, catalogue, id, day)).facts);
  return facts;
}

function isOther(before: FactsInput, after: FactsInput): boolean {
  return ordered(before) !== ordered(after);
}

function ordered(facts: FactsInput): string {
  return Object.entries(facts)
    .flatMap(([group, values]) => Object.entries(values).map(([name, value]) => `${group}.${name} ${JSON.stringify(value)}`))
    .sort()
    .join("\n");
}

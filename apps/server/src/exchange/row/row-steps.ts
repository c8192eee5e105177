import {
  countingOn,
  type BelievedFile,
  type ChangeStep,
  type FileParts,
  type Registry,
  type RegistryRecord,
  type SealedKind,
  type SourceKey,
  type Value,
} from "../../registry/index.ts";
import type { SaidRow } from "./said-row.ts";

/** Whose word an import is, and of which day. */
export type Word = { readonly source: SourceKey; readonly asOf: string };

/** What a row says of facts, by the record in which the register keeps them. */
function bodiesOf({ facts }: SaidRow, { catalogue }: Pick<Registry, "catalogue">): ReadonlyMap<string, Readonly<Record<string, Value>>> {
  const bodies = new Map<string, Record<string, Value>>();
  for (const { key, facts: own } of catalogue.kinds.values())
    for (const fact of own) {
      const value = facts.get(fact);
      if (value === undefined) continue;
      const body = bodies.get(key) ?? {};
      body[fact] = value;
      bodies.set(key, body);
    }
  return bodies;
}

/** The parts of files that some rows say anything of. */
export function partsSaid(said: readonly SaidRow[], { catalogue }: Pick<Registry, "catalogue">): FileParts {
  const facts = new Set(said.flatMap((row) => [...row.facts.keys()]));
  const kinds = [...catalogue.kinds.values()].filter((kind) => kind.facts.some((fact) => facts.has(fact)));
  const valueKinds = new Set(said.flatMap((row) => valuesWith(row).map(([kind]) => kind)));
  return { recordKinds: kinds.map(({ key }) => key), valueKinds: [...valueKinds] };
}

/** The steps that make a file of somebody whom the register does not know. Their household has nobody else yet. */
export function newFileSteps(
  said: SaidRow,
  registry: Pick<Registry, "catalogue">,
  { source, asOf }: Word,
  householdId: number,
): readonly ChangeStep[] {
  const born = { of: "record", source, from: said.birthDate, to: null } as const;
  const birth = {
    ...(said.birthDate !== null && { "person.birth_date": said.birthDate }),
    ...(said.sex !== null && { "person.sex": said.sex }),
  };
  return [
    { ...born, kind: "name", body: { name: said.name ?? "" } },
    { ...born, kind: "birth", body: birth },
    ...[...bodiesOf(said, registry)].map(([kind, body]): ChangeStep => ({ of: "record", kind, source, from: asOf, to: null, body })),
    ...valuesWith(said).map(([kind, text]): ChangeStep => ({ of: "value", kind, source, from: null, to: null, text })),
    { of: "relation", kind: "household", source, from: asOf, to: null, otherId: householdId, role: "head", holds: true },
  ];
}

/**
 * The steps that bring a file to what a row says. Nothing is written that the file says already, be it by the same source or by the one that counts: the same list twice
 * changes nothing. A record is said anew as a whole, so what the row leaves out of it is kept.
 */
export function changeSteps(
  said: SaidRow,
  file: BelievedFile,
  registry: Pick<Registry, "catalogue">,
  { source, asOf }: Word,
): readonly ChangeStep[] {
  const counting = countingOn(file.records, asOf);
  const steps: ChangeStep[] = [];
  if (said.name !== null && said.name !== file.name)
    steps.push({ of: "record", kind: "name", source, from: asOf, to: null, body: { name: said.name } });
  for (const [kind, body] of bodiesOf(said, registry)) {
    const some = counting.get(kind) ?? [];
    const own = some.find((record) => record.source === source);
    if (Object.entries(body).every(([fact, value]) => isSaid(own, fact, value) || isSaid(some[0], fact, value))) continue;
    steps.push({ of: "record", kind, source, from: asOf, to: null, body: { ...(own ?? some[0])?.body, ...body } });
  }
  for (const [kind, text] of valuesWith(said)) {
    if (file.values.some((value) => value.kind === kind && value.says(text))) continue;
    // Whose number it is does not begin on a day.
    const from = kind === "identity-number" ? null : asOf;
    steps.push({ of: "value", kind, source, from, to: null, text });
  }
  return steps;
}

function isSaid(record: RegistryRecord | undefined, fact: string, value: Value): boolean {
  return record?.body[fact] === value;
}

function valuesWith({ values, identityNumber }: SaidRow): readonly (readonly [SealedKind, string])[] {
  const told = new Map(values);
  if (identityNumber !== null) told.set("identity-number", identityNumber);
  return [...told];
}

import { z } from "zod";
import type { NewRelation, Relation, RelationKind } from "../household/relation-store.ts";
import type { NewSealedValue, OpenedValue } from "../identity/sealed-value-store.ts";
import { sealedKinds, type SealedKind } from "../identity/sealed-value.ts";
import { type NewRecord, type RegistryRecord } from "../record/record.ts";
import type { RecordKind } from "../record/record-kind.ts";
import { rankOf, sources, type SourceKey } from "../record/source.ts";
import { around, difference, piecesOver, restoring, saidOver, setOver, type Setting, type Slice, type Span } from "./timeslice.ts";

/** Every text on one line, and one that the database can keep. */
const line = (most: number) => z.string().max(most).refine(isLine);
const day = z.iso.date().nullable();
const source = z.enum(sources.map(({ key }) => key) as [SourceKey, ...SourceKey[]]);
const span = { from: day, to: day };

/**
 * One thing that a change says: from a day on (to a day) a record of a kind says this, a number or an address is this, somebody belongs to another. Null ends it. A move,
 * a death, a new guardian, a wrong birth date: each is one or a few of these.
 */
export const changeStep = z.discriminatedUnion("of", [
  z.object({
    of: z.literal("record"),
    kind: z.string(),
    source,
    ...span,
    body: z.record(z.string(), z.union([z.boolean(), z.number(), line(200)])).nullable(),
    /** The attachment that shows it, of the same file. */
    evidenceId: z.number().int().positive().optional(),
  }),
  z.object({ of: z.literal("value"), kind: z.enum(sealedKinds), source, ...span, text: line(200).nullable() }),
  z.object({
    of: z.literal("relation"),
    kind: z.enum(["household", "spouse", "parent", "guardian", "representative"]),
    source,
    ...span,
    otherId: z.number().int().positive(),
    /** Whose membership it is, where it is not the file's own but that of another of the household: so that its head can be changed as one. */
    memberId: z.number().int().positive().optional(),
    role: line(50).nullable(),
    /** False: they do not belong to each other on those days. */
    holds: z.boolean(),
  }),
]);
export type ChangeStep = z.infer<typeof changeStep>;

/** What a file says now, as far as a change can touch it. */
export type FileState = {
  readonly records: readonly RegistryRecord[];
  readonly values: readonly OpenedValue[];
  /** The subject's own relations, not those of others to it. */
  readonly relations: readonly Relation[];
  /** To which households those belong whom a change names beside the subject. */
  readonly members?: readonly Relation[];
};

export type FileDifference = {
  readonly records: { readonly close: readonly number[]; readonly add: readonly NewRecord[] };
  readonly values: { readonly close: readonly number[]; readonly add: readonly NewSealedValue[] };
  readonly relations: { readonly close: readonly number[]; readonly add: readonly NewRelation[]; readonly members: readonly number[] };
};

/** The content of a slice of any of the three. */
export type Content =
  | {
      readonly of: "record";
      readonly kind: string;
      readonly source: SourceKey;
      readonly body: RegistryRecord["body"];
      readonly evidenceId: number | null;
    }
  | { readonly of: "value"; readonly kind: SealedKind; readonly source: SourceKey; readonly text: string }
  | {
      readonly of: "relation";
      readonly kind: RelationKind;
      readonly source: SourceKey;
      readonly otherId: number;
      readonly memberId?: number;
      readonly role: string | null;
    };

/** The members of the household whom steps name beside the person whose file it is. */
export function membersIn(steps: readonly ChangeStep[]): readonly number[] {
  return [...new Set(steps.flatMap((step) => (step.of === "relation" && step.memberId !== undefined ? [step.memberId] : [])))];
}

/** Those that are about the file's own subject. */
export function ownSteps(steps: readonly ChangeStep[]): readonly ChangeStep[] {
  return steps.filter((step) => step.of !== "relation" || step.memberId === undefined);
}

/** What has to be closed and added so that all steps hold, one after the other. */
export function applyChange(state: FileState, steps: readonly ChangeStep[], reason: string): FileDifference {
  const before = slicesOf(state);
  return differenceTo(before, steps.map(settingOf).reduce(setOver<Content>, before), reason);
}

/** What has to be closed and added so that a file says something else. */
export function differenceTo(before: readonly Slice<Content>[], after: readonly Slice<Content>[], reason: string): FileDifference {
  const { close, add } = difference(before, after);
  const closing = (of: Content["of"]) =>
    before.flatMap(({ id, content }) => (id !== undefined && content.of === of && close.includes(id) ? [idOf(id)] : []));
  return {
    records: {
      close: closing("record"),
      add: add.flatMap(({ content, from, to }) =>
        content.of === "record"
          ? [
              {
                kind: content.kind,
                source: content.source,
                body: content.body,
                validFrom: from,
                validTo: to,
                reason,
                ...(content.evidenceId !== null && { evidenceId: content.evidenceId }),
              },
            ]
          : [],
      ),
    },
    values: {
      close: closing("value"),
      add: add.flatMap(({ content, from, to }) =>
        content.of === "value"
          ? [{ kind: content.kind, source: content.source, text: content.text, validFrom: from, validTo: to, reason }]
          : [],
      ),
    },
    relations: {
      close: closing("relation"),
      add: add.flatMap(({ content, from, to }) =>
        content.of === "relation"
          ? [
              {
                kind: content.kind,
                source: content.source,
                otherId: content.otherId,
                role: content.role,
                validFrom: from,
                validTo: to,
                reason,
                ...(content.memberId !== undefined && { subjectId: content.memberId }),
              },
            ]
          : [],
      ),
      members: [...before, ...after].flatMap(({ content }) => (content.of === "relation" ? (content.memberId ?? []) : [])),
    },
  };
}

/** The steps of a change that somebody else has overtaken: over their days the file says something else now than when the change was asked for. */
export function overtakenSteps(seen: FileState, now: FileState, steps: readonly ChangeStep[]): readonly ChangeStep[] {
  const before = slicesOf(seen).map(withoutEvidence);
  const after = slicesOf(now).map(withoutEvidence);
  return steps.filter((step) => saidOver(before, settingOf(step)) !== saidOver(after, settingOf(step)));
}

/** Better evidence for the same is no other word. */
function withoutEvidence(slice: Slice<Content>): Slice<Content> {
  return slice.content.of === "record" ? { ...slice, content: { ...slice.content, evidenceId: null } } : slice;
}

/** The steps that bring back what a file said before a change. */
export function undoing(before: FileState, steps: readonly ChangeStep[]): readonly ChangeStep[] {
  const slices = slicesOf(before);
  return steps.flatMap((step) => restoring(slices, settingOf(step)).map((setting) => stepOf(step, setting)));
}

/** Something that a change is about: what a file says of it over the days of the change, before and after. */
export type ComparedPart = Span & {
  readonly step: ChangeStep;
  readonly before: readonly Slice<Content>[];
  readonly after: readonly Slice<Content>[];
  /** What other sources say of the same on those days: the change does not touch it, and it may count before. */
  readonly elsewhere: readonly Slice<Content>[];
};

/** Both versions of a file side by side, as far as a change touches it. */
export function comparedParts(state: FileState, steps: readonly ChangeStep[]): readonly ComparedPart[] {
  const before = slicesOf(state);
  const settings = steps.map(settingOf);
  const after = settings.reduce(setOver<Content>, before);
  return steps.flatMap((step, i): readonly ComparedPart[] => {
    const slot = settings[i]?.slot ?? "";
    // An undoing sets the same several times: it is one part.
    if (settings.findIndex((setting) => setting.slot === slot) !== i) return [];
    const days = around(settings.filter((setting) => setting.slot === slot));
    const over = { slot, ...days };
    const otherSlots = new Set(
      before
        .filter(({ content }) => content.of === "record" && step.of === "record" && content.kind === step.kind)
        .map((each) => each.slot),
    );
    otherSlots.delete(slot);
    const elsewhere = [...otherSlots].flatMap((other) => piecesOver(before, { slot: other, ...days }));
    return [{ step, ...days, before: piecesOver(before, over), after: piecesOver(after, over), elsewhere }];
  });
}

/** The records of a file as a change would leave them. */
export function recordsAfter(
  state: FileState,
  steps: readonly ChangeStep[],
  kinds: ReadonlyMap<string, RecordKind>,
): readonly RegistryRecord[] {
  const after = steps.map(settingOf).reduce(setOver<Content>, slicesOf(state));
  const known = new Map(state.records.map((record) => [record.id, record]));
  return after.flatMap(({ id, content, from, to }, i) => {
    if (content.of !== "record") return [];
    const kept = id === undefined ? undefined : known.get(idOf(id));
    const rank = rankOf(content.source, kinds.get(content.kind)?.authorities ?? []);
    return [kept ?? assumed(content, { from, to }, rank, i)];
  });
}

const stride = 3;
const places = ["record", "value", "relation"] as const;

/** Ids of the three tables side by side: each table has every third number. */
function idIn(of: Content["of"], id: number): number {
  return id * stride + places.indexOf(of);
}

function idOf(id: number): number {
  return Math.floor(id / stride);
}

/** What a file says, each word with its days. */
export function slicesOf({ records, values, relations, members = [] }: FileState): readonly Slice<Content>[] {
  const slice = (
    id: number,
    content: Content,
    { validFrom, validTo }: { readonly validFrom: string | null; readonly validTo: string | null },
  ) => ({
    id: idIn(content.of, id),
    slot: slotOf(content),
    content,
    from: validFrom,
    to: validTo,
  });
  return [
    ...records.map((record) =>
      slice(
        record.id,
        { of: "record", kind: record.kind, source: record.source, body: record.body, evidenceId: record.evidenceId },
        record,
      ),
    ),
    ...values.map((value) => slice(value.id, { of: "value", kind: value.kind, source: value.source, text: value.text }, value)),
    ...relations.map((relation) =>
      slice(
        relation.id,
        { of: "relation", kind: relation.kind, source: relation.source, otherId: relation.otherId, role: relation.role },
        relation,
      ),
    ),
    ...members.map(({ subjectId: memberId, ...membership }) =>
      slice(
        membership.id,
        {
          of: "relation",
          kind: membership.kind,
          source: membership.source,
          otherId: membership.otherId,
          memberId,
          role: membership.role,
        },
        membership,
      ),
    ),
  ];
}

/** Of a household and a spouse there is one at a time, whoever says so; of guardians there may be several. */
export function slotOf(
  content: Pick<Content, "of" | "kind" | "source"> & { readonly otherId?: number; readonly memberId?: number | undefined },
): string {
  if (content.of !== "relation") return `${content.of}/${content.kind}/${content.source}`;
  if (content.memberId !== undefined) return `relation/${content.kind}/of/${content.memberId}`;
  return content.kind === "household" || content.kind === "spouse"
    ? `relation/${content.kind}`
    : `relation/${content.kind}/${content.otherId}`;
}

function settingOf(step: ChangeStep): Setting<Content> {
  const { from, to } = step;
  const slot = slotOf(step);
  switch (step.of) {
    case "record":
      return {
        slot,
        from,
        to,
        content:
          step.body === null
            ? null
            : { of: "record", kind: step.kind, source: step.source, body: step.body, evidenceId: step.evidenceId ?? null },
      };
    case "value":
      return {
        slot,
        from,
        to,
        content: step.text === null ? null : { of: "value", kind: step.kind, source: step.source, text: step.text },
      };
    case "relation":
      return {
        slot,
        from,
        to,
        content: step.holds
          ? {
              of: "relation",
              kind: step.kind,
              source: step.source,
              otherId: step.otherId,
              ...(step.memberId !== undefined && { memberId: step.memberId }),
              role: step.role,
            }
          : null,
      };
  }
}

/** A setting as a step of the same sort as another. */
function stepOf(like: ChangeStep, { from, to, content }: Setting<Content>): ChangeStep {
  switch (like.of) {
    case "record": {
      const { evidenceId: _, ...step } = like;
      if (content?.of !== "record") return { ...step, from, to, body: null };
      return { ...step, from, to, body: content.body, ...(content.evidenceId !== null && { evidenceId: content.evidenceId }) };
    }
    case "value":
      return { ...like, from, to, text: content?.of === "value" ? content.text : null };
    case "relation":
      return content?.of === "relation"
        ? { ...like, from, to, otherId: content.otherId, role: content.role, source: content.source, holds: true }
        : { ...like, from, to, holds: false };
  }
}

/** A record that is only thought of: the latest word, from its source. */
function assumed(content: Extract<Content, { of: "record" }>, { from, to }: Span, rank: number, i: number): RegistryRecord {
  return {
    id: -1 - i,
    subjectId: 0,
    kind: content.kind,
    source: content.source,
    rank,
    validFrom: from,
    validTo: to,
    recordedAt: "9999-12-31T00:00:00Z",
    closedAt: null,
    body: content.body,
    recordedBy: null,
    reason: null,
    evidenceId: content.evidenceId,
  };
}

function isLine(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

import type {
  AttachmentLine,
  EffectAnswer,
  FileAnswer,
  FileRecord,
  PersonLine as LineAnswer,
  TimelineAnswer,
  Wire,
} from "@huican/contract";
import type { FactsInput } from "@huican/engine";
import type { Permission } from "../../platform/guard.ts";
import type { Attachment } from "../attachment/attachment-store.ts";
import type { AreaList } from "../area/area-list.ts";
import type { ChangeEffect } from "../change/change-effect.ts";
import type { ChangeStep } from "../change/change.ts";
import { isSealedKind } from "../export/export-columns.ts";
import type { ExportedPerson } from "../export/export-people.ts";
import type { Relation } from "../household/relation-store.ts";
import { maskedName } from "../identity/mask.ts";
import { maskedValue } from "../identity/masked-value.ts";
import type { OpenedValue } from "../identity/sealed-value-store.ts";
import { isCounting, type PersonFile } from "../person/person-file.ts";
import type { TimelineEvent } from "../person/timeline.ts";
import type { RegistryRecord, Value } from "../record/record.ts";
import { sourceOf } from "../record/source.ts";
import type { Registry } from "../registry.ts";
import type { PersonLine } from "../search/person-line.ts";

/** 脱敏: everything that leaves the register over HTTP passes one of these, which leave out and mask what the reader is not shown. */
type Sees = Permission["sees"];

/** Whether somebody is shown a fact, and may ask for people by it. A mask of a fact would be a guess: it is shown whole or not at all. */
export function seesFact(fact: string, sees: Sees): boolean {
  // Whether all members are recorded is told of a household and is no fact of its own.
  return sees(fact === "isComplete" ? "household" : (fact.split(".")[0] ?? "")) === "whole";
}

export function shownLine(line: PersonLine, sees: Sees, areas: AreaList): Wire<typeof LineAnswer> {
  const shown = <T>(fact: string, value: T): T | null => (seesFact(fact, sees) ? value : null);
  return {
    id: line.id,
    name: shownName(line.name, sees),
    area: line.area,
    areaName: areas.nameOf(line.area) ?? null,
    birthDate: shown("person.birth_date", line.birthDate),
    sex: shown("person.sex", line.sex),
    certificateStatus: shown("certificate.status", line.certificateStatus),
    deceased: shown("person.deceased", line.deceased),
  };
}

/** Whether a column of an exported list may stand there at all; what is shown in a mask is exported in it. */
export function seesColumn(key: string, sees: Sees): boolean {
  if (key === "area") return true;
  return key === "name" || isSealedKind(key) ? sees(key) !== "nothing" : seesFact(key, sees);
}

/** Somebody of an exported list, whose columns the reader sees. */
export function shownExported(person: ExportedPerson, sees: Sees): ExportedPerson {
  const values = person.values.map(({ kind, text }) => ({ kind, text: sees(kind) === "whole" ? text : maskedValue(kind, text) }));
  return { ...person, name: shownName(person.name, sees) ?? "", values };
}

/** Which areas answer for a file: that of registration, and that of residence where it is another. */
export function answeringAreas({ area, otherArea }: Pick<PersonLine, "area" | "otherArea">): string[] {
  return otherArea === null ? [area] : [area, otherArea];
}

export function shownFile(file: PersonFile, registry: Registry, sees: Sees, areas: AreaList): Wire<typeof FileAnswer> {
  const { id, area } = file.subject;
  return {
    id,
    name: shownName(file.name, sees),
    area,
    areas: answeringAreas(file.subject),
    areaName: areas.nameOf(area) ?? null,
    asOf: file.asOf,
    knownAt: file.knownAt,
    seenAt: file.seenAt,
    householdId: file.householdId,
    householdSeenAt: file.householdSeenAt,
    records: [...file.records.values()].flatMap((records) =>
      records.flatMap((record, place) => {
        const shown = shownRecord(record, registry, sees);
        return shown === null ? [] : [{ ...shown, counts: isCounting(file, record, place) }];
      }),
    ),
    follows: shownBody(file.follows, sees),
    mergedInto: file.subject.mergedInto,
    mergedFiles: file.mergedFiles.map(({ otherId, requestId, since }) => ({ id: otherId, requestId, since })),
    values: file.values.flatMap((value) => shownValue(value, sees)),
    relations: file.relations.map(shownRelation),
  };
}

export function shownRelation(relation: Relation): Wire<typeof FileAnswer>["relations"][number] {
  const { kind, subjectId, otherId, role, source, validFrom, validTo } = relation;
  return { kind, subjectId, otherId, role, source, validFrom, validTo };
}

/** A document as a list tells of it. */
export function shownAttachment({ id, subjectId, name, mediaType, expiresOn, addedAt }: Attachment): Wire<typeof AttachmentLine> {
  return { id, subjectId, name, mediaType, expiresOn, addedAt };
}

export function shownTimeline(events: readonly TimelineEvent[], registry: Registry, sees: Sees): Wire<typeof TimelineAnswer> {
  return {
    events: events.flatMap(({ day, what, record, instead }) => {
      const shown = shownRecord(record, registry, sees);
      const before = instead && { body: shownBody(instead.record.body, sees), at: instead.at };
      return shown === null ? [] : [{ day, what, record: shown, instead: before ?? null }];
    }),
  };
}

export function shownEffect({ day, people, overtaken }: ChangeEffect, sees: Sees): Wire<typeof EffectAnswer> {
  return {
    day,
    people: people.map(({ id, before, after }) => ({ id, before: shownFacts(before, sees), after: shownFacts(after, sees) })),
    overtaken: overtaken.filter((step) => seesStep(step, sees)),
  };
}

/** A record without what the reader is not shown; null where nothing is left of it. */
export function shownRecord(record: RegistryRecord, { catalogue }: Registry, sees: Sees): Omit<Wire<typeof FileRecord>, "counts"> | null {
  const body = shownBody(record.body, sees);
  if (Object.keys(body).length === 0) return null;
  const { id, kind, source, validFrom, validTo, recordedAt, evidenceId } = record;
  return {
    id,
    kind,
    kindText: catalogue.kinds.get(kind)?.text ?? { zh: kind, en: kind },
    source,
    sourceText: sourceOf(source).text,
    validFrom,
    validTo,
    recordedAt,
    body,
    evidenceId,
  };
}

function shownBody(body: Readonly<Record<string, Value>>, sees: Sees): Readonly<Record<string, Value>> {
  const shown = Object.entries(body).flatMap(([name, value]): readonly (readonly [string, Value])[] => {
    if (name !== "name") return seesFact(name, sees) ? [[name, value]] : [];
    const said = shownName(String(value), sees);
    return said === null ? [] : [[name, said]];
  });
  return Object.fromEntries(shown);
}

function shownName(name: string | null, sees: Sees): string | null {
  const sight = sees("name");
  if (name === null || sight === "nothing") return null;
  return sight === "whole" ? name : maskedName(name);
}

export function shownValue({ kind, text, source, validFrom, validTo }: OpenedValue, sees: Sees): Wire<typeof FileAnswer>["values"] {
  const sight = sees(kind);
  if (sight === "nothing") return [];
  const isMasked = sight === "masked";
  return [{ kind, text: isMasked ? maskedValue(kind, text) : text, isMasked, source, validFrom, validTo }];
}

function shownFacts(facts: FactsInput, sees: Sees): Wire<typeof EffectAnswer>["people"][number]["before"] {
  const shown = Object.entries(facts).filter(([group]) => sees(group) === "whole");
  return Object.fromEntries(shown) as Wire<typeof EffectAnswer>["people"][number]["before"];
}

function seesStep(step: ChangeStep, sees: Sees): boolean {
  if (step.of === "relation") return true;
  if (step.of === "value") return sees(step.kind) === "whole";
  return Object.keys(step.body ?? {}).every((name) => (name === "name" ? sees("name") === "whole" : seesFact(name, sees)));
}

import type { ChangeDetail, ChangeLine as LineAnswer, Wire } from "@huican/contract";
import type { Fact, Text } from "@huican/engine";
import type { Permission } from "../../platform/guard.ts";
import type { AreaList } from "../area/area-list.ts";
import { areaWords } from "../area/area-words.ts";
import type { ChangeLine } from "../change/change-request-store.ts";
import { membersIn, type ChangeStep, type ComparedPart, type Content } from "../change/change.ts";
import { partTexts, roleTexts } from "../change/part-texts.ts";
import type { ReadChange } from "../change/read-changes.ts";
import type { Slice } from "../change/timeslice.ts";
import { maskedName } from "../identity/mask.ts";
import { maskedValue } from "../identity/masked-value.ts";
import type { Value } from "../record/record.ts";
import { sourceOf } from "../record/source.ts";
import type { Registry } from "../registry.ts";
import { answeringAreas, seesFact, shownAttachment } from "./shown.ts";

type Detail = Wire<typeof ChangeDetail>;
type Said = Detail["parts"][number]["before"][number];

/** What requests are shown with: what the reader sees, names of areas and of officers, and who reads. */
export type ChangeReader = {
  readonly sees: Permission["sees"];
  readonly areas: AreaList;
  readonly registry: Pick<Registry, "catalogue" | "vocabulary">;
  readonly officers: ReadonlyMap<string, string>;
  readonly readerId: string;
};

/** The accounts that a line names. */
export function officersOf({ askedBy, decision }: ChangeLine): readonly string[] {
  return [askedBy, ...(decision ? [decision.decidedBy] : [])];
}

export function shownChangeLine(line: ChangeLine, reader: ChangeReader): Wire<typeof LineAnswer> {
  const { sees, areas, registry, officers, readerId } = reader;
  const officer = (id: string) => ({ name: officers.get(id) ?? null, isMe: id === readerId });
  const { decision } = line;
  return {
    id: line.id,
    fileId: line.subjectId,
    fileKind: line.fileKind,
    name: shownName(line.name, sees),
    areas: answeringAreas(line),
    areaName: areas.nameOf(line.area) ?? null,
    touches: line.touches.map((key) => ({ key, text: textOf(key, registry) })),
    reason: line.reason,
    askedAt: line.askedAt,
    askedBy: officer(line.askedBy),
    undoes: line.undoes,
    undoneBy: line.undoneBy,
    decision: decision && {
      outcome: decision.outcome,
      reason: decision.reason,
      decidedAt: decision.decidedAt,
      decidedBy: officer(decision.decidedBy),
    },
  };
}

export function shownChange({ line, parts, names, evidence }: ReadChange, reader: ChangeReader): Detail {
  // Of a member outside of the reader's areas nothing is known here, nor what there was before.
  const seen = parts.filter((part) => seesPart(part, reader) && membersIn([part.step]).every((id) => names.has(id)));
  return {
    ...shownChangeLine(line, reader),
    parts: seen.map(({ step, from, to, before, after, elsewhere }) => ({
      kind: step.kind,
      text: textOf(step.kind, reader.registry),
      member: memberOf(step, reader, names),
      source: step.source,
      sourceText: sourceOf(step.source).text,
      from,
      to,
      before: before.map((slice) => shownSlice(slice, reader, names)),
      after: after.map((slice) => shownSlice(slice, reader, names)),
      elsewhere: elsewhere.map((slice) => ({ ...shownSlice(slice, reader, names), sourceText: sourceOf(slice.content.source).text })),
    })),
    hidden: parts.length - seen.length,
    evidence: evidence.map(shownAttachment),
  };
}

/** Whose membership a part is about, where it is not that of the person whose file it is. */
function memberOf(step: ChangeStep, { sees }: ChangeReader, names: ReadonlyMap<number, string>): Detail["parts"][number]["member"] {
  const [fileId] = membersIn([step]);
  return fileId === undefined ? null : { fileId, name: shownName(names.get(fileId) ?? null, sees) };
}

/** A part is shown if something of it is: in a mask, or the facts that the reader sees. */
function seesPart({ step, before, after }: ComparedPart, reader: ChangeReader): boolean {
  return seesSlices(step, [...before, ...after], reader);
}

export function seesSlices(
  { of, kind }: Pick<Content, "of" | "kind">,
  slices: readonly Slice<Content>[],
  { sees }: Pick<ChangeReader, "sees">,
): boolean {
  if (of === "relation") return true;
  if (of === "value") return sees(kind) !== "nothing";
  const facts = slices.flatMap(({ content }) => (content.of === "record" ? Object.keys(content.body) : []));
  return facts.length === 0 || facts.some((fact) => (fact === "name" ? sees("name") !== "nothing" : seesFact(fact, sees)));
}

export function shownSlice({ from, to, content }: Slice<Content>, reader: ChangeReader, names: ReadonlyMap<number, string>): Said {
  return { from, to, says: shownContent(content, reader, names) };
}

function shownContent(content: Content, reader: ChangeReader, names: ReadonlyMap<number, string>): Said["says"] {
  const { sees, registry, areas } = reader;
  switch (content.of) {
    case "value": {
      const shown = sees(content.kind) === "whole" ? content.text : maskedValue(content.kind, content.text);
      return [{ label: partTexts[content.kind], value: same(shown), fileId: null }];
    }
    case "relation": {
      const { kind, otherId, role } = content;
      const name = shownName(names.get(otherId) ?? null, sees);
      if (kind !== "household")
        return [{ label: partTexts[kind], value: same(name ?? `№ ${otherId}`), fileId: names.has(otherId) ? otherId : null }];
      const value = name === null ? same(`№ ${otherId}`) : { zh: `${name}家`, en: `household of ${name}` };
      const said = { label: partTexts[kind], value, fileId: null };
      return role === null ? [said] : [said, { label: toTheHead, value: roleTexts[role] ?? same(role), fileId: null }];
    }
    case "record":
      return Object.entries(content.body).flatMap(([name, value]) => {
        if (name === "name") {
          const shown = shownName(String(value), sees);
          return shown === null ? [] : [{ label: { zh: "姓名", en: "Name" }, value: same(shown), fileId: null }];
        }
        if (!seesFact(name, sees)) return [];
        const fact = registry.vocabulary.facts.find((each) => each.name === name);
        return [{ label: fact?.label ?? textOf(content.kind, registry), value: valueText(fact, value, areas), fileId: null }];
      });
  }
}

const toTheHead = { zh: "和户主的关系", en: "To the head" };

function valueText(fact: Fact | undefined, value: Value, areas: AreaList): Text {
  if (typeof value === "boolean") return value ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
  if (fact?.type === "money" && typeof value === "number")
    return { zh: `${(value / 100).toFixed(2)}元`, en: `${(value / 100).toFixed(2)} yuan` };
  if (fact?.type === "region") return same(areaWords(areas, String(value)));
  if (fact?.name.startsWith("disability.") && typeof value === "number")
    return value === 0 ? { zh: "没有", en: "none" } : { zh: `${"一二三四".charAt(value - 1)}级`, en: `level ${value}` };
  return fact?.values?.find(({ key }) => key === value)?.text ?? same(String(value));
}

function textOf(key: string, { catalogue }: Pick<Registry, "catalogue">): Text {
  const part = Object.hasOwn(partTexts, key) ? partTexts[key as keyof typeof partTexts] : undefined;
  return part ?? catalogue.kinds.get(key)?.text ?? same(key);
}

function shownName(name: string | null, sees: Permission["sees"]): string | null {
  if (name === null || sees("name") === "nothing") return null;
  return sees("name") === "whole" ? name : maskedName(name);
}

function same(text: string): Text {
  return { zh: text, en: text };
}

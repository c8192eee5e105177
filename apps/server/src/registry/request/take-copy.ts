import { sql } from "kysely";
import { logAccess } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { attachments, type Attachment } from "../attachment/attachment-store.ts";
import { registryErrors } from "../errors.ts";
import { relations, type Relation } from "../household/relation-store.ts";
import { sealedValues, type OpenedValue } from "../identity/sealed-value-store.ts";
import { refuseSetAside } from "../person/subject-store.ts";
import type { RegistryRecord } from "../record/record.ts";
import { records } from "../record/record-store.ts";
import type { RegistryTools } from "../registry.ts";
import { stateOfRequest } from "./data-request.ts";
import { dataRequests } from "./data-request-store.ts";
import { found } from "./request-verbs.ts";

/** 个人信息副本: everything that is believed of somebody now, of all days. The household's own records are in it; other people are numbers. */
export type FileCopy = {
  readonly fileId: number;
  readonly requestId: number;
  readonly takenAt: string;
  readonly records: readonly RegistryRecord[];
  readonly values: readonly OpenedValue[];
  readonly relations: readonly Relation[];
  readonly attachments: readonly Attachment[];
};

/**
 * Gives a copy out, for a request that was granted. It may be taken again; the first time carries the request out, and each is logged.
 * @throws Refusal where no copy was granted, or the file is restricted or erased
 */
export async function takeCopy({ registry, cipher }: RegistryTools, actor: Actor, requestId: number): Promise<FileCopy> {
  return registry.db.as(actor, async (tx) => {
    const request = await found(tx, requestId);
    const { subjectId, kind } = request;
    if (kind !== "copy") throw registryErrors.requestOtherwise();
    const state = stateOfRequest(request);
    if (state !== "granted" && state !== "given") throw registryErrors.requestNotGranted();
    await refuseSetAside(tx, subjectId);
    if (state === "granted") await dataRequests.step(tx, requestId, { what: "carried-out", how: "given" });
    const related = await relations.of(tx, subjectId);
    const homes = related.filter((relation) => relation.kind === "household" && relation.subjectId === subjectId);
    const ofHomes = await records.of(
      tx,
      homes.map(({ otherId }) => otherId),
    );
    const copy = {
      fileId: subjectId,
      requestId,
      takenAt: (await sql<{ at: string }>`select now() as at`.execute(tx)).rows[0]?.at ?? "",
      records: [...(await records.of(tx, [subjectId])), ...ofHomes.filter((record) => homes.some((home) => meets(record, home)))],
      values: await sealedValues.of(tx, cipher, subjectId),
      relations: related,
      attachments: await attachments.of(tx, [subjectId]),
    };
    const fields = new Set([...copy.records, ...copy.values, ...related].map((each) => each.kind));
    await logAccess(tx, { act: "registry.take-copy", subjects: [subjectId], fields: [...fields] });
    return copy;
  });
}

type Period = Pick<Relation, "validFrom" | "validTo">;

/** What holds of a household after somebody left it, or held before they came, is nothing of theirs. */
function meets(one: Period, other: Period): boolean {
  return (
    (one.validTo === null || other.validFrom === null || other.validFrom < one.validTo) &&
    (other.validTo === null || one.validFrom === null || one.validFrom < other.validTo)
  );
}

import { createHash } from "node:crypto";
import { logReading } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import type { Cipher } from "../../platform/cipher/index.ts";
import { registryErrors } from "../errors.ts";
import { subjects, unseenFile } from "../person/subject-store.ts";
import type { Registry } from "../registry.ts";
import { attachments, type Attachment } from "./attachment-store.ts";

/** A document as it was attached. Whoever hands it on says its media type, and lets no browser guess another. */
export type ReadAttachment = Attachment & { readonly content: Buffer };

/** @throws Refusal where there is no such document, or it is in a file that the actor does not see: the two look alike */
export async function readAttachment({ db }: Registry, cipher: Cipher, actor: Actor, id: number): Promise<ReadAttachment> {
  return db.as(actor, async (tx) => {
    const attachment = await attachments.find(tx, id);
    if (!attachment) throw registryErrors.attachmentNotFound();
    await logReading(tx, { act: "registry.read-attachment", subjects: [attachment.subjectId], fields: ["attachment"] });
    const content = await attachments.content(tx, cipher, attachment);
    if (createHash("sha256").update(content).digest("hex") !== attachment.sha256) throw new Error("A document is not what was attached.");
    return { ...attachment, content };
  });
}

/**
 * The documents in a file as known at an instant (now where none is said), without their content.
 * @throws Refusal where there is no such file, or the actor does not see it
 */
export async function listAttachments({ db }: Registry, actor: Actor, subjectId: number, knownAt?: string): Promise<readonly Attachment[]> {
  return db.as(actor, async (tx) => {
    if (!(await subjects.find(tx, subjectId))) throw await unseenFile(tx, subjectId);
    await logReading(tx, { act: "registry.list-attachments", subjects: [subjectId], fields: ["attachment"] });
    return attachments.of(tx, [subjectId], knownAt);
  });
}

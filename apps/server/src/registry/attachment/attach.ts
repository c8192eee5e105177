import { createHash } from "node:crypto";
import { parseDay } from "@huican/engine";
import { logAccess } from "../../platform/audit/index.ts";
import type { Actor } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";
import { subjects, unseenFile } from "../person/subject-store.ts";
import type { RegistryTools } from "../registry.ts";
import { checkedContent } from "./attachment-content.ts";
import { checkedFileName } from "./attachment-name.ts";
import { attachments } from "./attachment-store.ts";

/** A scan or a photograph that shows something about somebody. */
export type NewDocument = {
  readonly subjectId: number;
  /** What the file is called where it comes from; its ending counts for nothing. */
  readonly name: string;
  readonly content: Buffer;
  /** The last day on which it proves something. */
  readonly expiresOn?: string;
};

/**
 * Puts a document into a file, sealed. A record then names it as its evidence (`evidenceId` of a change's step). What is in the file already is not put in again.
 * @returns its number
 * @throws Refusal where it is nothing that is kept as evidence, has run out, or the file is not in the actor's areas
 */
export async function attach(
  tools: Pick<RegistryTools, "registry" | "cipher" | "today">,
  actor: Actor,
  document: NewDocument,
): Promise<number> {
  const { subjectId, content, expiresOn = null } = document;
  if (expiresOn !== null && (parseDay(expiresOn) === null || expiresOn < tools.today())) throw registryErrors.attachmentExpiry();
  const mediaType = await checkedContent(content);
  const name = checkedFileName(document.name, mediaType);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return tools.registry.db.as(actor, async (tx) => {
    if (!(await subjects.find(tx, subjectId))) throw await unseenFile(tx, subjectId);
    await logAccess(tx, { act: "registry.attach", subjects: [subjectId], fields: ["attachment"] });
    return attachments.add(tx, tools.cipher, { subjectId, name, mediaType, sha256, expiresOn, content });
  });
}

import { sql, type RawBuilder } from "kysely";
import type { Cipher } from "../../platform/cipher/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { MediaType } from "./attachment-content.ts";

/** What is listed of a document in a file (证明材料). */
export type Attachment = {
  readonly id: number;
  readonly subjectId: number;
  readonly name: string;
  readonly mediaType: MediaType;
  /** Of the content, in hexadecimal. */
  readonly sha256: string;
  /** The last day on which it proves something; null where it does not run out. */
  readonly expiresOn: string | null;
  readonly addedAt: string;
  readonly addedBy: string;
};

export type NewAttachment = Pick<Attachment, "subjectId" | "name" | "mediaType" | "sha256" | "expiresOn"> & { readonly content: Buffer };

const columns = sql`a.id, a.subject_id as "subjectId", a.name, a.media_type as "mediaType", encode(a.sha256, 'hex') as sha256,
  a.expires_on as "expiresOn", a.added_at as "addedAt", a.added_by as "addedBy"`;

export const attachments = {
  /** What some files held at an instant (now where none is said), in the order in which it was added. */
  async of(tx: Tx, subjectIds: readonly number[], knownAt?: string): Promise<readonly Attachment[]> {
    return select(
      tx,
      sql`a.subject_id = any(${subjectIds}) and ${knownAt === undefined ? sql`true` : sql`a.added_at <= ${knownAt}::timestamptz`}`,
    );
  },

  async find(tx: Tx, id: number): Promise<Attachment | undefined> {
    return (await select(tx, sql`a.id = ${id}`))[0];
  },

  /** The content as it was attached. @throws Refusal where it was changed or moved, or its key is not there */
  async content(tx: Tx, cipher: Cipher, { id, subjectId }: Pick<Attachment, "id" | "subjectId">): Promise<Buffer> {
    const { rows } = await sql<{ content: Buffer; keyVersion: number }>`
      select content, key_version as "keyVersion" from registry.attachment where id = ${id}`.execute(tx);
    const row = rows[0] as { content: Buffer; keyVersion: number };
    return cipher.openBytes({ sealed: row.content, keyVersion: row.keyVersion }, purpose(subjectId));
  },

  /** Adds a document; where the file has the same content already, that one stays. */
  async add(tx: Tx, cipher: Cipher, { subjectId, name, mediaType, sha256, expiresOn, content }: NewAttachment): Promise<number> {
    const { sealed, keyVersion } = cipher.sealBytes(content, purpose(subjectId));
    await sql`
      insert into registry.attachment (subject_id, name, media_type, content, key_version, sha256, expires_on)
      values (${subjectId}, ${name}, ${mediaType}, ${sealed}, ${keyVersion}, decode(${sha256}, 'hex'), ${expiresOn})
      on conflict (subject_id, sha256) do nothing`.execute(tx);
    const { rows } = await sql<{ id: number }>`
      select id from registry.attachment where subject_id = ${subjectId} and sha256 = decode(${sha256}, 'hex')`.execute(tx);
    return (rows[0] as { id: number }).id;
  },
};

function purpose(subjectId: number): string {
  return `attachment/${subjectId}`;
}

async function select(tx: Tx, condition: RawBuilder<unknown>): Promise<readonly Attachment[]> {
  return (await sql<Attachment>`select ${columns} from registry.attachment a where ${condition} order by a.id`.execute(tx)).rows;
}

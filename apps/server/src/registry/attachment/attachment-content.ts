import { inflateSync } from "node:zlib";
import { fileTypeFromBuffer } from "file-type";
import { registryErrors } from "../errors.ts";

/**
 * What is kept as evidence: what every desk can show and nothing can start from. HEIC is left out because browsers do not show it, office formats because they carry
 * macros and look different on every machine.
 */
const mediaTypes = ["application/pdf", "image/jpeg", "image/png"] as const;
export type MediaType = (typeof mediaTypes)[number];

export const mostBytes = 10_000_000;

/**
 * What a file is by its content, whatever it is called.
 * @throws Refusal where it is empty, too large, cut off, of another sort, or does something when it is opened
 */
export async function checkedContent(content: Buffer): Promise<MediaType> {
  if (content.length === 0 || content.length > mostBytes) throw registryErrors.attachmentSize();
  const mime = (await fileTypeFromBuffer(content))?.mime;
  const mediaType = mediaTypes.find((allowed) => allowed === mime);
  if (!mediaType) throw registryErrors.attachmentType();
  if (!isWhole(content, mediaType)) throw registryErrors.attachmentBroken();
  if (mediaType === "application/pdf" && isActive(content)) throw registryErrors.attachmentDangerous();
  return mediaType;
}

const pngEnd = Buffer.from("0000000049454e44ae426082", "hex");
const jpegEnd = Buffer.from("ffd9", "hex");

/** Each format says where it ends; telephones add something after the end of a photograph. */
function isWhole(content: Buffer, mediaType: MediaType): boolean {
  if (mediaType === "image/png") return content.includes(pngEnd);
  if (mediaType === "image/jpeg") return content.lastIndexOf(jpegEnd) > 2;
  return content.lastIndexOf("%%EOF") > content.length - 2_048;
}

/** Names of a PDF for what starts by itself, is hidden within, or keeps us from looking. */
const activeNames = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|Encrypt)(?![A-Za-z0-9])/;

/** Looks into what is packed, too: newer programs pack all but the pictures. */
function isActive(pdf: Buffer): boolean {
  if (activeNames.test(plain(pdf.toString("latin1")))) return true;
  let left = mostPackedBytes;
  for (const stream of objectStreams(pdf)) {
    const opened = inflated(stream, left);
    // What cannot be looked into is not trusted.
    if (opened === null) return true;
    left -= opened.length;
    if (activeNames.test(plain(opened.toString("latin1")))) return true;
  }
  return false;
}

/** A few kilobytes may unpack to gigabytes. */
const mostPackedBytes = 50_000_000;

/** A letter of a name may be written as its number: `/J#61vaScript`. */
function plain(text: string): string {
  return text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Streams that hold objects and not a picture or a page. */
function objectStreams(pdf: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = pdf.indexOf("/ObjStm"); at !== -1; at = pdf.indexOf("/ObjStm", at + 1)) {
    const start = pdf.indexOf("stream", at);
    const end = start === -1 ? -1 : pdf.indexOf("endstream", start);
    if (end === -1) continue;
    const first = start + "stream".length;
    found.push(pdf.subarray(first + (pdf[first] === 13 ? 2 : 1), end));
  }
  return found;
}

function inflated(stream: Buffer, most: number): Buffer | null {
  try {
    return inflateSync(stream, { maxOutputLength: Math.max(1, most) });
  } catch {
    return null;
  }
}

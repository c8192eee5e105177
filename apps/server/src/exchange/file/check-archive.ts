import { exchangeErrors } from "../errors.ts";

/** Unpacked, a list of 200,000 people has some 200 MB. */
const mostBytes = 400_000_000;
/** Sheets shrink to a tenth, repeating ones to a fiftieth. */
const mostRatio = 250;
/** Below this nothing is asked of its ratio: a sheet of nothing but empty rows packs well. */
const smallBytes = 4_000_000;
const mostEntries = 2_000;

const endOfDirectory = 0x06054b50;
const entryOfDirectory = 0x02014b50;
const longestComment = 65_557;

/**
 * Looks at the directory of the archive that a workbook is, before anything of it is unpacked. Whoever unpacks stops at the sizes that stand here: one that lies is caught there.
 * @throws Refusal where it would grow beyond any list, carries macros, or is no workbook
 */
export function checkArchive(content: Buffer): void {
  let [packed, unpacked, isWorkbook] = [0, 0, false];
  for (const { name, packedBytes, bytes, isEncrypted } of entriesOf(content)) {
    if (isEncrypted) throw exchangeErrors.password();
    if (/vbaProject|macrosheets|activeX/i.test(name)) throw exchangeErrors.macros();
    if (bytes > smallBytes && bytes > packedBytes * mostRatio) throw exchangeErrors.zipBomb();
    packed += packedBytes;
    unpacked += bytes;
    isWorkbook ||= name === "[Content_Types].xml";
  }
  if (unpacked > mostBytes || (unpacked > smallBytes && unpacked > packed * mostRatio)) throw exchangeErrors.zipBomb();
  if (!isWorkbook) throw exchangeErrors.fileFormat();
}

type Entry = { readonly name: string; readonly packedBytes: number; readonly bytes: number; readonly isEncrypted: boolean };

function* entriesOf(content: Buffer): Generator<Entry> {
  const end = endOf(content);
  const count = content.readUInt16LE(end + 10);
  if (count > mostEntries) throw exchangeErrors.zipBomb();
  let at = content.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > content.length || content.readUInt32LE(at) !== entryOfDirectory) throw exchangeErrors.broken();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((place) => content.readUInt16LE(at + place)) as [number, number, number];
    yield {
      name: content.toString("utf8", at + 46, at + 46 + nameBytes),
      packedBytes: content.readUInt32LE(at + 20),
      // A size of 64 bits is written elsewhere, and this one says four thousand million: more than any list has.
      bytes: content.readUInt32LE(at + 24),
      isEncrypted: (content.readUInt16LE(at + 8) & 1) === 1,
    };
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
}

function endOf(content: Buffer): number {
  for (let at = content.length - 22; at >= Math.max(0, content.length - longestComment); at--)
    if (content.readUInt32LE(at) === endOfDirectory) return at;
  throw exchangeErrors.broken();
}

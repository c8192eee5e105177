import type { Fault } from "@huican/engine/compile";

/**
 * Prints faults as `file:line:column`, each in both languages with its remedy.
 * @param locate gives a file's path as the reader's editor opens it; as it stands below the folder of packs where left out
 */
export function printFaults(
  faults: readonly Fault[],
  stream: { readonly write: (text: string) => unknown },
  locate: (path: string) => string = (path) => path,
): void {
  for (const fault of faults) {
    stream.write(`${locate(fault.file)}:${fault.line}:${fault.column} [${fault.code}]\n`);
    stream.write(`  ${fault.message}${fault.remedy}\n  ${fault.message_en} ${fault.remedy_en}\n`);
  }
}

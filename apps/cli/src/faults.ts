import type { Fault } from "@huican/engine/compile";

/** Prints faults as `file:line:column`, each in both languages with its remedy. */
export function printFaults(faults: readonly Fault[], stream: NodeJS.WritableStream): void {
  for (const fault of faults) {
    stream.write(`${fault.file}:${fault.line}:${fault.column} [${fault.code}]\n`);
    stream.write(`  ${fault.message}${fault.remedy}\n  ${fault.message_en} ${fault.remedy_en}\n`);
  }
}

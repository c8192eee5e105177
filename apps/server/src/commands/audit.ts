import { existsSync } from "node:fs";
import type { Pack } from "@huican/engine";
import { foreignAccess, putBackRows, putBackText, type ForeignRow, type PutBackRow } from "../access/index.ts";
import {
  checkpointFile,
  exportCheckpoints,
  faultText,
  keepCheckpoint,
  keptCheckpoints,
  removeExpired,
  sealAll,
  searchLog,
  verifyLog,
  type LogLine,
  type LogQuestion,
  type LogReport,
} from "../platform/audit/index.ts";
import { auditErrors } from "../platform/errors.ts";
import { operator, withRegister, withUnsealed } from "./with-register.ts";

export type { LogLine };

/** What was found, and every fault in words. */
export type ShownReport = Omit<LogReport, "removals"> & {
  readonly removals: readonly { readonly fromSeq: number; readonly toSeq: number; readonly at: string; readonly actor: string }[];
  readonly sentences: readonly { readonly zh: string; readonly en: string }[];
  /** Accounts, proofs, appointments and sessions that the program did not write, or that were changed since: they give nobody anything. */
  readonly foreign: readonly ForeignRow[];
  /** Rows that the program wrote once and that the log tells otherwise of by now: put back from a copy. */
  readonly putBack: readonly (PutBackRow & { readonly text: { readonly zh: string; readonly en: string } })[];
};

/** The access log for whoever runs the server, from the command line. */
export const operatorAudit = {
  /**
   * Holds the log against its seals, its signatures, the checkpoints that this server kept, and those of a file.
   * @throws Refusal where the file cannot be read
   */
  verify: (packs: ReadonlyMap<string, Pack>, file: string | undefined, onProgress: (places: number) => void): Promise<ShownReport> =>
    withUnsealed(packs, false, async ({ registry, logKeys, cipher }, { keyPlace }) => {
      if (file !== undefined && !existsSync(file)) throw auditErrors.checkpointsUnreadable(file);
      const exported = [...keptCheckpoints(checkpointFile(keyPlace)), ...(file === undefined ? [] : keptCheckpoints(file))];
      const { removals, ...report } = await verifyLog(registry.db, logKeys.verify, { exported, onProgress });
      return {
        ...report,
        removals: removals.map(({ fromSeq, toSeq, at, actor }) => ({ fromSeq, toSeq, at, actor })),
        sentences: report.faults.map(faultText),
        foreign: await registry.db.asOwner((tx) => foreignAccess(tx, cipher)),
        putBack: (await registry.db.asOwner((tx) => putBackRows(tx, cipher))).map((row) => ({ ...row, text: putBackText(row) })),
      };
    }),

  /** Checkpoints as lines, after one over all that is logged by now. */
  export: (packs: ReadonlyMap<string, Pack>, write: (line: string) => Promise<void>): Promise<void> =>
    withUnsealed(packs, false, async ({ registry, logKeys }, { keyPlace }) => {
      const checkpoint = await sealAll(registry.db, logKeys);
      if (checkpoint) keepCheckpoint(checkpointFile(keyPlace), checkpoint);
      for await (const line of exportCheckpoints(registry.db)) await write(line);
    }),

  /** The public key that verifies them, as PEM. */
  publicKey: (packs: ReadonlyMap<string, Pack>): Promise<string> =>
    withUnsealed(packs, false, async ({ logKeys }) => logKeys.signer.publicKeyPem),

  show: (packs: ReadonlyMap<string, Pack>, question: LogQuestion): Promise<readonly LogLine[]> =>
    withRegister(packs, false, ({ registry }) => searchLog(registry.db, operator, question)),

  removeExpired: (packs: ReadonlyMap<string, Pack>): Promise<readonly { readonly fromSeq: number; readonly toSeq: number }[]> =>
    withRegister(packs, false, ({ registry, logKeys }) => removeExpired(registry.db, logKeys, operator.id)),
} as const;

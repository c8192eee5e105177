import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** How much whoever acts has read lately, as the access log says. Days are those of China. */
export type OwnReading = {
  /** Different files. */
  readonly filesInHour: number;
  readonly filesInDay: number;
  /** Lines of lists and searches. */
  readonly peopleInDay: number;
  readonly failedNumbersInHour: number;
  /** Whether the administrators were told today. */
  readonly isNoted: boolean;
  /** Whether they have said today why they read so much. */
  readonly hasReason: boolean;
};

/** How much somebody read on a day. */
export type Reader = {
  readonly day: string;
  readonly accountId: string;
  readonly files: number;
  /** From ten in the evening to six in the morning. */
  readonly filesAtNight: number;
  readonly people: number;
  /** What was refused to them: files outside their areas, acts that are none of their duty. */
  readonly refused: number;
  readonly failedNumbers: number;
  readonly emergencies: number;
  readonly isNoted: boolean;
  readonly reasons: readonly string[];
};

/** Everything is told from the access log: nothing else has to be kept, and nobody sets it back. */
export const readings = {
  async own(tx: Tx): Promise<OwnReading> {
    const { rows } = await sql<OwnReading>`
      select files_in_hour as "filesInHour", files_in_day as "filesInDay", people_in_day as "peopleInDay", failed_numbers_in_hour as "failedNumbersInHour",
        is_noted as "isNoted", has_reason as "hasReason"
      from audit.own_reading()`.execute(tx);
    return rows[0] as OwnReading;
  },

  /** Who read how much from one day to another, the most first. */
  async between(tx: Tx, from: string, until: string): Promise<readonly Reader[]> {
    const { rows } = await sql<Reader>`
      select day, actor as "accountId", files, files_at_night as "filesAtNight", people, refused, failed_numbers as "failedNumbers", emergencies,
        is_noted as "isNoted", reasons
      from audit.readers(${from}, ${until})`.execute(tx);
    return rows;
  },
};

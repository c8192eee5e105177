import { logJob } from "../../platform/audit/index.ts";
import { today } from "../../platform/clock.ts";
import { repeat } from "../../platform/repeat.ts";
import { instant, type AccessTools } from "../access.ts";
import { accessErrors } from "../errors.ts";
import { putBackRows, putBackText } from "../put-back-rows.ts";
import { foreignAccess } from "../stamped-access.ts";

type Words = { readonly zh: string; readonly en: string };

/** A row that should not be as it is, in words. */
type FoundRow = { readonly what: Words; readonly key: string; readonly text: Words };

/** 核对账号数据: when it was looked last, null before the first time; and what was found. */
export type RowCheck = { readonly at: string | null; readonly found: readonly FoundRow[] };

/** How often it is looked whether a new day has come; and, where something was found, whether it is mended. */
const lookEveryMs = 3_600_000;

const tableTexts: Readonly<Record<string, Words>> = {
  "access.account": { zh: "账号", en: "Account" },
  "access.password": { zh: "密码", en: "Password" },
  "access.authenticator": { zh: "验证器", en: "Authenticator" },
  "access.passkey": { zh: "通行密钥", en: "Passkey" },
  "access.setup_code": { zh: "启用码", en: "Setup code" },
  "access.identity_link": { zh: "统一身份", en: "Identity" },
  "access.appointment": { zh: "任职", en: "Appointment" },
  "access.session": { zh: "登录", en: "Session" },
  "access.emergency": { zh: "应急查看", en: "Emergency access" },
};

const foreignText: Words = {
  zh: "不是本程序写的，或者后来被改过，不作数",
  en: "not written by this program, or changed since; it does not count",
};

/** Holds accounts, proofs, appointments and sessions against their stamps and against the log, and remembers what was found last. */
export class RowChecks {
  readonly #tools: AccessTools;
  #last: RowCheck = { at: null, found: [] };

  constructor(tools: AccessTools) {
    this.#tools = tools;
  }

  get last(): RowCheck {
    return this.#last;
  }

  /** Looks now. The run, and how many were found, stand in the log. */
  async look(): Promise<void> {
    const { db, cipher } = this.#tools;
    // Each for itself: the first locks what it looks at, and the second reads the whole log.
    const foreign = await db.asOwner((tx) => foreignAccess(tx, cipher));
    const putBack = await db.asOwner((tx) => putBackRows(tx, cipher));
    const found = [
      ...foreign.map((row) => ({ ...row, text: foreignText })),
      ...putBack.map((row) => ({ ...row, text: putBackText(row) })),
    ].map(({ table, key, text }) => ({ what: tableTexts[table] ?? { zh: table, en: table }, key, text }));
    await db.asOwner((tx) => logJob(tx, "check-rows", "access.check-rows", [`found:${found.length}`]));
    this.#last = { at: instant(this.#tools), found };
  }

  /**
   * Looks once a day; again each hour while something is found.
   * @param onFault told of what went wrong, which is tried again within the hour, and of what was found; `onLooked` of a look that found nothing
   * @returns how to stop
   */
  keep({ onFault, onLooked }: { readonly onFault: (error: unknown) => void; readonly onLooked: () => void }): () => Promise<void> {
    let lookedOn = "";
    const look = async () => {
      const day = today(this.#tools.clock);
      if (day === lookedOn && this.#last.found.length === 0) return;
      await this.look();
      lookedOn = day;
      if (this.#last.found.length > 0) throw accessErrors.rowsNotAsLogged(this.#last.found.length);
      onLooked();
    };
    return repeat(look, { everyMs: lookEveryMs, isAtOnce: true, onFault });
  }
}

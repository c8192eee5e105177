import type { Per } from "./compiled-pack.ts";
import type { Fen } from "./money.ts";
import type { FactName } from "./vocabulary.ts";

/** What a claim says that amounts read, from the columns of the group `claim`; sums in fen. Where the columns lie, a subclass knows. */
export abstract class Claim {
  private readonly counts: Readonly<Record<Per, number>>;
  private readonly totals: Readonly<Record<"month" | "year" | "lifetime" | "months", number>>;

  /** @param index the position of each fact in the vocabulary */
  constructor(index: ReadonlyMap<FactName, number>) {
    const column = (name: FactName) => index.get(name) ?? -1;
    this.counts = {
      month: column("claim.months"),
      day: column("claim.days"),
      case: column("claim.cases"),
      once: -1,
      year: -1,
      academic_year: -1,
    };
    this.totals = {
      month: column("claim.paid_this_month"),
      year: column("claim.paid_this_year"),
      lifetime: column("claim.paid_in_lifetime"),
      months: column("claim.months_paid_this_year"),
    };
  }

  /** What was written in a column, or null; a default is not written. */
  protected abstract given(column: number): number | null;

  /** What a column holds, defaults applied. */
  protected abstract known(column: number): number;

  /** A count that is not written is one, except for days and cases, which nobody can guess. */
  count(per: Per): number | null {
    return this.bill(this.counts[per]) ?? (per === "day" || per === "case" ? null : 1);
  }

  /** A bill, or null where none was written. */
  bill(column: number): Fen | null {
    return column < 0 ? null : this.given(column);
  }

  get paidThisMonth(): Fen {
    return this.total(this.totals.month);
  }

  get paidThisYear(): Fen {
    return this.total(this.totals.year);
  }

  get paidInLifetime(): Fen {
    return this.total(this.totals.lifetime);
  }

  get monthsPaidThisYear(): number {
    return this.total(this.totals.months);
  }

  private total(column: number): number {
    return column < 0 ? 0 : this.known(column);
  }
}

import type { SourceKey } from "../record/source.ts";
import { dayText } from "./calendar.ts";
import type { Random } from "./random.ts";
import type { Body, RecordHistory } from "../loading/history.ts";

/** What holds from a day on. A null body says that nothing holds from then on. */
export type Step = {
  readonly from: number;
  readonly body: Body | null;
  /** The day on which it ends where that is known beforehand (a school year). */
  readonly until?: number;
};

/** How many days pass until a source has told of something: usually up to so many. */
const usualLags: Readonly<Record<SourceKey, number>> = {
  officer: 5,
  federation: 10,
  police: 20,
  "civil-affairs": 35,
  "rural-affairs": 60,
  education: 60,
  "human-resources": 60,
  health: 60,
  "medical-insurance": 60,
  housing: 60,
  provider: 30,
  survey: 15,
  person: 45,
};

/** How much is heard of only months later. */
const lateShare = 0.05;

/**
 * Writes records as an office comes to know them. Nobody knows beforehand when something will end: it is recorded as open, and when the end is heard of that version is
 * replaced by one that ends. What had happened before the file was opened is all entered on that day.
 */
export class RecordBook {
  readonly records: RecordHistory[] = [];
  readonly random: Random;
  /** The day on which the file was opened. */
  readonly openedOn: number;
  readonly today: number;
  /** The day from which nothing is said any more, whatever was going on: the death. Name, birth and registration stay. */
  readonly endsOn: number | null;

  constructor(random: Random, days: { readonly openedOn: number; readonly today: number; readonly endsOn: number | null }) {
    this.random = random;
    this.openedOn = days.openedOn;
    this.today = days.today;
    this.endsOn = days.endsOn;
  }

  /** What holds one after another, in the order of time. */
  tell(kind: string, source: SourceKey, steps: readonly Step[]): void {
    this.#write(kind, source, this.#cut(steps), this.openedOn);
  }

  /** As {@link tell}, and the death does not end it. */
  tellForEver(kind: string, source: SourceKey, steps: readonly Step[]): void {
    this.#write(kind, source, steps, this.openedOn);
  }

  /** What was believed first and was wrong, and from the day of the correction on what is so. */
  correct(kind: string, source: SourceKey, mistaken: Step, steps: readonly Step[]): void {
    const first = Math.max(this.openedOn, mistaken.from);
    const correctedOn = this.random.between(first + 20, this.today);
    if (first + 20 > this.today) return this.tellForEver(kind, source, steps);
    this.#keep(kind, source, mistaken, mistaken.until ?? null, first, correctedOn);
    this.#write(kind, source, steps, correctedOn);
  }

  /** One fact that is a kind of its own. */
  fact(name: string, source: SourceKey, from: number, value: boolean | number | string, until?: number | null): void {
    if (until !== undefined && until !== null && until <= from) return;
    const step = { from, body: { [name]: value } };
    this.tell(name, source, until === undefined || until === null ? [step] : [step, { from: until, body: null }]);
  }

  #cut(steps: readonly Step[]): readonly Step[] {
    const end = this.endsOn;
    if (end === null) return steps;
    const before = steps.filter(({ from }) => from < end);
    const last = before.at(-1);
    return !last?.body || (last.until !== undefined && last.until <= end) ? before : [...before, { from: end, body: null }];
  }

  #write(kind: string, source: SourceKey, steps: readonly Step[], notBefore: number): void {
    let knownOn = notBefore;
    for (let place = 0; place < steps.length; place++) {
      const step = steps[place] as Step;
      if (step.from > this.today) return;
      if (place === 0) knownOn = this.#hearOf(step, source, notBefore);
      const next = steps[place + 1];
      const hasNext = next !== undefined && next.from <= this.today;
      const nextKnownOn = hasNext ? this.#hearOf(next, source, knownOn) : knownOn;
      const planned = step.until ?? null;
      const end = hasNext && (planned === null || next.from < planned) ? next.from : planned;
      if (end !== planned && nextKnownOn > knownOn) {
        this.#keep(kind, source, step, planned, knownOn, nextKnownOn);
        this.#keep(kind, source, step, end, nextKnownOn);
      } else this.#keep(kind, source, step, end, knownOn);
      knownOn = nextKnownOn;
    }
  }

  /** The day on which a source tells of a step: never before it told of the one before. */
  #hearOf({ from }: Step, source: SourceKey, notBefore: number): number {
    return Math.min(this.today, Math.max(notBefore, from + this.#lag(source)));
  }

  #keep(kind: string, source: SourceKey, { from, body }: Step, to: number | null, recordedOn: number, replacedOn?: number): void {
    if (!body || (to !== null && to <= from)) return;
    const validFrom = dayText(from);
    const validTo = to === null ? null : dayText(to);
    const known = dayText(recordedOn);
    this.records.push(
      replacedOn === undefined
        ? { kind, validFrom, validTo, source, recordedOn: known, body }
        : { kind, validFrom, validTo, source, recordedOn: known, replacedOn: dayText(replacedOn), body },
    );
  }

  #lag(source: SourceKey): number {
    const usual = this.random.between(0, usualLags[source]);
    return this.random.chance(lateShare) ? usual + this.random.between(90, 420) : usual;
  }
}

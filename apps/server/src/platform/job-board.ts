import type { Clock } from "./clock.ts";
import { faultOf } from "./log.ts";
import { Refusal } from "./refusal.ts";

type Words = { readonly zh: string; readonly en: string };

/** Something that the server does by itself, and how it went lately. */
export type Job = {
  readonly name: string;
  readonly text: Words;
  readonly everySeconds: number;
  /** When it went well last; null before the first time. */
  readonly lastAt: string | null;
  /** Since when every try failed. */
  readonly failingSince: string | null;
  /** What went wrong last: a refusal in its words, any other fault by its name and code, which say nothing of anybody. */
  readonly fault: Words | null;
};

/** What one job tells of itself. */
export type JobNotes = { readonly done: () => void; readonly failed: (error: unknown) => void };

/** 后台任务: what this server does by itself, for whoever runs it. It remembers since this start. */
export class JobBoard {
  readonly #clock: Clock;
  readonly #jobs = new Map<string, Job>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get jobs(): readonly Job[] {
    return [...this.#jobs.values()];
  }

  /** Puts a job on the board. @returns with what it tells how it went */
  add({ name, text, everySeconds }: Pick<Job, "name" | "text" | "everySeconds">): JobNotes {
    const note = (job: Omit<Job, "name" | "text" | "everySeconds">) => this.#jobs.set(name, { name, text, everySeconds, ...job });
    note({ lastAt: null, failingSince: null, fault: null });
    return {
      done: () => note({ lastAt: this.#now(), failingSince: null, fault: null }),
      failed: (error) => {
        const before = this.#jobs.get(name);
        note({ lastAt: before?.lastAt ?? null, failingSince: before?.failingSince ?? this.#now(), fault: wordsOf(error) });
      },
    };
  }

  #now(): string {
    return this.#clock.now().toISOString();
  }
}

function wordsOf(error: unknown): Words {
  if (error instanceof Refusal) return { zh: error.zh, en: error.en };
  const { name, code } = faultOf(error);
  const said = code === undefined ? name : `${name} ${code}`;
  return { zh: said, en: said };
}

type Repetition = {
  readonly everyMs: number;
  /** Whether it is done at once too, and not only after the first interval. */
  readonly isAtOnce?: boolean;
  /** Told of what went wrong, which is tried again at the next turn. */
  readonly onFault: (error: unknown) => void;
  /** What is done once more when it ends. */
  readonly last?: () => Promise<void>;
};

/**
 * Does something again and again, one time after the other, for as long as the process has something else to do.
 * @returns how to stop: what is being done is finished first
 */
export function repeat(work: () => Promise<void>, { everyMs, isAtOnce = false, onFault, last }: Repetition): () => Promise<void> {
  let running: Promise<void> | null = null;
  const turn = () => {
    running ??= work()
      .catch(onFault)
      .finally(() => {
        running = null;
      });
  };
  if (isAtOnce) turn();
  const timer = setInterval(turn, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
    await last?.().catch(onFault);
  };
}

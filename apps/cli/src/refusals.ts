import { Refusal } from "@huican/server/commands";

/** Runs a command; what the server refuses is told in both languages, and the command ends with 1. */
export async function refusalsToStderr(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`${error.zh}\n${error.en}  [${error.code}]`);
    process.exitCode = 1;
  }
}

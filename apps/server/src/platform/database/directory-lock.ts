import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** How long a process that was just told to end may take to put everything away. */
const patienceMs = 15_000;

/**
 * Takes a directory for this process alone: two would each write their own truth. The file says who has it; a dead holder's is taken over.
 *
 * @param program a part of the holder's command line, so that another process that later got the same number is not taken for it
 * @returns how to give the directory back, or the number of the process that has it
 */
export async function lockDirectory(directory: string, program: string): Promise<(() => void) | number> {
  const path = join(directory, "huican.lock");
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      const file = openSync(path, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = holderIn(path);
    if (!isRunning(holder, program)) rmSync(path, { force: true });
    else if (Date.now() > until) return holder;
    else await wait(200);
  }
}

function holderIn(path: string): number {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    // It was given back in between.
    return 0;
  }
}

function isRunning(pid: number, program: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(program);
  } catch {
    // Not every system tells what a process runs.
    return true;
  }
}

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** How often the folders are looked at, in milliseconds: a save must be answered within a second, checking included. */
const every = 100;

/** How long nothing may change before a save counts as finished: editors write a file in several steps. */
const settled = 60;

/**
 * One turn at once and one after each save below some folders, until the signal. It compares names, times and sizes instead of waiting for events of the system:
 * on Linux those lose a file once an editor has replaced it by another of the same name, and shared drives send none. A look at the packs costs some
 * two milliseconds.
 */
export async function* saves(folders: readonly string[], signal: AbortSignal): AsyncGenerator<void> {
  // Taken before the first turn, so that a save during that turn is not lost.
  let seen = stampOf(folders);
  yield;
  for (;;) {
    if (!(await pause(every, signal))) return;
    let stamp = stampOf(folders);
    if (stamp === seen) continue;
    do {
      seen = stamp;
      if (!(await pause(settled, signal))) return;
      stamp = stampOf(folders);
    } while (stamp !== seen);
    yield;
  }
}

/** Names, times and sizes of all YAML files; empty for a folder that is gone. */
function stampOf(folders: readonly string[]): string {
  return folders.flatMap(stampsBelow).join("\n");
}

function stampsBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".yaml"))
      .map((path) => stampOfFile(join(folder, path)));
  } catch {
    // Gone, or going while we look: the next look sees how it ended.
    return [];
  }
}

function stampOfFile(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return `${path} ${stats?.mtimeMs} ${stats?.ino} ${stats?.size}`;
}

/** Waits; false where the signal came first. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

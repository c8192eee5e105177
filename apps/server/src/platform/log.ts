import { pino, type Logger } from "pino";
import { Refusal } from "./refusal.ts";

/** The levels that a server may be told to log. */
export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** The server's log: one JSON line an event, on standard error. It holds codes and paths, never what somebody typed. */
export function createLog(level: LogLevel = "warn"): Logger {
  return pino({ level, base: null }, pino.destination(2));
}

/** A fault as the log keeps it: its kind, its codes, and where in our code it arose. */
type LoggedFault = {
  readonly name: string;
  readonly code?: string;
  /** What the schema calls the rule that was broken. */
  readonly constraint?: string;
  /** The words of a refusal, which never holds a value. */
  readonly words?: string;
  readonly frames: readonly string[];
};

/**
 * What may be written down of a fault. Its message stays out, and whatever else hangs on it: a database, a parser or a library repeats there what somebody typed, a whole row
 * even.
 */
export function faultOf(error: unknown): LoggedFault {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const { name, message, stack = "", code, constraint } = error as Error & { readonly code?: unknown; readonly constraint?: unknown };
  return {
    name,
    ...(typeof code === "string" && { code }),
    ...(typeof constraint === "string" && { constraint }),
    ...(error instanceof Refusal && { words: error.en }),
    // The message may have lines that look like frames.
    frames: stack.replace(message, "").split("\n").filter(isFrame),
  };
}

function isFrame(line: string): boolean {
  return /^\s+at /.test(line);
}

export type { Logger };

import { pino, type Logger } from "pino";

/** The levels that a server may be told to log. */
export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** The server's log: one JSON line an event, on standard error. It holds codes and paths, never what somebody typed. */
export function createLog(level: LogLevel = "warn"): Logger {
  return pino({ level, base: null }, pino.destination(2));
}

export type { Logger };

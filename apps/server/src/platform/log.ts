import { pino, type Logger } from "pino";

/** The server's log: one JSON line an event, on standard error. It holds codes and paths, never what somebody typed. */
export function createLog(): Logger {
  return pino({ level: process.env["HUICAN_LOG"] ?? "warn", base: null }, pino.destination(2));
}

export type { Logger };

import { spawn } from "node:child_process";
import { join } from "node:path";

/** The command as it is installed. */
export const command = join(import.meta.dirname, "../bin/huican.mjs");

export type Result = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Runs the command as a user does, with something on standard input. */
export function huican(args: readonly string[], input = ""): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], { stdio: ["pipe", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
    // A command that refuses its flags does not read its input.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

export function jsonLines(text: string): readonly Record<string, unknown>[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { rounded, type Figure } from "../figure.ts";

/** How long the server takes from its start to people that can be asked for: the first time with making them, then again. */
export async function startTimes(directory: string, print: (figure: Figure) => void): Promise<void> {
  const first = await startOnce(directory);
  print({
    figure: "register.first_start_s",
    value: rounded(first),
    unit: "s",
    target: "≤ 60",
    reference: "npm start after the install to 20,000 people with today's snapshot, PGlite",
  });
  const later = await startOnce(directory);
  print({ figure: "register.later_start_s", value: rounded(later), unit: "s", target: "≤ 5", reference: "the same server started again" });
}

function startOnce(directory: string): Promise<number> {
  const startedAt = performance.now();
  const server = spawn(process.execPath, [join(import.meta.dirname, "../../apps/server/src/main.ts")], {
    env: { ...process.env, PORT: "0", HUICAN_DATA: directory, DATABASE_URL: "", HUICAN_DEMO: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let taken: number | null = null;
    createInterface(server.stdout).on("line", (line) => {
      if (!line.includes("Register ready")) return;
      taken = (performance.now() - startedAt) / 1000;
      server.kill("SIGTERM");
    });
    server.once("exit", (code) => (taken === null ? reject(new Error(`The server ended with ${code}.`)) : resolve(taken)));
  });
}

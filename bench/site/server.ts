import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

/** The public site as it is started for real, in a process of its own; without a register, which has figures of its own. */
export async function startServer(cookieSecret: string): Promise<{ readonly origin: string; readonly stop: () => void }> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../apps/server/src/main.ts")], {
    env: { ...process.env, PORT: String(port), HUICAN_COOKIE_KEY: cookieSecret, HUICAN_DATA: "none" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  return { origin: `http://localhost:${port}`, stop: () => child.kill() };
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

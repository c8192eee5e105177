import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { databaseErrors } from "../errors.ts";

/** The process of an embedded database. It is started when it is needed, and again where it ended by itself: what was committed is found again. */
export class EmbeddedProcess {
  private readonly directory: string;
  private readonly socket: string;
  private child: ChildProcess | null = null;
  private starting: Promise<void> | null = null;

  constructor(directory: string, socket: string) {
    this.directory = directory;
    this.socket = socket;
  }

  /** @throws Refusal where another process has the directory, or the database does not start */
  async run(): Promise<void> {
    if (this.isRunning()) return;
    this.starting ??= this.start().finally(() => {
      this.starting = null;
    });
    await this.starting;
  }

  async end(): Promise<void> {
    await this.starting?.catch(() => {});
    const { child } = this;
    if (!child || !this.isRunning()) return;
    await new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      // It ends once nobody speaks with it any more; signals are not for it.
      child.disconnect();
    });
  }

  /** The system short of memory ends it, a disk without room, or an administrator. */
  private isRunning(): boolean {
    return this.starting === null && this.child?.exitCode === null && this.child.signalCode === null;
  }

  private async start(): Promise<void> {
    const child = fork(join(import.meta.dirname, "embedded-server.ts"), [this.directory, this.socket], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.child = child;
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2_000)));
    // Node shows the source of an error too, which tells an administrator nothing.
    const reason = () => said.split("\n").findLast((line) => /^\w*Error: /.test(line)) ?? "";
    await new Promise<void>((resolve, reject) => {
      child.once("message", (message) => {
        if (message === "ready") resolve();
        else reject(databaseErrors.inUse(this.directory, (message as { heldBy: number }).heldBy));
      });
      child.once("exit", () => reject(databaseErrors.embeddedFailed(this.directory, reason())));
    });
  }
}

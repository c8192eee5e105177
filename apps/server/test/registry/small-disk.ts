import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk in memory that is soon full. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), "huican-disk-"));

  /** @throws where this process may not mount a disk */
  constructor(megabytes: number) {
    // The server may run as a user of its own.
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=777`, "tmpfs", this.folder], { stdio: "ignore" });
  }

  /** Something else takes all the room but so many bytes. */
  fillUp(butBytes: number): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(join(this.folder, "ballast"), Buffer.alloc(bavail * bsize - butBytes));
  }

  makeRoom(): void {
    rmSync(join(this.folder, "ballast"));
  }

  end(): void {
    execFileSync("umount", ["--lazy", this.folder]);
    rmSync(this.folder, { recursive: true });
  }
}

/** Mounting is for root, and in some containers not even for root. */
export function canMount(): boolean {
  try {
    new SmallDisk(1).end();
    return true;
  } catch {
    return false;
  }
}

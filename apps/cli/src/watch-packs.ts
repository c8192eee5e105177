import { relative } from "node:path";
import { isBase, packIds, type PackFile } from "@huican/engine/compile";
import { layPackFiles, ownFolders, type LaidPackFiles } from "@huican/server/commands";
import { checkPack, type Report } from "./check-pack.ts";
import { both, styled } from "./output.ts";
import { printReport } from "./print-report.ts";
import { saves } from "./saves.ts";

/** A screen of faults is enough to go on with. */
const mostFaults = 12;

/** Checks the packs of a folder, or one of them, and again whatever a save touches. Ends with exit code 0 when interrupted. */
export async function watchPacks(folder: string, only: string | undefined): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());
  const watch = new PackWatch(folder, only);
  for await (const _ of saves([...new Set([folder, ownFolders.packs])], interrupted.signal)) watch.look();
  console.log(both("\n已停止", "stopped"));
}

/** What was read and found last, so that only what has changed is checked again. */
class PackWatch {
  private readonly folder: string;
  private readonly only: string | undefined;
  private files: ReadonlyMap<string, PackFile> = new Map();
  private readonly reports = new Map<string, Report>();

  constructor(folder: string, only: string | undefined) {
    this.folder = folder;
    this.only = only;
  }

  /** Reads the files and prints what is wrong with the packs that a change touches; nothing where no text has changed. */
  look(): void {
    const startedAt = performance.now();
    const read = this.read();
    if (!read) return;
    const { laid, changed } = this.kept(read);
    if (changed.length === 0) return;
    const ids = this.only === undefined ? idsOf(laid.own) : [this.only];
    for (const id of this.reports.keys()) if (!ids.includes(id)) this.reports.delete(id);
    const touched = new Set(changed.map((path) => path.split("/")[0]));
    const affected = ids.filter((id) => isAffected(this.reports.get(id), touched));
    if (affected.length > 0 || ids.length === 0) this.check(laid, changed, affected, startedAt);
  }

  /** What was read, with every file that has not changed as it was: what is known of it need not be worked out again. */
  private kept(laid: LaidPackFiles): { readonly laid: LaidPackFiles; readonly changed: readonly string[] } {
    const before = this.files;
    const asBefore = (file: PackFile): PackFile => {
      const known = before.get(file.path);
      return known?.text === file.text ? known : file;
    };
    const files = laid.files.map(asBefore);
    this.files = new Map(files.map((file) => [file.path, file]));
    return { laid: { ...laid, files }, changed: changedPaths(before, this.files) };
  }

  private read(): LaidPackFiles | null {
    try {
      const laid = layPackFiles(this.folder, ownFolders.packs);
      // The pack that is watched is gone when it is gone from the folder, even where an installed one has the same name.
      const isGone = this.only !== undefined && !packIds(laid.own).includes(this.only);
      return isGone ? { ...laid, files: laid.files.filter(({ path }) => !path.startsWith(`${this.only}/`)) } : laid;
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      // A folder that is deleted or renamed while we read it: it may come back with the next step of whoever does that.
      console.log(
        `${styled("red", `✗ 读不到文件夹“${this.folder}”，恢复后会自动重新检查。`)}\n  The folder cannot be read; it is checked again once it is back.`,
      );
      this.files = new Map();
      this.reports.clear();
      return null;
    }
  }

  /** Each pack is answered as soon as it is checked. */
  private check(laid: LaidPackFiles, changed: readonly string[], ids: readonly string[], startedAt: number): void {
    if (process.stdout.isTTY) process.stdout.write("\u001b[2J\u001b[3J\u001b[H");
    const locate = (path: string) => relative(process.cwd(), laid.locate(path));
    if (changed.length <= 3) console.log(styled("dim", `— ${changed.map(locate).join("  ")}`));
    if (ids.length === 0) console.log(both(`“${this.folder}”里还没有规则文件`, "there is no pack in this folder yet"));
    for (const id of ids) {
      const report = checkPack(laid.files, id);
      this.reports.set(id, report);
      printReport(inOrder(report, changed), locate, mostFaults);
    }
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
    const waiting = both("保存后自动重查，按 Ctrl-C 结束", "checked again after each save, Ctrl-C ends");
    console.log(styled("dim", `${both(`用时 ${seconds} 秒`, `${seconds} s`)} · ${waiting}`));
  }
}

function idsOf(own: readonly PackFile[]): readonly string[] {
  return packIds(own).filter((id) => !isBase(own, id));
}

/** Whether a change in some folders touches a pack; one that was never made may be touched by anything. */
function isAffected(report: Report | undefined, folders: ReadonlySet<string | undefined>): boolean {
  return !report || report.folders.length === 0 || report.folders.some((folder) => folders.has(folder));
}

/** The faults of the files at hand first. */
function inOrder(report: Report, changed: readonly string[]): Report {
  const isAtHand = ({ file }: { readonly file: string }) => changed.includes(file);
  return { ...report, faults: [...report.faults.filter(isAtHand), ...report.faults.filter((fault) => !isAtHand(fault))] };
}

function changedPaths(before: ReadonlyMap<string, PackFile>, after: ReadonlyMap<string, PackFile>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
}

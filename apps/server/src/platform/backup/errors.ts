import type { KeyPlaceName } from "../errors.ts";
import { Refusal } from "../refusal.ts";

/** Everything that is refused about backups (备份), on one screen. */
export const backupErrors = {
  exists: (path: string) =>
    new Refusal(
      "backup.exists",
      `已经有这个文件：${path}。备份不覆盖旧文件，请换一个名字。`,
      `There is a file of this name already: ${path}. A backup overwrites nothing; choose another name.`,
    ),
  notWritten: (path: string) =>
    new Refusal(
      "backup.not-written",
      `备份文件不能写入：${path}。请检查文件夹是否存在、权限和磁盘。没有留下文件，名册没有改动。`,
      `The backup cannot be written: ${path}. Check that the folder is there, its permissions and the disk. No file was left, and the register is as it was.`,
    ),
  diskFull: (path: string) =>
    new Refusal(
      "backup.disk-full",
      `放备份的磁盘满了：${path}。没有留下文件，名册没有改动。请腾出空间或换一个位置。`,
      `The disk for the backup is full: ${path}. No file was left, and the register is as it was. Make room or choose another place.`,
    ),
  unreadable: (path: string) =>
    new Refusal("backup.unreadable", `备份文件读不了：${path}。没有改动。`, `The backup cannot be read: ${path}. Nothing was changed.`),
  notABackup: (path: string) =>
    new Refusal(
      "backup.not-a-backup",
      `这不是惠残的备份文件：${path}。没有改动。`,
      `This is no backup of Huican: ${path}. Nothing was changed.`,
    ),
  newerFormat: (path: string) =>
    new Refusal(
      "backup.newer-format",
      `备份来自更新的版本：${path}。请用新版程序恢复。没有改动。`,
      `The backup comes from a newer version: ${path}. Restore it with the newer program. Nothing was changed.`,
    ),
  newerSchema: (number: number, known: number) =>
    new Refusal(
      "backup.newer-schema",
      `备份来自更新的版本（第 ${number} 步，本程序只到第 ${known} 步）。请用新版程序恢复。没有改动。`,
      `The backup comes from a newer version (step ${number}; this program knows ${known}). Restore it with the newer program. Nothing was changed.`,
    ),
  otherSchema: (name: string) =>
    new Refusal(
      "backup.other-schema",
      `备份和本程序的数据结构不一致（${name}）：程序文件可能被改动过。请用当时的程序恢复。没有改动。`,
      `The backup and this program disagree about the schema (${name}): the program may have been edited. Restore it with the program of then. Nothing was changed.`,
    ),
  incomplete: (path: string) =>
    new Refusal(
      "backup.incomplete",
      `备份文件不完整，后面的内容没有了：${path}。没有改动。请用另一份备份。`,
      `The backup is not complete, its end is missing: ${path}. Nothing was changed. Use another copy.`,
    ),
  damaged: (path: string) =>
    new Refusal(
      "backup.damaged",
      `备份文件损坏，或被改动过：${path}。没有改动。请用另一份备份。`,
      `The backup is damaged, or was changed: ${path}. Nothing was changed. Use another copy.`,
    ),
  keysMissing: ({ zh, en }: KeyPlaceName, versions: string) =>
    new Refusal(
      "backup.keys-missing",
      `没有找到密钥：${zh}。这份备份要用第 ${versions} 版密钥打开。请先把密钥放回去。没有改动。`,
      `No keys are there: ${en}. This backup opens with keys of version ${versions}. Put them there first. Nothing was changed.`,
    ),
  otherKeys: ({ zh, en }: KeyPlaceName) =>
    new Refusal(
      "backup.other-keys",
      `密钥不是这份备份的：${zh}。请找出和备份同一套的密钥。没有改动。`,
      `The keys are not those of this backup: ${en}. Find those that belong to it. Nothing was changed.`,
    ),
  keysTooOld: ({ zh, en }: KeyPlaceName, missing: string) =>
    new Refusal(
      "backup.keys-too-old",
      `密钥比备份旧，缺少第 ${missing} 版：${zh}。请用换密钥以后保存的密钥。没有改动。`,
      `The keys are older than the backup and lack version ${missing}: ${en}. Use those that were copied after the keys were changed. Nothing was changed.`,
    ),
  signingKeyMissing: ({ zh, en }: KeyPlaceName) =>
    new Refusal(
      "backup.signing-key-missing",
      `密钥里没有签署访问记录的那一把，恢复以后不能查验：${zh}。请用备份当时的密钥。没有改动。`,
      `The keys lack the pair that signed the access log, which could not be verified then: ${en}. Use the keys of the time of the backup. Nothing was changed.`,
    ),
  notEmpty: (people: number) =>
    new Refusal(
      "backup.not-empty",
      `这里已经有一本名册（${people}份档案）。恢复会把它整个换掉：确定要换，请先备份它，再加上 --replace。没有改动。`,
      `There is a register here already (${people} files). Restoring puts the backup in its place: if that is meant, back it up first, then add --replace. Nothing was changed.`,
    ),
  inUse: (others: number) =>
    new Refusal(
      "backup.in-use",
      `还有${others}个连接在用这个数据库。请先停止惠残服务和其他程序，再恢复。没有改动。`,
      `The database has ${others} other connections. Stop Huican and whatever else uses it, then restore. Nothing was changed.`,
    ),
};

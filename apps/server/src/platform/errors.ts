import { Refusal } from "./refusal.ts";

/** Everything that is refused in the configuration, on one screen. */
export const configurationErrors = {
  port: () => new Refusal("configuration.port", "PORT 应为0到65535之间的整数。", "PORT must be a whole number from 0 to 65535."),
  log: (levels: readonly string[]) =>
    new Refusal("configuration.log", `HUICAN_LOG 应为下列之一：${levels.join("、")}。`, `HUICAN_LOG must be one of: ${levels.join(", ")}.`),
  cookieKey: (least: number) =>
    new Refusal(
      "configuration.cookie-key",
      `HUICAN_COOKIE_KEY 太短：至少${least}个字符，例如 openssl rand -base64 32 给出的。`,
      `HUICAN_COOKIE_KEY is too short: at least ${least} characters, such as what openssl rand -base64 32 gives.`,
    ),
  publicUrl: () =>
    new Refusal(
      "configuration.url",
      "HUICAN_URL 应为网站对外的网址，例如 https://huican.example.gov.cn，后面不带路径。",
      "HUICAN_URL must be the address that the public knows, such as https://huican.example.gov.cn, without a path.",
    ),
  contact: () =>
    new Refusal(
      "configuration.contact",
      "HUICAN_CONTACT 应为一行联系方式，最多200字。",
      "HUICAN_CONTACT must be one line of at most 200 characters.",
    ),
  corsOrigins: () =>
    new Refusal(
      "configuration.cors-origins",
      "HUICAN_CORS_ORIGINS 应为用逗号隔开的网站来源，如 https://www.example.org，不带路径；或者只写 *。",
      "HUICAN_CORS_ORIGINS must be origins such as https://www.example.org, without a path, separated by commas; or * alone.",
    ),
  trustedProxies: () =>
    new Refusal(
      "configuration.trusted-proxies",
      "HUICAN_TRUSTED_PROXIES 应为用逗号隔开的 IP 地址或网段，如 127.0.0.1,10.0.0.0/8。",
      "HUICAN_TRUSTED_PROXIES must be addresses or networks such as 127.0.0.1,10.0.0.0/8, separated by commas.",
    ),
  casesPerMinute: () =>
    new Refusal(
      "configuration.cases-per-minute",
      "HUICAN_CASES_PER_MINUTE 应为整数：每个地址每分钟可以判定几个案例；0 为不限。",
      "HUICAN_CASES_PER_MINUTE must be a whole number: how many cases an address may send in a minute; 0 is no limit.",
    ),
  readingLimit: (name: string) =>
    new Refusal(
      "configuration.reading-limit",
      `${name} 应为整数：一个人可以查阅多少；0 为不限。`,
      `${name} must be a whole number: how much one person may read; 0 is no limit.`,
    ),
  databaseUrl: () =>
    new Refusal(
      "configuration.database-url",
      "DATABASE_URL 和 DATABASE_OWNER_URL 应为 PostgreSQL 的地址，如 postgres://用户名:密码@主机:5432/数据库名。",
      "DATABASE_URL and DATABASE_OWNER_URL must be addresses of a PostgreSQL database, such as postgres://user:password@host:5432/name.",
    ),
  ownerAlone: () =>
    new Refusal(
      "configuration.owner-alone",
      "设了 DATABASE_OWNER_URL（表的所有者），还要设 DATABASE_URL（日常连接的用户）。",
      "With DATABASE_OWNER_URL, the owner of the tables, goes DATABASE_URL, the user that serves requests.",
    ),
  oidc: () =>
    new Refusal(
      "configuration.oidc",
      "HUICAN_OIDC_ISSUER、HUICAN_OIDC_CLIENT_ID、HUICAN_OIDC_CLIENT_SECRET 要一起设置；发行方应为 https 网址。",
      "HUICAN_OIDC_ISSUER, HUICAN_OIDC_CLIENT_ID and HUICAN_OIDC_CLIENT_SECRET are set together; the issuer is an https address.",
    ),
  twoKeyPlaces: () =>
    new Refusal(
      "configuration.two-key-places",
      "HUICAN_KEYS（密钥文件）和 HUICAN_KEY_PROGRAM（取密钥的程序）只能设一个。",
      "Set either HUICAN_KEYS (a file of keys) or HUICAN_KEY_PROGRAM (a program that fetches them), not both.",
    ),
  demo: () =>
    new Refusal(
      "configuration.demo",
      "HUICAN_DEMO 应为 yes（示例数据）或 no（正式使用）。",
      "HUICAN_DEMO must be yes (a sample to look at) or no (real use).",
    ),
};

/** Everything that is refused about the database, on one screen. */
export const databaseErrors = {
  directory: (directory: string) =>
    new Refusal(
      "database.directory",
      `数据目录不能写入：${directory}。请检查权限和磁盘空间，或用 HUICAN_DATA 换一个目录。`,
      `The data directory cannot be written: ${directory}. Check its permissions and the space on the disk, or choose another with HUICAN_DATA.`,
    ),
  foreignDirectory: (directory: string) =>
    new Refusal(
      "database.foreign-directory",
      `数据目录里有别的东西，或者它是一个文件：${directory}。请用 HUICAN_DATA 指定一个空目录，或原来的数据目录。没有改动。`,
      `The data directory holds something else, or is a file: ${directory}. Name an empty directory with HUICAN_DATA, or that of a register. Nothing was changed.`,
    ),
  directoryTooDeep: (directory: string) =>
    new Refusal(
      "database.directory-too-deep",
      `数据目录的路径太长：${directory}。请用 HUICAN_DATA 换一个短一些的。没有改动。`,
      `The path of the data directory is too long: ${directory}. Choose a shorter one with HUICAN_DATA. Nothing was changed.`,
    ),
  inUse: (directory: string, pid: number) =>
    new Refusal(
      "database.in-use",
      `数据目录正被另一个惠残程序使用（进程 ${pid}）：${directory}。请先停掉它，或用 HUICAN_DATA 换一个目录。数据没有受损。`,
      `Another Huican (process ${pid}) is using the data directory ${directory}. Stop it first, or choose another with HUICAN_DATA. No data was harmed.`,
    ),
  embeddedFailed: (directory: string, said: string) =>
    new Refusal(
      "database.embedded-failed",
      `内置数据库没有启动：${directory}。可能是磁盘已满，或数据来自更新的版本。数据没有改动。\n${said}`,
      `The embedded database did not start: ${directory}. The disk may be full, or the data may come from a newer version. Nothing was changed.\n${said}`,
    ),
  notAllowed: () =>
    new Refusal(
      "database.not-allowed",
      "DATABASE_URL（设了 DATABASE_OWNER_URL 的，是后者）的用户没有足够的权限：第一次启动要能建表和建角色（CREATEROLE）。数据没有改动。",
      "The user of DATABASE_URL, or of DATABASE_OWNER_URL where that is set, may not do enough: the first start creates tables and a role (CREATEROLE). Nothing was changed.",
    ),
  servingUser: () =>
    new Refusal(
      "database.serving-user",
      "设了 DATABASE_OWNER_URL 时，DATABASE_URL 应是另一个普通用户：不是表的所有者或其成员，没有 SUPERUSER、CREATEROLE、BYPASSRLS。没有授予任何权限。",
      "Where DATABASE_OWNER_URL is set, DATABASE_URL must be another, ordinary user: not the owner or a member of it, without SUPERUSER, CREATEROLE or BYPASSRLS. Nothing was granted.",
    ),
  unreachable: () =>
    new Refusal(
      "database.unreachable",
      "连不上 DATABASE_URL 或 DATABASE_OWNER_URL 所指的数据库。请检查地址、用户名、密码，以及数据库是否在运行。",
      "The database of DATABASE_URL or DATABASE_OWNER_URL cannot be reached. Check the address, the user, the password, and that it is running.",
    ),
  lost: () =>
    new Refusal(
      "database.lost",
      "和数据库的连接断了，这一步没有保存。请稍后再试；一直不行，请管理员检查数据库是否在运行。",
      "The connection to the database was lost, and this step was not saved. Try again in a moment; if it stays so, an administrator has to check that the database is running.",
    ),
  diskFull: () =>
    new Refusal(
      "database.disk-full",
      "数据库所在的磁盘满了，这一步没有保存。已有的数据没有受损。请管理员腾出空间。",
      "The disk of the database is full, and this step was not saved. What was there is unharmed. An administrator has to make room.",
    ),
  busy: () =>
    new Refusal(
      "database.busy",
      "别人正在改同样的档案，这一步没有保存。请再试一次。",
      "Somebody else is changing the same files, and this step was not saved. Try once more.",
    ),
  tooOld: (version: string) =>
    new Refusal(
      "database.too-old",
      `数据库版本是 PostgreSQL ${version}，需要15或更高版本。`,
      `The database is PostgreSQL ${version}; 15 or later is needed.`,
    ),
  editedMigration: (name: string) =>
    new Refusal(
      "database.edited-migration",
      `数据库已执行过 ${name}，但文件后来被改动过。请恢复原来的程序文件；数据没有改动。`,
      `The database has taken ${name}, but that file was edited since. Restore the program's own file; no data was changed.`,
    ),
  newerDatabase: (number: number, known: number) =>
    new Refusal(
      "database.newer",
      `数据库来自更新的版本（第 ${number} 步，本程序只到第 ${known} 步）。请使用新版程序；数据没有改动。`,
      `The database comes from a newer version (step ${number}; this program knows ${known}). Use the newer program; no data was changed.`,
    ),
};

/** Where the keys are kept, in words: a file or a key service, with the setting that says so. */
export type KeyPlaceName = { readonly zh: string; readonly en: string };

/** Everything that is refused about keys and sealed values, on one screen. */
export const cipherErrors = {
  keysMissing: ({ zh, en }: KeyPlaceName) =>
    new Refusal(
      "cipher.keys-missing",
      `没有找到密钥：${zh}。数据库里已有加密的内容，没有密钥打不开。请在那里恢复密钥；数据没有改动。`,
      `No keys are there: ${en}. The database holds sealed values that do not open without them. Restore them there; no data was changed.`,
    ),
  keysNotWritten: ({ zh, en }: KeyPlaceName) =>
    new Refusal(
      "cipher.keys-not-written",
      `密钥没有写入：${zh}。请检查权限和空间，看是不是有人同时在改，或换一个位置。`,
      `The keys were not written: ${en}. Check permissions and space, and that nobody else replaces them now, or choose another place.`,
    ),
  keyProgramFailed: (program: string) =>
    new Refusal(
      "cipher.key-program-failed",
      `取密钥的程序没有成功：${program}。请单独运行它看是什么问题（HUICAN_KEY_PROGRAM），也看密钥服务是否正常；数据没有改动。`,
      `The program that fetches the keys did not succeed: ${program}. Run it by itself to see what is wrong (HUICAN_KEY_PROGRAM), and see whether the key service runs; no data was changed.`,
    ),
  otherKeys: ({ zh, en }: KeyPlaceName) =>
    new Refusal(
      "cipher.other-keys",
      `密钥不是这个数据库的：${zh}。请恢复原来的密钥；数据没有改动。`,
      `The keys are not those of this database: ${en}. Restore the right ones; no data was changed.`,
    ),
  keysUnreadable: ({ zh, en }: KeyPlaceName) =>
    new Refusal(
      "cipher.keys-unreadable",
      `密钥的内容不对：${zh}。请恢复原来的密钥；数据没有改动。`,
      `The keys cannot be read: ${en}. Restore them as they were; no data was changed.`,
    ),
  keyVersionMissing: (version: number) =>
    new Refusal(
      "cipher.key-version-missing",
      `现有的密钥里没有第 ${version} 版，用它加密的内容打不开。请恢复包含它的密钥；数据没有改动。`,
      `The keys have no version ${version}, and what it sealed does not open. Restore keys that have it; no data was changed.`,
    ),
  passphraseTooShort: (least: number) =>
    new Refusal(
      "cipher.passphrase-too-short",
      `口令至少要${least}个字符。没有写入。`,
      `The passphrase needs ${least} characters at least. Nothing was written.`,
    ),
  keysAreThere: ({ zh, en }: KeyPlaceName) =>
    new Refusal(
      "cipher.keys-are-there",
      `那里已经有内容了：${zh}。密钥从不覆盖，请先看清是什么，再移走或换一个位置。没有改动。`,
      `There is something already: ${en}. Keys overwrite nothing: see what it is, then move it or choose another place. Nothing was changed.`,
    ),
  copyUnreadable: (path: string) =>
    new Refusal(
      "cipher.copy-unreadable",
      `这不是密钥副本，或者读不了：${path}。没有改动。`,
      `This is no copy of keys, or it cannot be read: ${path}. Nothing was changed.`,
    ),
  copyDoesNotOpen: () =>
    new Refusal(
      "cipher.copy-does-not-open",
      "密钥副本打不开：口令不对，或文件损坏。没有改动。",
      "The copy of the keys does not open: the passphrase is another, or the file is damaged. Nothing was changed.",
    ),
  doesNotOpen: () =>
    new Refusal(
      "cipher.does-not-open",
      "一项加密的内容打不开：密钥不对，或内容被改动过。请联系系统管理员。",
      "A sealed value does not open: the key is another, or the value was changed. Ask the administrator of the system.",
    ),
};

/** Everything that is refused of a request before a module looks at it. No sentence repeats what was sent. */
export const requestErrors = {
  notJson: () => new Refusal("request.not-json", "请求正文应为 JSON。", "The body of the request must be JSON."),
  shape: (path: string) =>
    new Refusal(
      "request.shape",
      `请求的格式不对${path && `：${path}`}。请对照接口说明。`,
      `The request has another shape than the contract's${path && `: ${path}`}. Look at the reference.`,
    ),
  tooLarge: (bytes: number) =>
    new Refusal(
      "request.too-large",
      `请求太大，最多${Math.floor(bytes / 1024)} KB。`,
      `The request is too large: ${Math.floor(bytes / 1024)} KB at most.`,
    ),
  tooManyNumbers: () =>
    new Refusal(
      "request.too-many-numbers",
      "这一小时里查了太多没有结果的号码。请一小时后再按号码查，或者按姓名查；号码请照证件核对。",
      "Too many numbers that led to nobody were searched for in this hour. Search by name, or by number in an hour; check the number against the card.",
    ),
  internal: () =>
    new Refusal(
      "request.internal",
      "服务器出了问题，没有保存任何改动。请再试；还不行，请把编号告诉管理员。",
      "Something broke here, and nothing was changed. Try again; if it stays so, tell the administrator the reference.",
    ),
};

/** Everything that is refused about the access log, on one screen. */
export const auditErrors = {
  logIsKept: () =>
    new Refusal(
      "audit.log-is-kept",
      "访问记录只能增加，不能修改或删除。没有改动。",
      "The access log is only added to: nothing of it is changed or removed. Nothing was done.",
    ),
  notOnesOwn: () =>
    new Refusal(
      "audit.not-ones-own",
      "只能查看自己的档案，或者自己所代理的人的档案，有谁看过。",
      "You can see who looked at your own file, or at that of somebody whom you represent.",
    ),
  chainChanged: (seq: number) =>
    new Refusal(
      "audit.chain-changed",
      `访问记录的第${seq}条和刚才封存的不一样：有人改动过数据库。已停止封存；请马上运行 huican audit verify 并保留现场。`,
      `Place ${seq} of the access log is not what was sealed a moment ago: somebody changed the database. Sealing has stopped; run huican audit verify at once and keep everything as it is.`,
    ),
  otherSigningKey: () =>
    new Refusal(
      "audit.other-signing-key",
      "访问记录上次不是用现有的密钥签的。多台服务器要用同一套密钥；如果没有别的服务器，请马上运行 huican audit verify。已停止封存。",
      "The access log was last signed with a key that is not among ours. Several servers need the same keys; if there is no other server, run huican audit verify at once. Sealing has stopped.",
    ),
  logHasFaults: () =>
    new Refusal(
      "audit.log-has-faults",
      "访问记录有问题，没有清除任何记录。请先运行 huican audit verify 查清。",
      "The access log is not whole, so nothing was removed. Run huican audit verify first and find out why.",
    ),
  notACheckpoint: (line: number) =>
    new Refusal(
      "audit.not-a-checkpoint",
      `检查点文件第${line}行不是检查点。请用 huican audit export 导出的文件。`,
      `Line ${line} of the file of checkpoints is none. Use a file that huican audit export wrote.`,
    ),
  checkpointsUnreadable: (path: string) =>
    new Refusal("audit.checkpoints-unreadable", `检查点文件读不了：${path}。`, `The file of checkpoints cannot be read: ${path}.`),
};

import { operators, type FirstAdministrator, type User } from "@huican/server/commands";
import { Command } from "commander";
import { installedPacks } from "./installed.ts";
import { both, styled } from "./output.ts";
import { refusalsToStderr } from "./refusals.ts";
import { UsageError } from "./usage-error.ts";

/** `huican users`: accounts for whoever runs the server, at the machine itself. */
export function usersCommand(): Command {
  return new Command("users")
    .description(
      both(
        "账号：第一批管理员、名单、锁定、重置（在服务器上使用）",
        "accounts: the first administrators, list, lock, reset (on the server itself)",
      ),
    )
    .addCommand(firstAdministratorsCommand())
    .addCommand(listCommand())
    .addCommand(nameCommand("lock", "锁定一个账号，马上退出", "lock an account; its owner is out at once"))
    .addCommand(nameCommand("unlock", "解锁一个账号", "unlock an account"))
    .addCommand(resetCommand());
}

type Administrators = { readonly system: string; readonly security: string; readonly audit: string };

function firstAdministratorsCommand(): Command {
  const person = (zh: string, en: string) => both(`${zh}：登录名=姓名`, `${en}: sign-in name=name`);
  return new Command("first-administrators")
    .description(
      both("创建第一批管理员：三个不同的人，各得一个启用码", "create the first administrators: three people, each with a setup code"),
    )
    .requiredOption("--system <name=name>", person("系统管理员", "system administrator"))
    .requiredOption("--security <name=name>", person("安全保密管理员", "security administrator"))
    .requiredOption("--audit <name=name>", person("安全审计员", "audit administrator"))
    .action((flags: Administrators) =>
      refusalsToStderr(async () => {
        const people = administratorsOf(flags);
        const { operatorUsers } = await operators();
        const made = await operatorUsers.firstAdministrators(await installedPacks(), people);
        for (const { role, signInName, displayName, code } of made)
          console.log(`${role.padEnd(24)} ${signInName}  ${displayName}  ${styled("bold", code)}`);
        console.log(sayOnce());
      }),
    );
}

function administratorsOf({ system, security, audit }: Administrators): readonly FirstAdministrator[] {
  const person = (role: FirstAdministrator["role"], text: string): FirstAdministrator => {
    const [signInName = "", displayName = ""] = text.split("=");
    if (!signInName || !displayName) throw new UsageError("管理员要写成“登录名=姓名”。", "Write an administrator as sign-in name=name.");
    return { role, signInName, displayName };
  };
  return [person("system-administrator", system), person("security-administrator", security), person("audit-administrator", audit)];
}

function listCommand(): Command {
  return new Command("list")
    .description(both("全部账号和今天的任职", "all accounts, and what they are appointed to today"))
    .option("--json", both("以 JSON 输出", "print JSON"))
    .action((flags: { readonly json?: true }) =>
      refusalsToStderr(async () => {
        const { operatorUsers } = await operators();
        const users = await operatorUsers.list(await installedPacks());
        if (flags.json) console.log(JSON.stringify(users, null, 2));
        else for (const user of users) printUser(user);
      }),
    );
}

function printUser({ signInName, displayName, isLocked, appointments }: User): void {
  const held = appointments.map(({ role, area, section }) => [role, area, section].filter(Boolean).join(" ")).join("; ");
  const line = `${signInName.padEnd(24)} ${displayName}  ${held}`;
  console.log(isLocked ? styled("dim", `${line}  ${both("已锁定", "locked")}`) : line);
}

function nameCommand(verb: "lock" | "unlock", zh: string, en: string): Command {
  return new Command(verb)
    .description(both(zh, en))
    .argument("<name>", both("登录名", "sign-in name"))
    .action((signInName: string) =>
      refusalsToStderr(async () => {
        const { operatorUsers } = await operators();
        await operatorUsers[verb](await installedPacks(), signInName);
        console.log(both("已完成", "done"));
      }),
    );
}

function resetCommand(): Command {
  return new Command("reset")
    .description(both("作废以前的登录方式，给一个新的启用码", "void the proofs of an account and give a new setup code"))
    .argument("<name>", both("登录名", "sign-in name"))
    .action((name: string) =>
      refusalsToStderr(async () => {
        const { operatorUsers } = await operators();
        console.log(styled("bold", await operatorUsers.reset(await installedPacks(), name)));
        console.log(sayOnce());
      }),
    );
}

function sayOnce(): string {
  return both(
    "启用码只显示这一次，24小时内有效。请当面交给本人，在 /signin/setup 使用。",
    "Setup codes are shown this once and good for 24 hours. Hand each to its owner, for /signin/setup.",
  );
}

import { Command, CommanderError } from "commander";
import { askCommand } from "./ask.ts";
import { auditCommand } from "./audit.ts";
import { backupCommand, restoreCommand } from "./backup.ts";
import { checkCommand } from "./check.ts";
import { decideCommand } from "./decide.ts";
import { diffCommand } from "./diff.ts";
import { explainCommand } from "./explain.ts";
import { factsCommand } from "./facts.ts";
import { importCommand } from "./import.ts";
import { keysCommand } from "./keys.ts";
import { newPackCommand } from "./new-pack.ts";
import { both } from "./output.ts";
import { packsCommand } from "./packs.ts";
import { registerCommand } from "./register.ts";
import { runCommand } from "./run.ts";
import { sampleCommand } from "./sample.ts";
import { schemaCommand } from "./schema.ts";
import { showCommand } from "./show.ts";
import { textCommand } from "./text.ts";
import { UsageError } from "./usage-error.ts";
import { usersCommand } from "./users.ts";
import { usageInChinese } from "./usage-in-chinese.ts";

/** Bad usage: the command could not even begin. */
const badUsage = 2;

const program = new Command("huican")
  .description(
    both("惠残：按文件判定残疾人能享受什么，并说明理由", "Huican: decides what a document grants to disabled people, with reasons"),
  )
  .addCommand(decideCommand())
  .addCommand(explainCommand())
  .addCommand(askCommand())
  .addCommand(textCommand())
  .addCommand(diffCommand())
  .addCommand(runCommand())
  .addCommand(schemaCommand())
  .addCommand(checkCommand())
  .addCommand(factsCommand())
  .addCommand(newPackCommand())
  .addCommand(packsCommand())
  .addCommand(showCommand())
  .addCommand(sampleCommand())
  .addCommand(registerCommand())
  .addCommand(importCommand())
  .addCommand(usersCommand())
  .addCommand(auditCommand())
  .addCommand(keysCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .helpOption("-h, --help", both("显示帮助", "show help"))
  .helpCommand("help [command]", both("显示某个命令的帮助", "show help of a command"));

for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
  command
    .helpOption("-h, --help", both("显示帮助", "show help"))
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
}

// Whoever read the output has had enough (`| head`): nothing is wrong.
process.stdout.on("error", (error) => {
  if (isClosedPipe(error)) process.exit();
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.zh}\n${error.message}`);
    process.exitCode = badUsage;
  } else if (error instanceof CommanderError) {
    if (error.exitCode !== 0) console.error(`${usageInChinese(error)}\n${error.message}`);
    process.exitCode = error.exitCode === 0 ? 0 : badUsage;
  } else {
    throw error;
  }
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

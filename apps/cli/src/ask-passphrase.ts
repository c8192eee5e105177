import { createInterface } from "node:readline";
import { isCancel, password } from "@clack/prompts";
import { both } from "./output.ts";
import { UsageError } from "./usage-error.ts";

/**
 * A passphrase: asked where somebody sits at a terminal, else the first line of standard input. It is never an argument: those stand in lists of processes.
 * @param isNew whether it is typed twice
 */
export async function askPassphrase(isNew: boolean): Promise<string> {
  if (!process.stdin.isTTY) return firstLine();
  const first = await ask(both("口令", "Passphrase"));
  if (isNew && (await ask(both("再输一遍", "Once more"))) !== first)
    throw new UsageError("两次输入的口令不一样。没有写入。", "The two passphrases differ. Nothing was written.");
  return first;
}

async function ask(message: string): Promise<string> {
  const answer = await password({ message });
  if (isCancel(answer)) throw new UsageError("已取消。", "Cancelled.");
  return answer;
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return "";
}

import type { Fact } from "@huican/engine";
import { Command } from "commander";
import { folderOption, installedPacks } from "./installed.ts";
import { both, bothOf, styled } from "./output.ts";
import { UsageError } from "./usage-error.ts";

const typeNames: Readonly<Record<Fact["type"], string>> = {
  bool: both("是否", "yes or no"),
  int: both("整数", "whole number"),
  money: both("金额（元）", "yuan"),
  date: both("日期", "day"),
  region: both("行政区划", "division code"),
  enum: both("选项", "choice"),
};

/** `huican facts`: what an expression may ask about a person, found by a word in either language. */
export function factsCommand(): Command {
  return new Command("facts")
    .description(both("查词汇表里有哪些事项", "look up the facts of the vocabulary"))
    .argument("[word]", both("名称或代号里的一个词，例如 低保", "a word of the name or the label, such as allowance"))
    .addOption(folderOption())
    .action(async (word: string | undefined, flags: { readonly folder?: string }) => {
      const packs = await installedPacks(flags.folder);
      const facts = [...packs.values()].at(-1)?.compiled.vocabulary.facts ?? [];
      const found = facts.filter((fact) => word === undefined || mentions(fact, word));
      if (found.length === 0)
        throw new UsageError(
          `词汇表里没有提到“${word}”。请换一个词，或只写 huican facts 看全部。`,
          `No fact mentions "${word}". Try another word, or none.`,
        );
      for (const fact of found) print(fact);
    });
}

/** Whether a word stands in a fact's name, its question or its choices. */
function mentions(fact: Fact, word: string): boolean {
  const texts = [fact.label, fact.ask, fact.help, ...(fact.values ?? []).map((value) => value.text)].flatMap((text) =>
    text ? [text.zh, text.en] : [],
  );
  return [fact.name, ...texts].some((text) => text.toLowerCase().includes(word.toLowerCase()));
}

function print(fact: Fact): void {
  const notes = [
    fact.derived ? both("由其他事项推算", "follows from others") : "",
    fact.officer ? both("由工作人员认定", "an officer judges it") : "",
    fact.procedure ? both("不能作为条件", "never a condition") : "",
  ].filter(Boolean);
  console.log(`${styled("bold", fact.name)}  ${bothOf(fact.label)}  ${styled("dim", [typeNames[fact.type], ...notes].join(" · "))}`);
  for (const value of fact.values ?? []) console.log(`    '${value.key}'  ${bothOf(value.text)}`);
}

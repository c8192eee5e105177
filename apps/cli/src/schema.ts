import { Command, Option } from "commander";
import type { Fact, FactName, Program } from "@huican/engine";
import { duckdb, populationStatement, populationTable, postgres, spark, type Dialect } from "@huican/engine/sql";
import { folderOption, installedPacks, namedPack } from "./installed.ts";
import { both, styled } from "./output.ts";
import { benefitKeys, programFor, type ProgramFlags } from "./program.ts";

type Flags = ProgramFlags & {
  readonly pack: string;
  readonly folder?: string;
  readonly benefit?: readonly string[];
  readonly format: "table" | "csv" | "json" | "sql";
  readonly dialect: Dialect["name"];
};

const dialects: Readonly<Record<Dialect["name"], Dialect>> = { duckdb, postgres, spark };

/** `huican schema`: the table of people that a pack's rules read. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description(both("列出整表判定需要的列", "the table that `huican run` and the SQL statement read"))
    .requiredOption("--pack <id>", both("文件代码", "the pack"))
    .addOption(folderOption())
    .option("--as-of <day>", both("哪一天，默认今天", "the day, today by default"))
    .option(
      "--param <name=value...>",
      both("参数，可多次", "a parameter, may be repeated"),
      (value: string, all: readonly string[]) => [...all, value],
      [],
    )
    .option("--benefit <key...>", both("只看这些待遇", "only for these benefits"))
    .addOption(
      new Option(
        "--format <format>",
        both("说明表、空白 CSV、JSON，或建表和判定的 SQL", "a list, an empty CSV, JSON, or the SQL of table and statement"),
      )
        .choices(["table", "csv", "json", "sql"])
        .default("table"),
    )
    .addOption(
      new Option("--dialect <name>", both("SQL 写给哪种数据库", "the database that the SQL is for"))
        .choices(Object.keys(dialects))
        .default("duckdb"),
    )
    .action(async (flags: Flags) => {
      const pack = namedPack(await installedPacks(flags.folder), flags.pack);
      const program = programFor(pack, flags);
      const benefits = benefitKeys(pack, flags.benefit);
      const { sql, reads } = populationStatement(program, dialects[flags.dialect], "people", benefits ? { benefits } : {});
      console.log(printed(program, sql, reads, flags));
    });
}

function printed(program: Program, sql: string, reads: readonly FactName[], { format, dialect }: Flags): string {
  const { vocabulary } = program.pack.compiled;
  const facts = vocabulary.facts.filter(({ name }) => reads.includes(name));
  switch (format) {
    case "csv":
      return ["id", ...reads].join(",");
    case "json":
      return JSON.stringify(facts.map(described), null, 2);
    case "sql":
      return `${populationTable(vocabulary, reads, dialects[dialect], "people", "text")};\n\n${sql};`;
    case "table":
      return [
        `${styled("bold", "id")}  ${both("编号，每人一个，不要用身份证号", "a number for each person, not the identity number")}`,
        ...facts.map(line),
      ].join("\n");
  }
}

function described(fact: Fact): object {
  return {
    name: fact.name,
    type: fact.type,
    zh: fact.label.zh,
    en: fact.label.en,
    ...(fact.values && { values: fact.values.map(({ key }) => key) }),
  };
}

const types: Readonly<Record<Fact["type"], string>> = {
  bool: both("是/否", "true or false"),
  int: both("整数", "whole number"),
  money: both("元，最多两位小数", "yuan, at most two decimals"),
  date: both("日期，如 2024-03-01", "a day such as 2024-03-01"),
  region: both("6、9或12位区划代码，没有填 none", "a division code of 6, 9 or 12 digits, none for none"),
  enum: both("选项", "one of"),
};

function line(fact: Fact): string {
  const choices = fact.values ? `（${fact.values.map(({ key, text }) => `${key} ${text.zh}`).join("、")}）` : "";
  return `${styled("bold", fact.name)}  ${fact.label.zh} / ${fact.label.en}  ${styled("dim", `${types[fact.type]}${choices}`)}`;
}

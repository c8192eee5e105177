import type { Fact } from "@huican/engine";

/** How one column of a file becomes one fact, in SQL: what the trimmed text of a cell is read as, the value, null where it is absent or cannot be used, and what is wrong with it. */
export type Cell = {
  readonly parsed: string;
  /** The fact's value in the type that the rules read; money as whole fen. Reads what was parsed. */
  readonly value: string;
  /** The code of what is wrong with a cell that is not empty but has no value. */
  readonly fault: string;
};

/** The columns that a cell's SQL reads: its text, null where it is empty, and what that was parsed as. */
type Columns = { readonly text: string; readonly parsed: string };

const yes = ["true", "1", "yes", "y", "是", "有", "√"];
const no = ["false", "0", "no", "n", "否", "无", "没有"];

/** @param lastDay the last day that a date may have */
export function cellOf(fact: Fact, { text, parsed }: Columns, lastDay: string): Cell {
  switch (fact.type) {
    case "bool":
      return { parsed: `lower(${text})`, value: truth(parsed), fault: "'wrong_type'" };
    case "int":
      return wholeNumber(fact, text, parsed);
    case "money":
      return money(text, parsed);
    case "date":
      return {
        parsed: day(text),
        value: `case when ${parsed} between date '1850-01-01' and date ${quoted(lastDay)} then ${parsed} end`,
        fault: `case when ${parsed} is null then 'bad_date' else 'out_of_range' end`,
      };
    case "region":
      return { parsed: `lower(${text})`, value: region(parsed), fault: "'bad_value'" };
    case "enum":
      return { parsed: text, value: choice(fact, parsed), fault: "'bad_value'" };
  }
}

function truth(text: string): string {
  return `case when ${isOneOf(text, yes)} then true when ${isOneOf(text, no)} then false end`;
}

function wholeNumber(fact: Fact, text: string, number: string): Cell {
  const [least, greatest] = fact.range ?? [0, null];
  const whole = `${number} = floor(${number})`;
  return {
    parsed: `try_cast(${text} as double)`,
    value: `case when ${whole} and ${number} between ${least ?? -2_147_483_647} and ${greatest ?? 2_147_483_647} then cast(${number} as integer) end`,
    fault: `case when ${whole} then 'out_of_range' else 'wrong_type' end`,
  };
}

/** Yuan with at most two decimals, at most ten thousand million. */
function money(text: string, fen: string): Cell {
  const whole = `${fen} = floor(${fen})`;
  return {
    parsed: `try_cast(${text} as decimal(18, 6)) * 100`,
    value: `case when ${whole} and ${fen} between 0 and 1000000000000 then cast(${fen} as bigint) end`,
    fault: `case when ${whole} then 'out_of_range' else 'wrong_type' end`,
  };
}

/** `2024-03-01`, also as spreadsheets and registers write it: 2024/3/1, 2024-03-01 00:00:00, 2024年3月1日 and 20240301. */
function day(text: string): string {
  const dashed = `regexp_replace(${text}, '^(\\d{4})(\\d{2})(\\d{2})$', '\\1-\\2-\\3')`;
  const written = "^(\\d{4})[-/年](\\d{1,2})[-/月](\\d{1,2})日?([ T]00:00:00(\\.0+)?Z?)?$";
  return `try_cast(case when regexp_matches(${dashed}, '${written}') then regexp_replace(${dashed}, '${written}', '\\1-\\2-\\3') end as date)`;
}

function region(text: string): string {
  return `case when regexp_full_match(${text}, '\\d{6}(\\d{3}(\\d{3})?)?') then ${text} when ${isOneOf(text, ["none", "无"])} then 'none' end`;
}

function choice(fact: Fact, text: string): string {
  const branches = (fact.values ?? []).map(({ key, text: label }) => `when ${isOneOf(text, [key, label.zh])} then ${quoted(key)}`);
  return `case ${branches.join(" ")} end`;
}

/** Of `in`, DuckDB makes a join with buffers of its own: with a hundred columns, half a gigabyte. */
function isOneOf(text: string, values: readonly string[]): string {
  return `list_contains([${values.map(quoted).join(", ")}], ${text})`;
}

/** A text as a literal of SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function doubleQuoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

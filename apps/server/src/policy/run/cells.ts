import type { Fact } from "@huican/engine";

/** How one column of a file becomes one fact: SQL for the value, null where it is absent or cannot be used, and for what is wrong with a cell. */
export type Cell = {
  /** The fact's value in the type that the rules read; money as whole fen. */
  readonly value: string;
  /** The code of what is wrong with a cell that is not empty but has no value. */
  readonly fault: string;
};

const yes = ["true", "1", "yes", "y", "是", "有", "√"];
const no = ["false", "0", "no", "n", "否", "无", "没有"];

/**
 * @param raw SQL for the cell
 * @param type the column's type as DuckDB names it
 */
export function cellOf(fact: Fact, raw: string, type: string): Cell {
  const text = `nullif(trim(cast(${raw} as varchar)), '')`;
  switch (fact.type) {
    case "bool":
      return type === "BOOLEAN" ? { value: raw, fault: "''" } : { value: truth(text), fault: "'wrong_type'" };
    case "int":
      return wholeNumber(fact, text);
    case "money":
      return money(text);
    case "date":
      return { value: type === "DATE" ? raw : date(text), fault: "'bad_date'" };
    case "region":
      return { value: region(text), fault: "'bad_value'" };
    case "enum":
      return { value: choice(fact, text), fault: "'bad_value'" };
  }
}

function truth(text: string): string {
  return `case when lower(${text}) in (${yes.map(quoted).join(", ")}) then true when lower(${text}) in (${no.map(quoted).join(", ")}) then false end`;
}

function wholeNumber(fact: Fact, text: string): Cell {
  const [least, greatest] = fact.range ?? [0, null];
  const number = `try_cast(${text} as double)`;
  const whole = `${number} = floor(${number})`;
  const inside = [`${number} >= ${least ?? -2_147_483_647}`, `${number} <= ${greatest ?? 2_147_483_647}`].join(" and ");
  return {
    value: `case when ${whole} and ${inside} then cast(${number} as integer) end`,
    fault: `case when ${whole} then 'out_of_range' else 'wrong_type' end`,
  };
}

/** Yuan with at most two decimals, at most ten thousand million. */
function money(text: string): Cell {
  const yuan = `try_cast(${text} as decimal(18, 6))`;
  const hasFen = `${yuan} * 100 = floor(${yuan} * 100)`;
  const inside = `${yuan} between 0 and 10000000000`;
  return {
    value: `case when ${hasFen} and ${inside} then cast(${yuan} * 100 as bigint) end`,
    fault: `case when ${hasFen} then 'out_of_range' else 'wrong_type' end`,
  };
}

/** `2024-03-01`, also as spreadsheets write it: 2024/3/1 and 2024-03-01 00:00:00. */
function date(text: string): string {
  const day = `regexp_replace(replace(${text}, '/', '-'), '[ T]00:00:00(\\.0+)?Z?$', '')`;
  return `case when regexp_full_match(${day}, '\\d{4}-\\d{1,2}-\\d{1,2}') then try_cast(${day} as date) end`;
}

function region(text: string): string {
  return `case when regexp_full_match(${text}, '\\d{6}(\\d{3}(\\d{3})?)?') then ${text} when lower(${text}) in ('none', '无') then 'none' end`;
}

function choice(fact: Fact, text: string): string {
  const branches = (fact.values ?? []).map(
    ({ key, text: label }) => `when ${text} in (${quoted(key)}, ${quoted(label.zh)}) then ${quoted(key)}`,
  );
  return `case ${branches.join(" ")} end`;
}

/** A text as a literal of SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

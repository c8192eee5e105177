import type { Clause, Parameter, Per, Reading } from "../compiled-pack.ts";
import { parseDay } from "../day.ts";
import type { Text } from "../text.ts";
import { checkDated } from "./dated.ts";
import type { Fault } from "./fault.ts";
import { readStatement } from "./read-saying.ts";
import type { DefinitionSource } from "./scope.ts";
import { SourceFile, type PackFile, type Source } from "./source.ts";

/** One folder of `packs/` as it stands, before its expressions are lowered. */
export type PackSource = {
  readonly id: string;
  readonly head: Source;
  readonly extended: string | null;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly rates: Source;
  readonly units: ReadonlyMap<string, Text>;
  readonly evidence: ReadonlyMap<string, Text>;
  readonly exclusive: readonly Source[];
  readonly meanings: ReadonlyMap<string, Source>;
  readonly without: readonly Source[];
  readonly definitions: ReadonlyMap<string, DefinitionSource>;
  readonly readings: readonly ReadingSource[];
  readonly clauses: readonly { readonly clause: Clause; readonly source: Source }[];
  readonly measures: readonly SourceFile[];
};

type ReadingSource = { readonly reading: Reading; readonly source: Source };

export const periods = ["once", "case", "day", "month", "year", "academic_year"] as const satisfies readonly Per[];

/** The file names that a pack's folder may hold beside `measures/`. */
const plainFiles = ["definitions.yaml", "readings.yaml", "clauses.yaml", "people.yaml"] as const;

/** Reads the files of one pack. Paths are relative to the folder of all packs. */
export function readPackSource(files: readonly PackFile[], id: string, faults: Fault[]): PackSource | null {
  const own = files.filter((file) => file.path.startsWith(`${id}/`));
  const headFile = own.find((file) => file.path === `${id}/pack.yaml`);
  if (!headFile) return null;
  const open = (name: (typeof plainFiles)[number]) => {
    const file = own.find((candidate) => candidate.path === `${id}/${name}`);
    return file ? new SourceFile(file, faults).root : new SourceFile({ path: `${id}/${name}`, text: "" }, faults).root;
  };
  const head = new SourceFile(headFile, faults).root;
  head.shape(
    ["id", "version", "zh", "en"],
    [
      "extends",
      "document",
      "region",
      "region_zh",
      "region_en",
      "places",
      "in_force",
      "repeals",
      "parameters",
      "rates",
      "units",
      "evidence",
      "exclusive",
      "meanings",
      "without",
      "note",
    ],
  );
  if (head.get("id").exists && head.get("id").string() !== id) {
    head.get("id").fail("wrong_shape", {
      zh: `代码应与文件夹同名（${id}）。`,
      en: `The id must be the name of the folder (${id}).`,
      fixZh: `请改成 ${id}。`,
      fixEn: `Change it to ${id}.`,
    });
  }
  return {
    id,
    head,
    extended: head.get("extends").optionalString(),
    parameters: readParameters(head.get("parameters")),
    rates: head.get("rates"),
    units: readTexts(head.get("units")),
    evidence: readTexts(head.get("evidence")),
    exclusive: head.get("exclusive").items(),
    meanings: readMeanings(head.get("meanings")),
    without: head.get("without").items(),
    definitions: readDefinitions(open("definitions.yaml").get("definitions")),
    readings: readReadings(open("readings.yaml").get("readings")),
    clauses: readClauses(open("clauses.yaml").get("clauses"), id),
    measures: own
      .filter((file) => file.path.startsWith(`${id}/measures/`) && file.path.endsWith(".yaml") && !file.path.endsWith(".cases.yaml"))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map((file) => new SourceFile(file, faults)),
  };
}

function readTexts(source: Source): ReadonlyMap<string, Text> {
  return new Map(
    source.entries().map(({ key, value }) => {
      value.shape(["zh", "en"], ["note", "note_zh", "note_en"]);
      return [key, value.text()];
    }),
  );
}

function readMeanings(source: Source): ReadonlyMap<string, Source> {
  return new Map(
    source.entries().map(({ key, value }) => {
      value.shape(["when"], ["source", "reading", "zh", "en"]);
      return [key, value.get("when")];
    }),
  );
}

function readDefinitions(source: Source): ReadonlyMap<string, DefinitionSource> {
  return new Map(
    source.entries().map(({ key, value }) => {
      value.shape(["zh", "en", "when", "source"], ["reading", "readings", "note", "says"]);
      return [key, { name: key, expression: value.get("when"), says: readStatement(value.get("says")), source: value }];
    }),
  );
}

function readReadings(source: Source): readonly ReadingSource[] {
  return source.items().map((item) => {
    item.shape(["number", "clause", "zh", "en"]);
    return { reading: { number: item.get("number").whole(), clause: item.get("clause").string(), text: item.text() }, source: item };
  });
}

function readClauses(source: Source, pack: string): PackSource["clauses"] {
  return source.items().map((item) => {
    item.shape(["clause", "zh", "en"], ["grants", "none", "note"]);
    const grants = item
      .get("grants")
      .items()
      .map((key) => key.string());
    const none = item.get("none").optionalText();
    if (grants.length === 0 && !none) {
      item.fail("coverage", {
        zh: "每一条款要么列出它给予的待遇，要么说明为何没有。",
        en: "Each clause names the benefits that it grants, or says why there are none.",
        fixZh: "请写 grants 或 none。",
        fixEn: "Write grants or none.",
      });
    }
    return { clause: { pack, clause: item.get("clause").string(), text: item.text(), grants, none }, source: item };
  });
}

function readParameters(source: Source): ReadonlyMap<string, Parameter> {
  return new Map(source.entries().map(({ key, value }) => [key, readParameter(key, value)]));
}

function readParameter(name: string, source: Source): Parameter {
  source.shape(["zh", "en", "type", "source"], ["per", "values", "note"]);
  const type = source.get("type").oneOf(["money", "int", "bool", "date"] as const, "money");
  const dated = source.get("values").items();
  const values = dated.map((item) => {
    item.shape(["value", "source"], ["from", "to", "note"]);
    return {
      from: item.get("from").day(),
      to: item.get("to").day(),
      value: parameterValue(type, item.get("value")),
      source: item.get("source").string(),
    };
  });
  checkDated(values, dated);
  return {
    name,
    text: source.text(),
    type,
    per: source.get("per").exists ? source.get("per").oneOf(periods, "month") : null,
    source: source.get("source").string(),
    values,
  };
}

function parameterValue(type: Parameter["type"], source: Source): number {
  switch (type) {
    case "money":
      return Math.round(source.number() * 100);
    case "int":
      return source.whole();
    case "bool":
      return Number(source.boolean());
    case "date":
      return parseDay(source.day() ?? "") ?? 0;
  }
}

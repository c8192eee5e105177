import { compiledFormat, type Clause, type CompiledPack, type Condition, type Definition, type Reading } from "../compiled-pack.ts";
import { parseRegion } from "../region.ts";
import type { Text } from "../text.ts";
import { chooseExamples } from "./choose-examples.ts";
import { fault, suggestion, type Fault } from "./fault.ts";
import { gatherBenefits } from "./gather-benefits.ts";
import { checkRates, withLocalRate } from "./local-rate.ts";
import { readBenefit, type BenefitContext } from "./read-benefit.ts";
import { readPackSource, type PackSource } from "./read-pack.ts";
import { readVocabulary, type VocabularySource } from "./read-vocabulary.ts";
import { PackScope, type DefinitionSource } from "./scope.ts";
import type { PackFile, Source } from "./source.ts";
import { readWorkedCases } from "./worked-case.ts";

/** A compiled pack with what the checker wants to know about its files. */
export type Compilation = {
  readonly pack: CompiledPack;
  /** Where each benefit stands. */
  readonly places: ReadonlyMap<string, Source>;
  readonly scope: PackScope;
  readonly own: PackSource;
  readonly lineage: readonly PackSource[];
};

/** @param sha256 hexadecimal SHA-256 of a text; given by the caller, so that the engine needs no library for it */
export type CompileOptions = { readonly sha256: (text: string) => string };

/**
 * Compiles a pack and the packs that it extends.
 * @param files every file below the folder of all packs, paths relative to it (`vocabulary/person.yaml`, `leshan-2023/pack.yaml` …)
 * @returns the compilation, or null where its files are so broken that there is none; all faults, at once
 */
export function compilePack(
  files: readonly PackFile[],
  id: string,
  options: CompileOptions,
): { compilation: Compilation | null; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const lineage = readLineage(files, id, faults);
  const own = lineage.at(-1);
  if (!own) return { compilation: null, faults };
  const facts = readVocabulary(vocabularyFiles(files), faults);
  // What is wrong with the cases is said where they are run.
  const examples = chooseExamples(readWorkedCases(files, id, []));
  const compilation = assemble(own, lineage, facts, { examples, hash: options.sha256(fingerprint(files, lineage)) });
  // Where the YAML itself is broken, everything else that seems wrong may only follow from that.
  const broken = faults.filter(({ code }) => code === "yaml");
  return { compilation, faults: broken.length > 0 ? broken : faults };
}

/** The ids of all packs among some files. */
export function packIds(files: readonly PackFile[]): readonly string[] {
  return files.flatMap((file) => /^([^/]+)\/pack\.yaml$/.exec(file.path)?.[1] ?? []).sort();
}

/** A pack that only others extend: it has no document of its own, neither measures nor clauses. */
export function isBase(files: readonly PackFile[], id: string): boolean {
  return !files.some((file) => file.path.startsWith(`${id}/measures/`) || file.path === `${id}/clauses.yaml`);
}

function vocabularyFiles(files: readonly PackFile[]): readonly PackFile[] {
  return files
    .filter((file) => file.path.startsWith("vocabulary/") && file.path.endsWith(".yaml"))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The texts that the rules of a pack are made from: worked cases and sample people are not among them. */
function fingerprint(files: readonly PackFile[], lineage: readonly PackSource[]): string {
  const folders = new Set(["vocabulary", ...lineage.map((pack) => pack.id)]);
  const isRule = ({ path }: PackFile) =>
    folders.has(path.split("/")[0] ?? "") && !path.endsWith(".cases.yaml") && !path.endsWith("/people.yaml");
  const rules = files.filter(isRule).sort((a, b) => (a.path < b.path ? -1 : 1));
  return JSON.stringify([compiledFormat, lineage.at(-1)?.id, ...rules.map(({ path, text }) => [path, text])]);
}

/** The pack and what it extends, the outermost first. */
function readLineage(files: readonly PackFile[], id: string, faults: Fault[]): readonly PackSource[] {
  const lineage: PackSource[] = [];
  let next: string | null = id;
  let askedBy: Source | null = null;
  while (next !== null) {
    const name: string = next;
    const source = readPackSource(files, name, faults);
    if (!source || lineage.some((pack) => pack.id === name)) {
      const place = askedBy?.place ?? { file: `${name}/pack.yaml`, line: 1, column: 1 };
      faults.push(
        fault(source ? "duplicate" : "missing_file", place, {
          zh: source ? `“${name}”绕了一圈又扩展自己。` : `没有文件 ${name}/pack.yaml。`,
          en: source ? `"${name}" extends itself in a circle.` : `There is no file ${name}/pack.yaml.`,
          ...suggestion(name, packIds(files)),
        }),
      );
      break;
    }
    lineage.unshift(source);
    askedBy = source.head.get("extends");
    next = source.extended;
  }
  return lineage;
}

function assemble(
  own: PackSource,
  lineage: readonly PackSource[],
  facts: VocabularySource,
  { examples, hash }: Pick<CompiledPack, "examples" | "hash">,
): Compilation {
  const definitions = merged(lineage, (pack) => pack.definitions);
  const parameters = merged(lineage, (pack) => pack.parameters);
  const { sources: benefitSources, leftOut } = gatherBenefits(lineage);
  const benefitKeys = new Set(benefitSources.keys());
  const scope = new PackScope(
    facts,
    definitions,
    merged(lineage, (pack) => pack.meanings),
    parameters,
    benefitKeys,
  );
  const clauses = gatherClauses(lineage, benefitKeys);
  const readings = gatherReadings(lineage);
  const conditions: Condition[] = [];
  const context: BenefitContext = {
    scope,
    definitions,
    units: merged(lineage, (pack) => pack.units),
    evidence: merged(lineage, (pack) => pack.evidence),
    benefitKeys,
    leftOut,
    clauses: new Set(clauses.map(({ clause }) => clause)),
    readings: new Set(readings.map(({ number }) => number)),
    keep: keeper(conditions),
  };
  const benefits = [...benefitSources.values()].map(({ source, measure }) => withLocalRate(readBenefit(source, measure, context), lineage));
  checkRates(own, benefitKeys);
  scope.lowerUnused();
  return {
    pack: {
      ...headOf(own),
      extended: lineage
        .slice(0, -1)
        .map(({ id, head }) => ({ id, text: head.text(), number: head.get("document").get("number").optionalString() })),
      format: compiledFormat,
      hash,
      vocabulary: facts.vocabulary,
      parameters: [...parameters.values()],
      definitions: [...definitions.values()].filter(({ name }) => scope.used.has(name)).map(definitionOf),
      conditions,
      benefits,
      readings,
      clauses,
      examples,
    },
    places: new Map([...benefitSources].map(([key, { source }]) => [key, source])),
    scope,
    own,
    lineage,
  };
}

function definitionOf({ name, says, source }: DefinitionSource): Definition {
  const reading = source.get("reading");
  return { name, text: source.text(), says, source: source.get("source").string(), reading: reading.exists ? reading.whole() : null };
}

function headOf(
  own: PackSource,
): Pick<
  CompiledPack,
  "id" | "version" | "text" | "document" | "region" | "regionText" | "places" | "inForce" | "inForceReading" | "repeals"
> {
  const { head } = own;
  const document = head.get("document");
  const period = head.get("in_force");
  document.shape([], ["number", "issuer_zh", "issuer_en", "issued", "zh", "en", "url", "note"]);
  period.shape([], ["from", "to", "reading"]);
  const issuer: Text | null = document.get("issuer_zh").exists
    ? { zh: document.get("issuer_zh").string(), en: document.get("issuer_en").string() }
    : null;
  return {
    id: own.id,
    version: head.get("version").string(),
    text: head.text(),
    document: {
      number: document.get("number").optionalString(),
      issuer,
      issued: document.get("issued").day(),
      title: document.get("zh").optionalString(),
      url: readUrl(document.get("url")),
    },
    region: head.get("region").exists ? readRegion(head.get("region")) : null,
    regionText: head.get("region_zh").exists ? { zh: head.get("region_zh").string(), en: head.get("region_en").string() } : null,
    places: head
      .get("places")
      .items()
      .map((item) => {
        item.shape(["code", "zh", "en"]);
        return { code: readRegion(item.get("code")), text: item.text() };
      }),
    inForce: { from: period.get("from").day(), to: period.get("to").day() },
    inForceReading: period.get("reading").exists ? period.get("reading").whole() : null,
    repeals: head
      .get("repeals")
      .items()
      .map((item) => {
        item.shape(["pack", "from"], ["reading"]);
        return { pack: item.get("pack").string(), from: item.get("from").day() ?? "9999-12-31" };
      }),
  };
}

function readUrl(source: Source): string | null {
  const url = source.optionalString();
  if (url === null || /^https?:\/\/[^\s/]+\.[^\s]+$/.test(url)) return url;
  source.fail("wrong_shape", {
    zh: "应是原文在网上的地址。",
    en: "This must be the address of the document on the web.",
    fixZh: "请写成以 https:// 开头的地址；不知道就不写。",
    fixEn: "Write an address that begins with https://; where it is not known, write none.",
  });
  return null;
}

function readRegion(source: Source): string {
  const code = source.string();
  if (code !== "" && parseRegion(code) === null)
    source.fail("wrong_shape", {
      zh: "应是6、9或12位的行政区划代码。",
      en: "This must be a division code of 6, 9 or 12 digits.",
      fixZh: '请写成 "500106" 这样的文字。',
      fixEn: 'Write it as text, such as "500106".',
    });
  return code;
}

/** Every clause that stands somewhere in the lineage. Where two packs number a clause alike, the later one's stands for both. */
function gatherClauses(lineage: readonly PackSource[], benefitKeys: ReadonlySet<string>): readonly Clause[] {
  return lineage.flatMap((pack, i) => {
    const later = new Set(lineage.slice(i + 1).flatMap((other) => other.clauses.map(({ clause }) => clause.clause)));
    return pack.clauses
      .filter(({ clause }) => !later.has(clause.clause))
      .map(({ clause }) => ({ ...clause, grants: clause.grants.filter((key) => benefitKeys.has(key)) }));
  });
}

/** Every reading of the lineage. What a pack takes from another cites its readings by number, so that no number may mean two things. */
function gatherReadings(lineage: readonly PackSource[]): readonly Reading[] {
  const readings = new Map<number, Reading>();
  for (const { reading, source } of lineage.flatMap((pack) => pack.readings)) {
    if (readings.has(reading.number)) {
      const free = Math.max(...lineage.flatMap((pack) => pack.readings.map((each) => each.reading.number))) + 1;
      source.get("number").fail("duplicate", {
        zh: `第${reading.number}号读法已经有了（本文件或被扩展的文件）。`,
        en: `There already is a reading ${reading.number}, here or in the pack extended.`,
        fixZh: `请换一个号，例如 ${free}。`,
        fixEn: `Take another number, such as ${free}.`,
      });
    } else readings.set(reading.number, reading);
  }
  return [...readings.values()];
}

function keeper(conditions: Condition[]): (condition: Condition) => number {
  const positions = new Map<string, number>();
  return (condition) => {
    const key = JSON.stringify(condition);
    let position = positions.get(key);
    if (position === undefined) {
      position = conditions.push(condition) - 1;
      positions.set(key, position);
    }
    return position;
  };
}

function merged<T>(lineage: readonly PackSource[], part: (pack: PackSource) => ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map(lineage.flatMap((pack) => [...part(pack)]));
}

import { rateOf, type Rate } from "./amount.ts";
import type { Benefit, CompiledPack } from "./compiled-pack.ts";
import { formatDay, parseDay, type Day } from "./day.ts";
import { inputError, type InputError } from "./input-error.ts";
import { parseYuan, toYuan } from "./money.ts";
import { Program } from "./program.ts";
import { buildRulebook, enabledName, isInPeriod, rulebookKey, type Rulebook, type Setting } from "./rulebook.ts";

/** Parameters as a caller gives them: `rate.<benefit>` in yuan, `enabled.<benefit>` true or false, and the pack's own. */
export type ParametersInput = Readonly<Record<string, unknown>>;

/** Callers choose days and parameters: what is kept for the next case has a bound, or they could fill the memory. */
const mostPrograms = 512;
const mostRulebooks = 64;

/** An opened pack: everything of the document, and its rules for any day. */
export class Pack {
  readonly compiled: CompiledPack;
  /** The first day on which another installed pack has replaced this one. */
  private readonly repealedFrom: number | null;
  /** Benefits by key, and by their number in the notes on the document. */
  private readonly benefitsByName: ReadonlyMap<string, Benefit>;
  private readonly programs = new Map<string, Program>();
  private readonly rulebooks = new Map<string, Rulebook>();

  constructor(compiled: CompiledPack, repealedFrom: Day | null) {
    this.compiled = compiled;
    this.repealedFrom = repealedFrom === null ? null : parseDay(repealedFrom);
    const numbered = compiled.benefits.flatMap((benefit) => (benefit.ref === null ? [] : [[benefit.ref, benefit] as const]));
    this.benefitsByName = new Map([...numbered, ...compiled.benefits.map((benefit) => [benefit.key, benefit] as const)]);
  }

  get id(): string {
    return this.compiled.id;
  }

  get benefits(): readonly Benefit[] {
    return this.compiled.benefits;
  }

  /** A benefit by its key, or by its number in the notes. */
  benefit(keyOrRef: string): Benefit | undefined {
    return this.benefitsByName.get(keyOrRef);
  }

  /** The last day of the pack: its printed end, or the day before another installed pack repeals it; null is open. */
  get lastDay(): Day | null {
    const printed = this.compiled.inForce.to;
    const repealed = this.repealedFrom === null ? null : formatDay(this.repealedFrom - 1);
    if (printed === null || repealed === null) return printed ?? repealed;
    return printed < repealed ? printed : repealed;
  }

  /** The day itself where the pack is in force on it; else the last day of its time, or the first. */
  nearestDay(day: Day): Day {
    const first = this.compiled.inForce.from;
    const last = this.lastDay;
    if (first !== null && day < first) return first;
    return last !== null && day > last ? last : day;
  }

  /**
   * The rules as they stand on a day.
   * @returns the program, or why a parameter is refused
   */
  on(day: number, parameters: ParametersInput = {}): Program | InputError {
    // A parameter is a plain value: anything else is refused, however deep it is, and is no part of a key.
    const isPlain = Object.values(parameters).every((value) => typeof value !== "object");
    const key = isPlain ? `${day} ${JSON.stringify(parameters)}` : "";
    const known = this.programs.get(key);
    if (known) return known;
    const setting = this.settingOn(day, parameters);
    if ("code" in setting) return setting;
    const program = new Program(this, this.rulebookFor(setting), setting);
    if (this.programs.size >= mostPrograms) this.programs.clear();
    this.programs.set(key, program);
    return program;
  }

  private rulebookFor(setting: Setting): Rulebook {
    const key = rulebookKey(this.compiled, setting);
    const known = this.rulebooks.get(key);
    if (known) return known;
    if (this.rulebooks.size >= mostRulebooks) {
      // A program holds its rulebook, so neither is kept without the other.
      this.rulebooks.clear();
      this.programs.clear();
    }
    const rulebook = buildRulebook(this.compiled, setting);
    this.rulebooks.set(key, rulebook);
    return rulebook;
  }

  private settingOn(day: number, input: ParametersInput): Setting | InputError {
    const overrides = new Map<string, number>();
    for (const [name, value] of Object.entries(input)) {
      const read = this.readParameter(name, value, day);
      if (typeof read !== "number") return read;
      overrides.set(this.ownName(name), read);
    }
    const dated = new Map(
      this.compiled.parameters.map((parameter) => [
        parameter.name,
        parameter.values.find((value) => isInPeriod(day, value))?.value ?? Number.NaN,
      ]),
    );
    for (const benefit of this.compiled.benefits) dated.set(enabledName(benefit.key), benefit.isSwitch ? 0 : 1);
    const param = (name: string) => overrides.get(name) ?? dated.get(name) ?? Number.NaN;
    const isPackInForce = isInPeriod(day, this.compiled.inForce) && (this.repealedFrom === null || day < this.repealedFrom);
    const isOn = (benefit: Benefit) => (overrides.get(enabledName(benefit.key)) ?? (benefit.isSwitch ? 0 : 1)) === 1;
    return {
      asOf: day,
      param,
      inForce: this.compiled.benefits.map((benefit) => isPackInForce && isOn(benefit) && isInPeriod(day, benefit.inForce)),
      rates: this.compiled.benefits.map((benefit) => ratesOn(benefit, day, overrides.get(`rate.${benefit.key}`) ?? null)),
    };
  }

  /** A parameter of a benefit by the benefit's key, however it was named. */
  private ownName(name: string): string {
    const [group, key = ""] = split(name);
    return group === "rate" || group === "enabled" ? `${group}.${this.benefit(key)?.key ?? key}` : name;
  }

  private readParameter(name: string, value: unknown, day: number): number | InputError {
    const path = `params.${name}`;
    const [group, key = ""] = split(name);
    if (group === "enabled" && this.benefit(key)) {
      return typeof value === "boolean" ? Number(value) : inputError.parameterType(path, "bool");
    }
    const rated = group === "rate" ? this.benefit(key) : undefined;
    if (rated) return readRate(path, value, ratesOn(rated, day, null));
    const parameter = this.compiled.parameters.find((candidate) => candidate.name === name);
    if (!parameter) return inputError.unknownParameter(name);
    switch (parameter.type) {
      case "bool":
        return typeof value === "boolean" ? Number(value) : inputError.parameterType(path, "bool");
      case "int":
        return typeof value === "number" && Number.isSafeInteger(value) ? value : inputError.parameterType(path, "int");
      case "date":
        return (typeof value === "string" ? parseDay(value) : null) ?? inputError.parameterType(path, "date");
      case "money": {
        const fen = typeof value === "number" ? parseYuan(value) : null;
        return fen === null || fen < 0 ? inputError.parameterType(path, "money") : fen;
      }
    }
  }
}

/** The lines of an amount that a day leaves open: one, unless transitions depend on the person. */
function ratesOn(benefit: Benefit, day: number, rateFen: number | null): readonly Rate[] {
  const lines = benefit.amounts.filter((line) => isInPeriod(day, line));
  const last = lines.findIndex((line) => line.when === null);
  return (last === -1 ? lines : lines.slice(0, last + 1)).map((line) => rateOf(line, rateFen));
}

/** A local rate stands beside a floor or an unset amount, inside a range or under a cap; a figure of the document it cannot replace. */
function readRate(path: string, value: unknown, rates: readonly Rate[]): number | InputError {
  const fen = typeof value === "number" ? parseYuan(value) : null;
  if (fen === null || fen < 0) return inputError.parameterType(path, "money");
  for (const { line } of rates) {
    const least = line.kind === "cap" ? 0 : line.minFen;
    if (line.kind === "fixed" || line.kind === "share" || line.kind === "computed" || line.kind === "none")
      return inputError.fixedByDocument(path);
    if (line.kind === "floor" && least !== null && fen < least) return inputError.belowFloor(path, toYuan(least));
    if (line.maxFen !== null && (fen > line.maxFen || fen < (least ?? 0)))
      return inputError.outsideBounds(path, toYuan(least ?? 0), toYuan(line.maxFen));
  }
  return fen;
}

function split(name: string): readonly [string, string?] {
  const dot = name.indexOf(".");
  return dot === -1 ? [name] : [name.slice(0, dot), name.slice(dot + 1)];
}

/** A pack by its id, or why there is none. */
export function findPack(packs: ReadonlyMap<string, Pack>, id: string): Pack | InputError {
  return packs.get(id) ?? inputError.unknownPack(id, [...packs.keys()]);
}

/** Opens the packs of an installation together: a pack that names another as repealed ends it. */
export function openPacks(compiled: readonly CompiledPack[]): ReadonlyMap<string, Pack> {
  return new Map(
    compiled.map((pack) => {
      const repeals = compiled.flatMap((other) => other.repeals.filter((repeal) => repeal.pack === pack.id).map((repeal) => repeal.from));
      return [pack.id, new Pack(pack, repeals.sort()[0] ?? null)];
    }),
  );
}

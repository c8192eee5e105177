import { parseDay, type Day } from "./day.ts";
import type { Decision } from "./decision.ts";
import { isInputError, readFacts, type Facts, type MissingMode } from "./facts.ts";
import { inputError, type InputError } from "./input-error.ts";
import { findPack, type Pack, type ParametersInput } from "./pack.ts";
import type { Program } from "./program.ts";

/** What holds for every case that does not say otherwise. */
export type CaseDefaults = {
  readonly pack?: string;
  readonly asOf?: Day;
  readonly missing: MissingMode;
  readonly params: ParametersInput;
  /** Keys or numbers of the benefits to decide; all that fit the subject where left out. */
  readonly benefits?: readonly string[];
  readonly explain: boolean;
};

/** A case that fits its document: the rules on its day, and what is known of its subject. */
type OpenedCase = {
  readonly pack: Pack;
  readonly asOf: Day;
  readonly program: Program;
  readonly facts: Facts;
  /** Keys of the benefits that are asked about; undefined for all. */
  readonly benefits: readonly string[] | undefined;
};

/** The answer to one case, as every backend, the command line and the HTTP API write it. */
export type CaseAnswer = DecidedCase | RefusedCase;
type DecidedCase = {
  readonly id: unknown;
  readonly pack: string;
  readonly as_of: Day;
  readonly version: string;
  readonly hash: string;
  readonly decisions: readonly Decision[];
};
type RefusedCase = { readonly id: unknown; readonly error: InputError };

/** Decides one parsed case, `{id, pack, as_of, missing, params, facts}`. Never throws for what stands in it. */
export function decideCase(packs: ReadonlyMap<string, Pack>, defaults: CaseDefaults, input: unknown): CaseAnswer {
  const opened = openCase(packs, defaults, input);
  const id = isRecord(input) ? (input["id"] ?? null) : null;
  if ("code" in opened) return { id, error: opened };
  const { pack, asOf, program, facts, benefits } = opened;
  const decisions = program.decide(facts, { ...(benefits && { benefits }), explain: defaults.explain });
  return { id, pack: pack.id, as_of: asOf, version: pack.compiled.version, hash: pack.compiled.hash, decisions };
}

/** Reads a parsed case without deciding it: the first thing that is wrong with it, or all that is needed to decide or to ask. */
export function openCase(packs: ReadonlyMap<string, Pack>, defaults: CaseDefaults, input: unknown): OpenedCase | InputError {
  if (!isRecord(input)) return inputError.wrongType("", "object");
  const packId = input["pack"] ?? defaults.pack;
  if (typeof packId !== "string") return inputError.wrongType("pack", "text");
  const pack = findPack(packs, packId);
  if ("code" in pack) return pack;
  const asOf = input["as_of"] ?? defaults.asOf;
  if (typeof asOf !== "string") return inputError.wrongType("as_of", "date");
  const day = parseDay(asOf);
  if (day === null) return inputError.badDate("as_of");
  const missing = input["missing"] ?? defaults.missing;
  if (missing !== "unknown" && missing !== "closed") return inputError.badValue("missing", ["unknown", "closed"]);
  const params = input["params"] ?? defaults.params;
  if (!isRecord(params)) return inputError.wrongType("params", "object");
  const unknownBenefit = defaults.benefits?.find((key) => !pack.benefit(key));
  if (unknownBenefit !== undefined) return inputError.unknownBenefit(unknownBenefit);
  const program = pack.on(day, params);
  if ("code" in program) return program;
  const facts = readFacts(pack.compiled.vocabulary, input["facts"], missing);
  if (isInputError(facts)) return facts;
  const benefits = defaults.benefits?.map((key) => pack.benefit(key)?.key ?? key);
  return { pack, asOf, program, facts, benefits };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

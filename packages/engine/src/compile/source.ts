import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import { parseDay } from "../day.ts";
import type { Text } from "../text.ts";
import { fault, suggestion, type Fault, type FaultCode, type FaultText, type Place } from "./fault.ts";
import { wideSigns, yamlError } from "./yaml-error.ts";

/** A file of a pack as the caller read it; the path is relative to the folder of all packs. */
export type PackFile = { readonly path: string; readonly text: string };

/**
 * One value of a YAML file that knows where it stands. Reading it wrongly shaped adds a fault and gives a harmless value, so that all faults of
 * a pack are found at once.
 */
export class Source {
  readonly file: SourceFile;
  readonly node: Node | null;
  private readonly fallback: Node | null;
  private readonly base: Source | null;

  constructor(file: SourceFile, node: Node | null, fallback: Node | null, base: Source | null = null) {
    this.file = file;
    this.node = node;
    this.fallback = fallback;
    this.base = base;
  }

  /** This map laid over another one, of which it changes some members: those that it does not write are read there. */
  over(base: Source): Source {
    return new Source(this.file, this.node, this.fallback, base);
  }

  /** Whether this map is laid over another one. */
  get isLaidOver(): boolean {
    return this.base !== null;
  }

  /** The map that writes a member: this one, or one below it that it leaves as it is. */
  writerOf(key: string): Source {
    return this.base && !this.writes(key) ? this.base.writerOf(key) : this;
  }

  /** Whether this map itself writes a member. */
  writes(key: string): boolean {
    return isMap(this.node) && this.node.has(key);
  }

  get place(): Place {
    return this.file.placeOf(this.node ?? this.fallback);
  }

  /** The place of a character of an expression that stands on one line. */
  placeAt(offset: number): Place {
    const { place } = this;
    if (!isScalar(this.node) || typeof this.node.value !== "string" || !this.node.range) return place;
    const isQuoted = this.node.type === "QUOTE_DOUBLE" || this.node.type === "QUOTE_SINGLE";
    const isOneLine = isQuoted || this.node.type === "PLAIN";
    return isOneLine ? this.file.placeOfOffset(this.node.range[0] + (isQuoted ? 1 : 0) + offset) : place;
  }

  get exists(): boolean {
    return this.node !== null && !(isScalar(this.node) && this.node.value === null);
  }

  get isText(): boolean {
    return isScalar(this.node) && typeof this.node.value === "string";
  }

  get isMap(): boolean {
    return isMap(this.node);
  }

  get isList(): boolean {
    return isSeq(this.node);
  }

  /** The plain value, whatever it is. */
  get value(): unknown {
    return isScalar(this.node) ? this.node.value : this.node?.toJS(this.file.document);
  }

  fail(code: FaultCode, text: FaultText, offset?: number): void {
    this.file.faults.push(fault(code, offset === undefined ? this.place : this.placeAt(offset), text));
  }

  /** A member of a map. */
  get(key: string): Source {
    if (this.base && !this.writes(key)) return this.base.get(key);
    const member = isMap(this.node) ? this.node.get(key, true) : undefined;
    return new Source(this.file, (member as Node | undefined) ?? null, this.node ?? this.fallback);
  }

  /** The members of a map in order; a fault where it is none. */
  entries(): readonly { readonly key: string; readonly keySource: Source; readonly value: Source }[] {
    if (!this.exists) return [];
    if (!isMap(this.node)) {
      this.wrongShape("一组“名称: 值”", "a map of names and values");
      return [];
    }
    return this.node.items.map((pair) => {
      const keyNode = pair.key as Node;
      return {
        key: String(isScalar(keyNode) ? keyNode.value : keyNode),
        keySource: new Source(this.file, keyNode, keyNode),
        value: new Source(this.file, (pair.value as Node | null) ?? null, keyNode),
      };
    });
  }

  /** The items of a list; a fault where it is none. */
  items(): readonly Source[] {
    if (!this.exists) return [];
    if (!isSeq(this.node)) {
      this.wrongShape("一个列表", "a list");
      return [];
    }
    return this.node.items.map((item) => new Source(this.file, item as Node, this.node));
  }

  /** Faults for members that the format does not know, and for required ones that are absent. */
  shape(required: readonly string[], optional: readonly string[] = []): void {
    if (!isMap(this.node)) {
      if (this.exists || required.length > 0)
        this.wrongShape("一组“名称: 值”（英文冒号，后面空一格）", "a map of names and values (a space after each colon)");
      return;
    }
    const known = [...required, ...optional];
    for (const { key, keySource } of this.entries()) {
      if (!known.includes(key)) {
        const remedy = /[：，]/.test(key) ? wideSigns : suggestion(key, known);
        keySource.fail("unknown_field", { zh: `没有名为“${key}”的字段。`, en: `There is no field "${key}".`, ...remedy });
      }
    }
    for (const key of required) {
      if (!this.get(key).exists) {
        this.fail("missing_field", {
          zh: `缺少字段“${key}”。`,
          en: `The field "${key}" is missing.`,
          fixZh: `请在这里补上“${key}: …”。`,
          fixEn: `Add "${key}: …" here.`,
        });
      }
    }
  }

  string(): string {
    if (this.isText) return this.value as string;
    if (this.exists) this.wrongShape("文字（必要时加引号）", "text (in quotes where needed)");
    return "";
  }

  optionalString(): string | null {
    return this.exists ? this.string() : null;
  }

  oneOf<T extends string>(choices: readonly T[], otherwise: T): T {
    if (!this.exists) return otherwise;
    const value = String(this.value);
    if ((choices as readonly string[]).includes(value)) return value as T;
    this.fail("wrong_shape", { zh: `这里不能写“${value}”。`, en: `"${value}" is not possible here.`, ...suggestion(value, choices) });
    return otherwise;
  }

  number(): number {
    if (typeof this.value === "number" && Number.isFinite(this.value)) return this.value;
    if (this.exists)
      this.fail("wrong_shape", {
        zh: "这里应该是数字。",
        en: "This must be a number.",
        fixZh: "只写数字，不带单位、逗号和百分号；70%写0.7。",
        fixEn: "Write the number alone, without unit, comma or per cent sign; 70 % is 0.7.",
      });
    return 0;
  }

  whole(): number {
    const value = this.number();
    if (!Number.isInteger(value)) this.wrongShape("整数", "a whole number");
    return Math.trunc(value);
  }

  boolean(): boolean {
    if (typeof this.value === "boolean") return this.value;
    if (this.exists) this.wrongShape("true 或 false", "true or false");
    return false;
  }

  day(): string | null {
    if (!this.exists) return null;
    const value = String(this.value);
    if (parseDay(value) !== null) return value;
    this.fail("wrong_shape", {
      zh: `“${value}”不是日历上有的日期。`,
      en: `"${value}" is not a day of the calendar.`,
      fixZh: "请写成 2024-03-01 这样的日期。",
      fixEn: "Write a day such as 2024-03-01.",
    });
    return null;
  }

  /** The two twins of a text, `zh` and `en`, in this map. */
  text(): Text {
    return { zh: this.get("zh").string(), en: this.get("en").string() };
  }

  optionalText(): Text | null {
    if (!this.exists) return null;
    this.shape(["zh", "en"]);
    return this.text();
  }

  private wrongShape(zh: string, en: string): void {
    this.fail("wrong_shape", { zh: `这里应该是${zh}。`, en: `This must be ${en}.`, fixZh: `请改成${zh}。`, fixEn: `Change it to ${en}.` });
  }
}

type ParsedFile = { readonly document: ReturnType<typeof parseDocument>; readonly lines: LineCounter };

/** Parsing takes most of a check: a file that is read for several packs, or again after a save that left it alone, is parsed once. */
const parsedFiles = new WeakMap<PackFile, ParsedFile>();

function parsed(file: PackFile): ParsedFile {
  const known = parsedFiles.get(file);
  if (known) return known;
  const lines = new LineCounter();
  const made = { document: parseDocument(file.text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false }), lines };
  parsedFiles.set(file, made);
  return made;
}

/** A parsed YAML file. Faults of all its values gather in one list. */
export class SourceFile {
  readonly path: string;
  readonly faults: Fault[];
  readonly document: ParsedFile["document"];
  private readonly lines: LineCounter;

  constructor(file: PackFile, faults: Fault[]) {
    this.path = file.path;
    this.faults = faults;
    ({ document: this.document, lines: this.lines } = parsed(file));
    for (const error of this.document.errors) {
      const place = this.placeOfOffset(error.pos[0]);
      const nearby = file.text.split("\n").slice(Math.max(0, place.line - 2), place.line + 1);
      faults.push(fault("yaml", place, yamlError(error, nearby.join("\n"))));
    }
  }

  get root(): Source {
    const contents = this.document.contents;
    return new Source(this, contents, contents);
  }

  placeOf(node: Node | null): Place {
    return this.placeOfOffset(node?.range?.[0] ?? 0);
  }

  placeOfOffset(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.path, line: Math.max(1, line), column: Math.max(1, col) };
  }
}

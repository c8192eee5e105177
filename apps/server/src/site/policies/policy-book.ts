import { parseDay, type Benefit, type EverydayWord, type Pack, type Program, type Text } from "@huican/engine";
import { compareDocuments, type BenefitChange, type DocumentsChange } from "@huican/engine/diff";
import { documentText, type BenefitText, type DocumentText } from "@huican/engine/text";
import { today, type Clock } from "../../platform/clock.ts";
import { monthOf } from "./days.ts";
import { exampleStories, type ExampleStory } from "./example-story.ts";
import { monthView, type MonthView } from "./month-view.ts";
import { SearchIndex } from "./search-index.ts";
import { givesText, summaryText } from "./summary.ts";

/** How a document stands on a day. */
type Standing = "in-force" | "ended" | "coming";

/** A document on the day of which its pages speak: today, or the nearest day on which it is in force. */
export type DocumentEntry = {
  readonly pack: Pack;
  readonly program: Program;
  readonly day: string;
  readonly standing: Standing;
  /** The documents of the same place before and after this one. */
  readonly before: Pack | null;
  readonly after: Pack | null;
};

/** How a benefit stands: given today, left to the district, or not given (any more, yet). */
type BenefitStanding = "given" | "switch" | "ended" | "coming";

/** Everything that the pages of one benefit say. */
export type BenefitEntry = {
  readonly document: DocumentEntry;
  readonly benefit: Benefit;
  readonly standing: BenefitStanding;
  /** What it gives, as short as can be, and the whole of it in one sentence. */
  readonly gives: Text;
  readonly summary: Text;
  readonly text: BenefitText;
  /** The groups that its conditions name, each explained. */
  readonly terms: readonly Text[];
  readonly examples: readonly ExampleStory[];
  /** What is different from the document before; null where there is none. */
  readonly change: { readonly of: BenefitChange; readonly found: DocumentsChange; readonly before: Pack } | null;
  /** Its counterpart in the document that came after. */
  readonly successor: { readonly pack: Pack; readonly benefit: Benefit } | null;
};

export type BookParts = { readonly packs: ReadonlyMap<string, Pack>; readonly words: readonly EverydayWord[]; readonly clock: Clock };

/** What the policy pages say, worked out once a day and kept. */
export class PolicyBook {
  readonly packs: ReadonlyMap<string, Pack>;
  private readonly clock: Clock;
  private readonly words: readonly EverydayWord[];
  private kept = new Map<string, unknown>();
  private keptOn = "";

  constructor({ packs, words, clock }: BookParts) {
    this.packs = packs;
    this.words = words;
    this.clock = clock;
  }

  get today(): string {
    return today(this.clock);
  }

  /** All documents: those in force first, the newest of a place before the older ones. */
  documents(): readonly DocumentEntry[] {
    return this.once("documents", () =>
      [...this.packs.keys()]
        .flatMap((id) => this.document(id) ?? [])
        .sort((a, b) => standings.indexOf(a.standing) - standings.indexOf(b.standing)),
    );
  }

  document(id: string): DocumentEntry | null {
    const pack = this.packs.get(id);
    return pack ? this.once(`document ${id}`, () => this.openDocument(pack)) : null;
  }

  /** The benefit of a document by its key. */
  benefit(document: DocumentEntry, key: string): BenefitEntry | null {
    const position = document.pack.benefits.findIndex((candidate) => candidate.key === key);
    return position === -1 ? null : this.once(`benefit ${document.pack.id} ${key}`, () => this.openBenefit(document, position));
  }

  /** All benefits of a document. */
  benefits(document: DocumentEntry): readonly BenefitEntry[] {
    return this.once(`benefits ${document.pack.id}`, () => document.pack.benefits.flatMap(({ key }) => this.benefit(document, key) ?? []));
  }

  /** A whole document in sentences. */
  wording(document: DocumentEntry): DocumentText {
    return this.once(`wording ${document.pack.id}`, () => documentText(document.program));
  }

  comparison(left: DocumentEntry, right: DocumentEntry): DocumentsChange {
    return this.once(`comparison ${left.pack.id} ${right.pack.id}`, () => compareDocuments(left.program, right.program));
  }

  /**
   * What a month brings.
   * @param place the region of the documents; everywhere where it is empty
   */
  month(month: number, place: string): MonthView {
    const own = this.documents().filter(({ pack }) => place === "" || pack.compiled.region === place);
    return this.once(`month ${month} ${place}`, () =>
      monthView(
        own.flatMap((document) => this.benefits(document)),
        { month, isNow: month === monthOf(this.today), place },
      ),
    );
  }

  search(): SearchIndex {
    return this.once("search", () => new SearchIndex(this.documents(), this.words));
  }

  private openDocument(pack: Pack): DocumentEntry {
    const day = pack.nearestDay(this.today);
    const program = pack.on(parseDay(day) as number);
    if ("code" in program) throw new Error(program.message_en);
    const standing = day === this.today ? "in-force" : day < this.today ? "ended" : "coming";
    const ofPlace = [...this.packs.values()]
      .filter(({ compiled }) => compiled.region !== null && compiled.region === pack.compiled.region)
      .sort((a, b) => ((a.compiled.inForce.from ?? "") < (b.compiled.inForce.from ?? "") ? -1 : 1));
    const place = ofPlace.indexOf(pack);
    return { pack, program, day, standing, before: ofPlace[place - 1] ?? null, after: place === -1 ? null : (ofPlace[place + 1] ?? null) };
  }

  private openBenefit(document: DocumentEntry, position: number): BenefitEntry {
    const { pack, program } = document;
    const benefit = pack.benefits[position] as Benefit;
    const text = documentText(program, [position]);
    const given = { document, benefit, standing: standingOf(document, benefit, position) };
    return {
      ...given,
      gives: givesText(given),
      summary: summaryText(given),
      text: text.measures[0]?.benefits[0] as BenefitText,
      terms: text.terms.map((term) => term.text),
      examples: exampleStories(pack, benefit),
      change: this.changeOf(document, benefit),
      successor: this.successorOf(document, benefit),
    };
  }

  private changeOf(document: DocumentEntry, benefit: Benefit): BenefitEntry["change"] {
    const before = document.before && this.document(document.before.id);
    if (!before) return null;
    const found = this.comparison(before, document);
    const of = found.changes.find(({ right }) => right?.key === benefit.key);
    return of ? { of, found, before: before.pack } : null;
  }

  private successorOf(document: DocumentEntry, benefit: Benefit): BenefitEntry["successor"] {
    const after = document.after && this.document(document.after.id);
    if (!after) return null;
    const change = this.comparison(document, after).changes.find(({ left }) => left?.key === benefit.key);
    const counterpart = change?.right ?? change?.parts[0]?.benefit ?? change?.resembles ?? null;
    return counterpart ? { pack: after.pack, benefit: counterpart } : null;
  }

  /** Works something out once a day. */
  private once<T>(name: string, make: () => T): T {
    const day = this.today;
    if (day !== this.keptOn) {
      this.kept = new Map();
      this.keptOn = day;
    }
    const known = this.kept.get(name);
    if (known !== undefined) return known as T;
    const made = make();
    this.kept.set(name, made);
    return made;
  }
}

const standings: readonly Standing[] = ["in-force", "coming", "ended"];

function standingOf({ standing, program, day }: DocumentEntry, benefit: Benefit, position: number): BenefitStanding {
  if (standing !== "in-force") return standing;
  if (program.setting.inForce[position]) return "given";
  const { from, to } = benefit.inForce;
  if (to !== null && to < day) return "ended";
  if (from !== null && from > day) return "coming";
  return "switch";
}

import type { Benefit, Condition, EverydayWord, Text } from "@huican/engine";
import MiniSearch from "minisearch";
import { topicText } from "../topics.ts";
import type { DocumentEntry } from "./policy-book.ts";

/** A benefit that was found. */
export type Hit = { readonly document: DocumentEntry; readonly benefit: Benefit };

/** An everyday word that stood in the query, and what was looked for besides. */
export type Understood = {
  readonly word: string;
  readonly means: Readonly<Record<keyof Text, readonly string[]>>;
  readonly topics: readonly string[];
};

export type Found = {
  readonly hits: readonly Hit[];
  readonly understood: readonly Understood[];
  /** Nothing says just that: the hits are only near it. */
  readonly isNear: boolean;
};

/** The longest query that is looked at. */
export const longestQuery = 60;

/** What one thing that is looked for comes to: a score between 0 and 1 by the position of the benefit, and whether its title says it. */
type Score = { readonly score: number; readonly isTitle: boolean };

/** Finds benefits by everyday words, in Chinese and English. */
export class SearchIndex {
  private readonly all: readonly Hit[];
  private readonly titles: readonly string[];
  private readonly index: MiniSearch;
  private readonly words: readonly { readonly word: string; readonly entry: EverydayWord }[];

  constructor(documents: readonly DocumentEntry[], words: readonly EverydayWord[]) {
    this.all = documents.flatMap((document) => document.pack.benefits.map((benefit) => ({ document, benefit })));
    this.titles = this.all.map(({ benefit: { text } }) => `${text.zh}\n${text.en}`.toLowerCase());
    this.index = new MiniSearch({
      fields: ["title", "measure", "topic", "conditions", "note", "papers"],
      tokenize: tokens,
      processTerm: (term) => term,
    });
    this.index.addAll(this.all.map((hit, id) => ({ id, ...fieldsOf(hit) })));
    // The longest first: who says 人工耳蜗 does not mean 耳.
    this.words = words
      .flatMap((entry) => [...entry.zh, ...entry.en].map((word) => ({ word, entry })))
      .sort((a, b) => b.word.length - a.word.length);
  }

  /** @param region only the documents of that place; everywhere where left out */
  search(query: string, region?: string): Found {
    const asked = normal(query);
    if (asked === "") return { hits: [], understood: [], isNear: false };
    const understood = this.understand(asked);
    const literal = this.scoresOf([asked], []);
    const concepts = understood.map(({ word, means, topics }) => this.scoresOf([word, ...means[isLatin(word) ? "en" : "zh"]], topics));
    const isFound = literal.size > 0 || concepts.some((scores) => scores.size > 0);
    const near = isFound ? new Map<number, Score>() : this.nearTo(asked);
    const found = this.all
      .map((hit, id) => {
        const own = [literal, near, ...concepts].map((scores) => scores.get(id));
        const covered = concepts.filter((scores) => scores.has(id)).length + (literal.has(id) ? 1 : 0);
        return {
          hit,
          covered,
          isTitle: own.some((score) => score?.isTitle),
          score: own.reduce((sum, score) => sum + (score?.score ?? 0), 0),
        };
      })
      .filter(({ hit, score }) => score > 0 && (region === undefined || hit.document.pack.compiled.region === region))
      .toSorted(
        (a, b) =>
          Number(b.hit.document.standing === "in-force") - Number(a.hit.document.standing === "in-force") ||
          Number(b.isTitle) - Number(a.isTitle) ||
          b.covered - a.covered ||
          b.score - a.score,
      );
    const best = Math.max(...found.map(({ score }) => score));
    // What only grazes a word would bury the rest; a topic that was asked for stays whole.
    const asksTopic = (topic: string) => understood.some(({ topics }) => topics.includes(topic));
    const hits = found
      .filter(({ hit, score, isTitle }) => isTitle || score >= best / 6 || asksTopic(hit.benefit.topic))
      .map(({ hit }) => hit);
    return { hits, understood, isNear: !isFound && hits.length > 0 };
  }

  /** All benefits of a topic, those in force first. */
  ofTopic(topic: string, region?: string): readonly Hit[] {
    return this.all.filter(
      ({ document, benefit }) => benefit.topic === topic && (region === undefined || document.pack.compiled.region === region),
    );
  }

  /** The everyday words of a query that do not stand inside a longer one. */
  private understand(query: string): readonly Understood[] {
    const understood: Understood[] = [];
    let rest = ` ${query} `;
    for (const { word, entry } of this.words) {
      const at = placeIn(rest, word);
      if (at === -1) continue;
      rest = `${rest.slice(0, at)}${"\u0000".repeat(word.length)}${rest.slice(at + word.length)}`;
      understood.push({ word, means: entry.means, topics: entry.topics });
    }
    return understood;
  }

  private scoresOf(terms: readonly string[], topics: readonly string[]): Map<number, Score> {
    const scores = new Map<number, Score>();
    const keep = (id: number, score: number, isTitle: boolean) => {
      const known = scores.get(id);
      scores.set(id, { score: Math.max(score, known?.score ?? 0), isTitle: isTitle || (known?.isTitle ?? false) });
    };
    for (const [i, term] of terms.entries()) {
      // What is named first is meant most.
      const weight = 1 - i / 20;
      const results = this.index.search(term, { combineWith: "AND", boost: boosts, prefix: isBegun });
      const best = results[0]?.score ?? 1;
      for (const { id, score } of results as readonly { id: number; score: number }[]) {
        const isTitle = placeIn(` ${this.titles[id]} `, term, true) !== -1;
        keep(id, weight * ((isTitle ? 0.5 : 0) + score / best / 2), isTitle);
      }
    }
    // A whole topic comes after whatever says the word itself.
    this.all.forEach(({ benefit }, id) => {
      if (topics.includes(benefit.topic)) keep(id, 0.1, false);
    });
    return scores;
  }

  /** Whatever shares some of the query, with a letter or two mistyped. */
  private nearTo(query: string): Map<number, Score> {
    const results = this.index.search(query, {
      combineWith: "OR",
      boost: boosts,
      prefix: isBegun,
      fuzzy: (term) => (isLatin(term) && term.length > 4 ? 0.25 : false),
    });
    const best = results[0]?.score ?? 1;
    return new Map(
      results.filter(({ score }) => score > best / 4).map(({ id, score }) => [id as number, { score: score / best, isTitle: false }]),
    );
  }
}

const boosts = { title: 8, measure: 2, topic: 2 };

function fieldsOf({ document, benefit }: Hit): Readonly<Record<string, string>> {
  const both = (texts: readonly (Text | null)[]) => texts.map((text) => (text ? `${text.zh}\n${text.en}` : "")).join("\n");
  const conditions = benefit.conditions.map((position) => document.pack.compiled.conditions[position] as Condition);
  return {
    title: both([benefit.text]),
    measure: both([benefit.measure.text]),
    topic: both([topicText(benefit.topic)]),
    conditions: both(conditions.flatMap(({ text, any }) => [text, ...any.map((alternative) => alternative.text)])),
    note: both([benefit.note]),
    papers: both(benefit.evidence),
  };
}

/** Words of Latin letters as they are, Chinese in pairs of characters: 助听器 is 助听 and 听器. A character alone stands for itself. */
function tokens(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]+|[\u3400-\u9fff]+/g) ?? []).flatMap((run) => {
    if (isLatin(run) || run.length === 1) return [run];
    return Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2));
  });
}

function isLatin(text: string): boolean {
  return /^[a-z0-9]/.test(text);
}

/** A word that may only have been begun: a single character, or some letters. */
function isBegun(term: string): boolean {
  return isLatin(term) ? term.length > 3 : term.length === 1;
}

/** Where a word stands in a text; one of Latin letters only as a whole word, or at the beginning of one. */
function placeIn(text: string, word: string, mayGoOn = false): number {
  if (!isLatin(word)) return text.indexOf(word);
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const [before = " ", after = " "] = [text[at - 1], text[at + word.length]];
    if (!/[a-z0-9]/.test(before) && (mayGoOn || !/[a-z0-9]/.test(after))) return at;
  }
  return -1;
}

/** A query without case, width, punctuation and surrounding space. */
function normal(query: string): string {
  return query
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}'-]+/gu, " ")
    .trim()
    .slice(0, longestQuery);
}

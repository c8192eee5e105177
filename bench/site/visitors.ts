import type { Hono } from "hono";
import { Visitor } from "../../apps/server/test/visitor.ts";

/** Somebody who has answered everything: the cookie that holds the answers, and the pages that are theirs. */
export type Visited = { readonly cookie: string; readonly results: readonly string[]; readonly questions: readonly string[] };

const born = (year: string) => ({ year, month: "5", day: "20" });

const families: readonly {
  readonly place: string;
  readonly who: readonly string[];
  readonly answers: Parameters<Visitor["answerAll"]>[0];
}[] = [
  {
    place: "500106",
    who: ["child"],
    answers: {
      "person.birth_date": born("2020"),
      "certificate.status": "valid",
      "disability.hearing": "1",
      "hardship.subsistence_allowance": "yes",
      "rehabilitation.in_training": "yes",
    },
  },
  {
    place: "511100",
    who: ["self", "spouse"],
    answers: [
      { "person.birth_date": born("1970"), "certificate.status": "valid", "disability.visual": "1" },
      { "person.birth_date": born("1972"), "certificate.status": "valid", "disability.visual": "1" },
    ],
  },
  { place: "512000", who: ["self"], answers: { "person.birth_date": born("2006"), "education.stage": "undergraduate" } },
  { place: "500105", who: ["father"], answers: { "person.birth_date": born("1950"), "certificate.status": "none" } },
];

/** Four invented families who have answered every question. */
export async function visitAll(app: Hono): Promise<readonly Visited[]> {
  const visits: Visited[] = [];
  for (const { place, who, answers } of families) {
    const visitor = new Visitor((request) => app.request(request));
    await visitor.begin(place, { who });
    await visitor.answerAll(answers);
    const questions = [...new Set(visitor.visited.filter((path) => /^\/check\/\d/.test(path)))];
    await visitor.open("/result");
    const details = [...visitor.page.matchAll(/href="(\/result\/[^"#]+)"/g)].map((match) => match[1] ?? "");
    visits.push({ cookie: visitor.cookies, results: [...new Set(["/result", "/check/summary", ...details])], questions });
  }
  return visits;
}

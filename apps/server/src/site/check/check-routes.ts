import { nextQuestion, parseDay, type Fact, type Facts, type Pack, type Program, type Question, type Screen } from "@huican/engine";
import { Hono, type Context } from "hono";
import { today, type Clock } from "../../platform/clock.ts";
import type { CookieSealer } from "../../platform/sealed-cookie.ts";
import { lostPage } from "../frame/message-pages.ts";
import type { PageContext } from "../frame/page.ts";
import { factNamed, factsOf, personalBenefits } from "./person-facts.ts";
import { placePage } from "./place-page.ts";
import { readForm, type SentForm } from "./question-form.ts";
import { questionPage, valuesOf } from "./question-page.ts";
import { resultPage } from "./result-page.ts";
import { summaryPage } from "./summary-page.ts";
import { emptyVisit, forgetVisit, keepVisit, readVisit, type Visit } from "./visit.ts";

type CheckParts = { readonly packs: ReadonlyMap<string, Pack>; readonly clock: Clock; readonly sealer: CookieSealer };

/** 我能享受什么: place, questions, summary, result. Every answer is a form that is posted; every page has an address without answers. */
export function checkRoutes({ packs, clock, sealer }: CheckParts, contextOf: (c: Context) => PageContext): Hono {
  const routes = new Hono();

  routes.get("/place", (c) => {
    const visit = readVisit(c, sealer);
    return c.html(placePage(contextOf(c), currentPacks(), visit && visit !== "lost" ? visit.pack : undefined, false));
  });

  routes.post("/place", async (c) => {
    const { place } = await c.req.parseBody();
    const pack = typeof place === "string" ? packs.get(place) : undefined;
    if (!pack) return c.html(placePage(contextOf(c), currentPacks(), undefined, true), 422);
    const visit = readVisit(c, sealer);
    keepVisit(c, sealer, visit && visit !== "lost" ? { ...visit, pack: pack.id } : emptyVisit(pack.id));
    return c.redirect(contextOf(c).tongue.to("/check"), 303);
  });

  routes.get("/check", (c) =>
    withVisit(c, (visit, pack, program) => {
      const question = nextOf(pack, program, visit);
      return c.redirect(contextOf(c).tongue.to(question ? `/check/${question.screen.key}` : "/check/summary"), 303);
    }),
  );

  routes.get("/check/summary", (c) => withVisit(c, (visit, pack) => c.html(summaryPage(contextOf(c), pack, visit))));

  routes.get("/check/:screen", (c) =>
    withVisit(c, (visit, pack, program) => {
      const asked = askedOn(pack, program, visit, c.req.param("screen"));
      if (!asked) return c.notFound();
      return c.html(
        questionPage(contextOf(c), {
          pack,
          ...asked,
          values: valuesOf(asked.facts, visit.answers, visit.skipped),
          problems: [],
          ...around(pack, program, visit, asked.screen),
        }),
      );
    }),
  );

  routes.post("/check/:screen", async (c) => {
    const form = (await c.req.parseBody({ all: true })) as SentForm;
    return withVisit(c, (visit, pack, program) => {
      const asked = askedOn(pack, program, visit, c.req.param("screen"));
      if (!asked) return c.notFound();
      const context = contextOf(c);
      const names = asked.facts.map((fact) => fact.name);
      if (form["go"] === "skip") return goOn(c, without(visit, names, asked.screen, names));
      const { answers, unknown, problems } = readForm(context.tongue, asked.facts, form);
      if (problems.length > 0) {
        return c.html(
          questionPage(context, { pack, ...asked, values: form, problems, ...around(pack, program, visit, asked.screen) }),
          422,
        );
      }
      const answered = without(visit, names, asked.screen, unknown);
      return goOn(c, { ...answered, answers: { ...answered.answers, ...answers } });
    });
  });

  routes.get("/result", (c) =>
    withVisit(c, (visit, pack, program) => {
      const decisions = program.decide(factsOf(pack, visit), { benefits: personalBenefits(pack), explain: true });
      return c.html(resultPage(contextOf(c), pack, decisions, today(clock)));
    }),
  );

  routes.post("/clear", (c) => {
    forgetVisit(c);
    return c.redirect(contextOf(c).tongue.to("/"), 303);
  });

  return routes;

  function currentPacks(): readonly Pack[] {
    const day = today(clock);
    return [...packs.values()].filter((pack) => pack.lastDay === null || pack.lastDay >= day);
  }

  function withVisit(
    c: Context,
    answer: (visit: Visit, pack: Pack, program: Program) => Response | Promise<Response>,
  ): Response | Promise<Response> {
    const visit = readVisit(c, sealer);
    if (visit === null) return c.redirect(contextOf(c).tongue.to("/place"), 303);
    const pack = visit === "lost" ? undefined : packs.get(visit.pack);
    if (visit === "lost" || !pack) {
      forgetVisit(c);
      return c.html(lostPage(contextOf(c)), 410);
    }
    const program = pack.on(parseDay(today(clock)) as number);
    if ("code" in program) throw new Error(program.message_en);
    return answer(visit, pack, program);
  }

  function goOn(c: Context, visit: Visit): Response {
    if (!keepVisit(c, sealer, visit)) throw new Error("The answers of one visit do not fit a cookie.");
    return c.redirect(contextOf(c).tongue.to("/check"), 303);
  }
}

function nextOf(pack: Pack, program: Program, visit: Visit): Question | null {
  return nextQuestion(program, factsOf(pack, visit), { benefits: personalBenefits(pack), skipped: visit.skipped });
}

/** The facts of a screen that can matter to this visitor: those already answered, and those that could still change something. */
function askedOn(
  pack: Pack,
  program: Program,
  visit: Visit,
  key: string | undefined,
): { readonly screen: Screen; readonly facts: readonly Fact[] } | null {
  const screen = pack.compiled.vocabulary.screens.find((candidate) => candidate.key === key);
  if (!screen) return null;
  const open = openFacts(program, factsOf(pack, without(visit, screen.facts, screen, [])), pack);
  const isKnown = (name: string) => visit.answers[name] !== undefined || visit.skipped.includes(name);
  const facts = screen.facts
    .flatMap((name) => factNamed(pack, name) ?? [])
    .filter((fact) => !fact.officer && (open.has(fact.name) || isKnown(fact.name)));
  return facts.length > 0 ? { screen, facts } : null;
}

/** Every fact that can still change some answer. */
function openFacts(program: Program, facts: Facts, pack: Pack): ReadonlySet<string> {
  return new Set(program.decide(facts, { benefits: personalBenefits(pack) }).flatMap((decision) => decision.missing ?? []));
}

/** The visit with the answers of some facts taken back, some of them marked as not known, and the screen among those seen. */
function without(visit: Visit, names: readonly string[], screen: Screen, unknown: readonly string[]): Visit {
  const answers = Object.fromEntries(Object.entries(visit.answers).filter(([name]) => !names.includes(name)));
  const skipped = [...visit.skipped.filter((name) => !names.includes(name)), ...unknown];
  const screens = visit.screens.includes(screen.key) ? visit.screens : [...visit.screens, screen.key];
  return { ...visit, answers, skipped, screens };
}

/** What stands around a question: the page before it, and how far the visitor is. */
function around(
  pack: Pack,
  program: Program,
  visit: Visit,
  screen: Screen,
): { readonly back: string; readonly answered: number; readonly unsettled: number } {
  const position = visit.screens.indexOf(screen.key);
  const before = position === -1 ? visit.screens.at(-1) : visit.screens[position - 1];
  const decisions = program.decide(factsOf(pack, visit), { benefits: personalBenefits(pack) });
  return {
    back: before === undefined ? "/place" : `/check/${before}`,
    answered: visit.screens.length,
    unsettled: decisions.filter((decision) => decision.outcome === "unknown").length,
  };
}

import type { Pack } from "@huican/engine";
import { Hono, type Context } from "hono";
import { today, type Clock } from "../../platform/clock.ts";
import type { CookieSealer } from "../../platform/sealed-cookie.ts";
import { lostPage } from "../frame/message-pages.ts";
import type { PageContext } from "../frame/page.ts";
import { fullPage } from "./full-page.ts";
import { askedOn, countOpen, inquiriesOf, isFamilyFact, nextPage, placeFacts, type Inquiry } from "./inquiry.ts";
import { placePage, placeProblems, type PlaceForm, type PlaceParts } from "./place-page.ts";
import { placesOf } from "./places.ts";
import { readForm, type SentForm } from "./question-form.ts";
import { questionPage, valuesOf } from "./question-page.ts";
import { relations, relationText } from "./relatives.ts";
import { resultRoutes } from "./result/result-routes.ts";
import { summaryPage } from "./summary-page.ts";
import {
  forgetVisit,
  keepVisit,
  nothingAnswered,
  personOf,
  readVisit,
  sharedLifetimeSeconds,
  type Person,
  type Visit,
  type VisitKeeper,
} from "./visit.ts";
import type { VisitView } from "./visit-view.ts";
import { whoPage } from "./who-page.ts";

type CheckParts = { readonly packs: ReadonlyMap<string, Pack>; readonly clock: Clock; readonly sealer: CookieSealer };

/** 我能享受什么: who, place, questions, summary, result. Every answer is a form that is posted; every page has an address without answers. */
export function checkRoutes({ packs, clock, sealer }: CheckParts, contextOf: (c: Context) => PageContext): Hono {
  const routes = new Hono();
  const keeper: VisitKeeper = { sealer, clock, siteOf: (c) => contextOf(c).origin };

  routes.get("/who", (c) => {
    const visit = visitOf(c);
    const chosen = visit?.people.map(({ relation }) => relation) ?? [];
    return c.html(whoPage(contextOf(c), { chosen, isShared: visit?.isShared ?? false, hasError: false }));
  });

  routes.post("/who", async (c) => {
    const form = await c.req.parseBody({ all: true });
    const sent = [form["who"]].flat();
    const chosen = relations.map(({ key }) => key).filter((key) => sent.includes(key));
    const isShared = form["shared"] === "yes";
    if (chosen.length === 0) return c.html(whoPage(contextOf(c), { chosen, isShared, hasError: true }), 422);
    const visit = visitOf(c);
    // Whoever was already asked about keeps the answers.
    const people = chosen.map((relation) => visit?.people.find((person) => person.relation === relation) ?? personOf(relation));
    return goOn(c, { people, family: visit?.family ?? nothingAnswered, isShared }, "/place");
  });

  routes.get("/place", (c) =>
    withVisit(c, (view) =>
      c.html(placePage(view.context, { ...familyPlace(view), form: formOf(view.visit.family.answers), problems: [] })),
    ),
  );

  routes.post("/place", async (c) => {
    const form = readPlaceForm(await c.req.parseBody());
    return withVisit(c, (view) => {
      const problems = placeProblems(view.context.tongue, places(), form);
      if (problems.length > 0) return c.html(placePage(view.context, { ...familyPlace(view), form, problems }), 422);
      const { family } = view.visit;
      return goOn(c, { ...view.visit, family: { ...family, answers: { ...family.answers, ...placeAnswers(form) } } });
    });
  });

  routes.get("/place/:number", (c) =>
    withPerson(c, (view, inquiry) =>
      c.html(placePage(view.context, { ...ownPlace(inquiry), form: formOf(inquiry.answers), problems: [] })),
    ),
  );

  routes.post("/place/:number", async (c) => {
    const form = readPlaceForm(await c.req.parseBody());
    return withPerson(c, (view, inquiry) => {
      const problems = placeProblems(view.context.tongue, places(), form);
      if (problems.length > 0) return c.html(placePage(view.context, { ...ownPlace(inquiry), form, problems }), 422);
      const { person } = inquiry;
      return goOn(c, replaced(view.visit, inquiry, { ...person, answers: { ...person.answers, ...placeAnswers(form) } }));
    });
  });

  routes.get("/check", (c) =>
    withVisit(c, ({ context, visit, inquiries }) => {
      if (inquiries.some((inquiry) => placeFacts.some((name) => inquiry.answers[name] === undefined)))
        return c.redirect(context.tongue.to("/place"), 303);
      const next = nextPage(inquiries);
      if (next) return c.redirect(context.tongue.to(pageAddress(next.inquiry, next.screen)), 303);
      return c.redirect(context.tongue.to(visit.people.some(({ screens }) => screens.length > 0) ? "/check/summary" : "/result"), 303);
    }),
  );

  routes.get("/check/summary", (c) => withVisit(c, (view) => c.html(summaryPage(view, places()))));

  routes.get("/check/:number/:screen", (c) =>
    withPerson(c, (view, inquiry) => {
      const asked = askedOn(inquiry, c.req.param("screen") ?? "");
      if (!asked) return c.notFound();
      const values = valuesOf(asked.facts, inquiry.answers, inquiry.skipped);
      return c.html(questionPage(view.context, { ...asked, ...around(view, inquiry, asked.screen.key), values, problems: [] }));
    }),
  );

  routes.post("/check/:number/:screen", async (c) => {
    const form = (await c.req.parseBody({ all: true })) as SentForm;
    return withPerson(c, (view, inquiry) => {
      const asked = askedOn(inquiry, c.req.param("screen") ?? "");
      if (!asked) return c.notFound();
      const names = asked.facts.map((fact) => fact.name);
      const key = asked.screen.key;
      if (form["go"] === "skip") return goOn(c, answered(view.visit, inquiry, key, names, { answers: {}, skipped: names }));
      const { answers, unknown, problems } = readForm(view.context.tongue, asked.facts, form);
      if (problems.length > 0)
        return c.html(questionPage(view.context, { ...asked, ...around(view, inquiry, key), values: form, problems }), 422);
      return goOn(c, answered(view.visit, inquiry, key, names, { answers, skipped: unknown }));
    });
  });

  routes.route("/", resultRoutes(withVisit, places));

  routes.post("/clear", (c) => {
    forgetVisit(c, keeper);
    return c.redirect(contextOf(c).tongue.to("/cleared"), 303);
  });

  return routes;

  function currentPacks(): readonly Pack[] {
    const day = today(clock);
    return [...packs.values()].filter((pack) => pack.lastDay === null || pack.lastDay >= day);
  }

  function places() {
    return placesOf(currentPacks());
  }

  function visitOf(c: Context): Visit | null {
    const visit = readVisit(c, keeper);
    return visit === "lost" ? null : visit;
  }

  function withVisit(c: Context, answer: (view: VisitView) => Response | Promise<Response>): Response | Promise<Response> {
    const visit = readVisit(c, keeper);
    if (visit === "lost") {
      forgetVisit(c, keeper);
      return c.html(lostPage(contextOf(c)), 410);
    }
    if (visit === null) return c.redirect(contextOf(c).tongue.to("/who"), 303);
    // Whoever reads a page is still there: what lapses is counted from the last page seen.
    if (c.req.method === "GET") keepVisit(c, keeper, visit);
    const context = { ...contextOf(c), ...(visit.isShared && { idleSeconds: sharedLifetimeSeconds }) };
    const day = today(clock);
    return answer({ context, visit, inquiries: inquiriesOf(visit, currentPacks(), day), day });
  }

  function withPerson(
    c: Context,
    answer: (view: VisitView, inquiry: Inquiry) => Response | Promise<Response>,
  ): Response | Promise<Response> {
    return withVisit(c, (view) => {
      const inquiry = view.inquiries.find(({ number }) => String(number) === c.req.param("number"));
      return inquiry ? answer(view, inquiry) : c.notFound();
    });
  }

  function goOn(c: Context, visit: Visit, path = "/check"): Response {
    const context = contextOf(c);
    if (!keepVisit(c, keeper, visit)) return c.html(fullPage(context), 413) as Response;
    return c.redirect(context.tongue.to(path), 303);
  }

  function familyPlace({ visit }: VisitView): Pick<PlaceParts, "address" | "places" | "about" | "back"> {
    const [only] = visit.people;
    const isAlone = visit.people.length === 1 && only !== undefined && only.relation !== "self";
    return { address: "/place", places: places(), about: isAlone ? relationText(only.relation) : null, back: "/who" };
  }

  function ownPlace({ number, person }: Inquiry): Pick<PlaceParts, "address" | "places" | "about" | "back"> {
    return { address: `/place/${number}`, places: places(), about: relationText(person.relation), back: "/check/summary" };
  }

  /** What stands around a question: whom it is about, the page before it, and how far the visitor is. */
  function around({ visit, inquiries }: VisitView, inquiry: Inquiry, key: string) {
    const { screens, relation } = inquiry.person;
    const isSelf = relation === "self";
    const position = screens.indexOf(key);
    const before = position === -1 ? screens.at(-1) : screens[position - 1];
    return {
      address: pageAddress(inquiry, key),
      about: visit.people.length > 1 || !isSelf ? { text: relationText(relation), isSelf } : null,
      places: places(),
      back: before === undefined ? "/place" : pageAddress(inquiry, before),
      answered: visit.people.reduce((count, person) => count + person.screens.length, 0),
      unsettled: inquiries.reduce((count, each) => count + countOpen(each), 0),
    };
  }
}

function pageAddress({ number }: Inquiry, screen: string): string {
  return `/check/${number}/${screen}`;
}

function replaced(visit: Visit, { number }: Inquiry, person: Person): Visit {
  return { ...visit, people: visit.people.map((each, i) => (i === number - 1 ? person : each)) };
}

/** The visit after a page: the answers to its facts are those given now; what the family shares is kept for everybody. */
function answered(
  visit: Visit,
  inquiry: Inquiry,
  screen: string,
  names: readonly string[],
  given: { readonly answers: Person["answers"]; readonly skipped: readonly string[] },
): Visit {
  const isShared = (name: string) => isFamilyFact(name) && placeFacts.every((place) => inquiry.person.answers[place] === undefined);
  const keep = <T extends Pick<Person, "answers" | "skipped">>(owner: T, isOwn: (name: string) => boolean): T => {
    const own = names.filter(isOwn);
    const others = Object.entries(owner.answers).filter(([name]) => !own.includes(name));
    const answers = Object.fromEntries([...others, ...Object.entries(given.answers).filter(([name]) => isOwn(name))]);
    const skipped = [...owner.skipped.filter((name) => !own.includes(name)), ...given.skipped.filter(isOwn)];
    return { ...owner, answers, skipped };
  };
  const { person } = inquiry;
  const screens = person.screens.includes(screen) ? person.screens : [...person.screens, screen];
  return replaced(
    { ...visit, family: keep(visit.family, isShared) },
    inquiry,
    keep({ ...person, screens }, (name) => !isShared(name)),
  );
}

function readPlaceForm(body: Readonly<Record<string, unknown>>): PlaceForm {
  const text = (name: string) => (typeof body[name] === "string" ? body[name] : "");
  const registered = text("registered");
  return {
    residence: text("residence"),
    registered: registered === "same" || registered === "other" ? registered : "",
    hukou: text("hukou"),
  };
}

function placeAnswers({ residence, registered, hukou }: PlaceForm): Person["answers"] {
  return { "person.residence_region": residence, "person.hukou_region": registered === "same" ? residence : hukou };
}

function formOf(answers: Person["answers"]): PlaceForm {
  const [residence, hukou] = placeFacts.map((name) => String(answers[name] ?? ""));
  if (!residence || !hukou) return { residence: "", registered: "", hukou: "" };
  return { residence, registered: residence === hukou ? "same" : "other", hukou: residence === hukou ? "" : hukou };
}

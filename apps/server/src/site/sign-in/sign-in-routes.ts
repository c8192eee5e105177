import { Hono, type Context } from "hono";
import {
  accessErrors,
  beginEnrolment,
  continueEnrolment,
  endFormer,
  enrolAtSignIn,
  enrollingAccount,
  listSampleAccounts,
  sampleCode,
  sessionOf,
  setUp,
  showSecondFactor,
  signInWithPassword,
  type Begun,
  type OpenAccess,
} from "../../access/index.ts";
import { tongueOf } from "../frame/language.ts";
import { codePage } from "./code-page.ts";
import { enrolPage } from "./enrol-page.ts";
import type { Wrong } from "./form.ts";
import { recoveryCodesPage } from "./recovery-codes-page.ts";
import { setupPage } from "./setup-page.ts";
import { isWrong, readFields, returnPathOf, statusOf, tried, whenOpen, type DoorParts } from "./sign-in-door.ts";
import { signInPage } from "./sign-in-page.ts";

type GoingOn = { readonly tools: OpenAccess; readonly begun: Begun; readonly returnPath: string };

/** Goes on with a session under its new token; whatever the browser had before has ended. */
export async function goOnWith({ access }: DoorParts, c: Context, { tools, begun, returnPath }: GoingOn): Promise<Response> {
  await endFormer(tools, access.token.read(c));
  access.token.keep(c, begun.token);
  if (begun.next === "done") return c.redirect(returnPath, 303);
  // Whoever comes back from a provider comes to one address, whatever their language: where they want to go tells it.
  const { to } = tongueOf(/^\/en(\/|$)/.test(returnPath) ? "en" : "zh");
  return c.redirect(`${to(nextPages[begun.next])}?return=${encodeURIComponent(returnPath)}`, 303);
}

const nextPages = { "second-factor": "/signin/code", enrol: "/signin/enrol" } as const;

/** 登录: password, second factor, the first setting up. Each step is a form; what was shown so far lives in the session, not in the page. */
export function signInRoutes(parts: DoorParts): Hono {
  const { access, contextOf } = parts;
  const routes = new Hono();

  const goOn = (c: Context, tools: OpenAccess, begun: Begun, returnPath: string) => goOnWith(parts, c, { tools, begun, returnPath });
  /** Back to the beginning, where a step has lapsed. */
  const startAgain = (c: Context) => {
    access.token.drop(c);
    return c.redirect(contextOf(c).tongue.to("/signin?lapsed=1"), 303);
  };

  routes.get("/signin", (c) =>
    whenOpen(parts, c, async (tools) => {
      const context = contextOf(c);
      const returnPath = returnPathOf(context, c.req.query("return"));
      const token = access.token.read(c);
      if (token !== undefined && (await sessionOf(tools, token))) return c.redirect(returnPath, 303);
      const samples = listSampleAccounts(tools);
      const signInName = samples.find((sample) => sample.signInName === c.req.query("as"))?.signInName ?? "";
      const wrong: Wrong = c.req.query("lapsed") === undefined ? null : { refusal: accessErrors.stepLapsed(), field: "name" };
      return c.html(signInPage(context, { wrong, signInName, samples, returnPath, hasProvider: access.oidc !== null }));
    }),
  );

  routes.post("/signin", (c) =>
    whenOpen(parts, c, async (tools) => {
      const context = contextOf(c);
      const { name = "", password = "", ...form } = await readFields(c);
      const returnPath = returnPathOf(context, form["return"]);
      const begun = await tried(
        () => signInWithPassword(tools, { signInName: name, password }, access.originOf(c)),
        () => "name",
      );
      if (!isWrong(begun)) return goOn(c, tools, begun, returnPath);
      const { wrong } = begun;
      const hasProvider = access.oidc !== null;
      return c.html(
        signInPage(context, { wrong, signInName: name, samples: listSampleAccounts(tools), returnPath, hasProvider }),
        statusOf(wrong),
      );
    }),
  );

  routes.get("/signin/code", (c) =>
    whenOpen(parts, c, async (tools) => {
      const step = await tried(() => enrollingAccount(tools, access.token.read(c) ?? ""), String);
      if (isWrong(step)) return startAgain(c);
      const context = contextOf(c);
      const returnPath = returnPathOf(context, c.req.query("return"));
      return c.html(codePage(context, { wrong: null, shownCode: await sampleCode(tools, step.account.id), returnPath }));
    }),
  );

  routes.post("/signin/code", (c) =>
    whenOpen(parts, c, async (tools) => {
      const context = contextOf(c);
      const { code = "", ...form } = await readFields(c);
      const returnPath = returnPathOf(context, form["return"]);
      const token = access.token.read(c) ?? "";
      const full = await tried(
        () => showSecondFactor(tools, token, code, access.originOf(c)),
        () => "code",
      );
      if (typeof full === "string") {
        access.token.keep(c, full);
        return c.redirect(returnPath, 303);
      }
      const step = await tried(() => enrollingAccount(tools, token), String);
      if (isWrong(step)) return startAgain(c);
      const shownCode = await sampleCode(tools, step.account.id);
      return c.html(codePage(context, { wrong: full.wrong, shownCode, returnPath }), statusOf(full.wrong));
    }),
  );

  routes.get("/signin/enrol", (c) =>
    whenOpen(parts, c, async (tools) => {
      const step = await tried(() => enrollingAccount(tools, access.token.read(c) ?? ""), String);
      if (isWrong(step)) return startAgain(c);
      const context = contextOf(c);
      const enrolment = beginEnrolment(tools, step.session.id, step.account.signInName);
      const returnPath = returnPathOf(context, c.req.query("return"));
      return c.html(await enrolPage(context, { enrolment, wrong: null, action: "/signin/enrol", returnPath }));
    }),
  );

  routes.post("/signin/enrol", (c) =>
    whenOpen(parts, c, async (tools) => {
      const context = contextOf(c);
      const { code = "", enrolment: sealed = "", ...form } = await readFields(c);
      const returnPath = returnPathOf(context, form["return"]);
      const token = access.token.read(c) ?? "";
      const enrolled = await tried(
        () => enrolAtSignIn(tools, token, { sealed, code }, access.originOf(c)),
        () => "code",
      );
      if (!isWrong(enrolled)) {
        access.token.keep(c, enrolled.token);
        return c.html(recoveryCodesPage(context, enrolled.codes, returnPath));
      }
      const again = await tried(async () => {
        const { session, account } = await enrollingAccount(tools, token);
        return continueEnrolment(tools, session.id, account.signInName, sealed);
      }, String);
      if (isWrong(again)) return startAgain(c);
      const { wrong } = enrolled;
      return c.html(await enrolPage(context, { enrolment: again, wrong, action: "/signin/enrol", returnPath }), statusOf(wrong));
    }),
  );

  routes.get("/signin/setup", (c) => whenOpen(parts, c, () => c.html(setupPage(contextOf(c), { wrong: null, signInName: "" }))));

  routes.post("/signin/setup", (c) =>
    whenOpen(parts, c, async (tools) => {
      const context = contextOf(c);
      const { name = "", code = "", password = "", again = "" } = await readFields(c);
      const begun = await tried(async () => {
        if (again !== password) throw accessErrors.passwordsDiffer();
        return setUp(tools, { signInName: name, code, password }, access.originOf(c));
      }, passwordFieldOf("name"));
      if (!isWrong(begun)) return goOn(c, tools, begun, returnPathOf(context, undefined));
      return c.html(setupPage(context, { wrong: begun.wrong, signInName: name }), statusOf(begun.wrong));
    }),
  );
  return routes;
}

/** Which field of a form with a new password a refusal is about. */
export function passwordFieldOf(otherwise: string): (code: string) => string {
  return (code) => {
    if (code === "access.passwords-differ") return "again";
    return code.startsWith("access.password-") ? "password" : otherwise;
  };
}

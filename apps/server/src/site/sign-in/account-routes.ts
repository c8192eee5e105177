import { Hono, type Context } from "hono";
import {
  accessErrors,
  beginEnrolment,
  changePassword,
  confirm,
  continueEnrolment,
  endAllSessions,
  endSession,
  hasShownFactor,
  isConfirmed,
  listEvents,
  listSessions,
  recoveryCodesLeft,
  renewRecoveryCodes,
  replaceAuthenticator,
  sampleCode,
  signedIn,
  worksHere,
  type OpenAccess,
  type SignedIn,
  type SignedInEnv,
} from "../../access/index.ts";
import { accountPage } from "./account-page.ts";
import { deskHomePage } from "./desk-home-page.ts";
import { enrolPage } from "./enrol-page.ts";
import { confirmPage, passwordPage, renewCodesPage } from "./proof-pages.ts";
import { recoveryCodesPage } from "./recovery-codes-page.ts";
import { isWrong, readFields, returnPathOf, statusOf, tried, whenOpen, type DoorParts } from "./sign-in-door.ts";
import { passwordFieldOf } from "./sign-in-routes.ts";

const done: Readonly<Record<string, readonly [string, string]>> = {
  password: ["密码已改，其他地方都已退出。", "The password is changed; you are signed out everywhere else."],
  session: ["那一处已退出。", "That browser is signed out."],
};

/** What is behind the sign-in: one's own account, and where one arrives. */
export function accountRoutes(parts: DoorParts): Hono<SignedInEnv> {
  const { access, contextOf } = parts;
  const routes = new Hono<SignedInEnv>();
  for (const path of ["/account", "/account/*", "/signout", "/desk-home"]) routes.use(path, signedIn(access, "page"));

  const open = (c: Context<SignedInEnv>, work: (tools: OpenAccess, who: SignedIn) => Response | Promise<Response>) =>
    whenOpen(parts, c, (tools) => work(tools, c.get("signedIn")));
  type Work = Parameters<typeof open>[1];
  /** Only for whoever has just proved who they are; everybody else does so first. */
  const ifProved = (isProved: typeof hasShownFactor) => (c: Context<SignedInEnv>, work: Work) =>
    open(c, (tools, who) => {
      if (isProved(tools, who)) return work(tools, who);
      return c.redirect(`${contextOf(c).tongue.to("/account/confirm")}?return=${encodeURIComponent(c.req.path)}`, 303);
    });
  const confirmed = ifProved(isConfirmed);
  const factorShown = ifProved(hasShownFactor);
  const confirmParts = async (tools: OpenAccess, { account }: SignedIn) => ({
    hasSecondFactor: account.hasSecondFactor,
    shownCode: account.hasSecondFactor ? await sampleCode(tools, account.id) : null,
  });

  routes.get("/desk-home", (c) =>
    open(c, ({ nameOfArea }, who) => {
      const context = contextOf(c);
      // Whoever works here has the desk; it learns the language once and keeps it with the browser.
      if (worksHere(who.appointments)) return c.redirect(`/desk?language=${context.tongue.language}`, 303);
      return c.html(deskHomePage(context, who, nameOfArea));
    }),
  );

  routes.post("/signout", (c) =>
    open(c, async (tools, who) => {
      await endSession(tools, who);
      access.token.drop(c);
      return c.redirect(contextOf(c).tongue.to("/signin"), 303);
    }),
  );

  routes.get("/account", (c) =>
    open(c, async (tools, who) => {
      const context = contextOf(c);
      const asked = c.req.query("done") ?? "";
      // Every object has a `constructor`.
      const said = Object.hasOwn(done, asked) ? done[asked] : undefined;
      return c.html(
        accountPage(context, {
          signedIn: who,
          sessions: await listSessions(tools, who),
          events: await listEvents(tools, who),
          codesLeft: await recoveryCodesLeft(tools, who),
          done: said ? context.tongue.t(...said) : null,
        }),
      );
    }),
  );

  routes.post("/account/sessions", (c) =>
    open(c, async (tools, who) => {
      const { tongue } = contextOf(c);
      const { end = "" } = await readFields(c);
      if (end === "all") {
        await endAllSessions(tools, who);
        access.token.drop(c);
        return c.redirect(tongue.to("/signin"), 303);
      }
      // Somebody who presses twice, or whose list is old, finds what they wanted: that browser is signed out.
      await tried(() => endSession(tools, who, end), String);
      return c.redirect(tongue.to("/account?done=session"), 303);
    }),
  );

  routes.get("/account/confirm", (c) =>
    open(c, async (tools, who) => {
      const context = contextOf(c);
      const returnPath = returnPathOf(context, c.req.query("return"));
      return c.html(confirmPage(context, { ...(await confirmParts(tools, who)), wrong: null, returnPath }));
    }),
  );

  routes.post("/account/confirm", (c) =>
    open(c, async (tools, who) => {
      const context = contextOf(c);
      const { password = "", code: shown = "", ...form } = await readFields(c);
      const returnPath = returnPathOf(context, form["return"]);
      const token = await tried(
        () => confirm(tools, who, { password, code: shown }),
        (code) => (code === "access.wrong-code" ? "code" : "password"),
      );
      if (isWrong(token)) {
        const { wrong } = token;
        return c.html(confirmPage(context, { ...(await confirmParts(tools, who)), wrong, returnPath }), statusOf(wrong));
      }
      access.token.keep(c, token);
      return c.redirect(returnPath, 303);
    }),
  );

  routes.get("/account/password", (c) => confirmed(c, () => c.html(passwordPage(contextOf(c), null))));

  routes.post("/account/password", (c) =>
    confirmed(c, async (tools, who) => {
      const context = contextOf(c);
      const { password = "", again = "" } = await readFields(c);
      const changed = await tried(async () => {
        if (again !== password) throw accessErrors.passwordsDiffer();
        await changePassword(tools, who, password);
      }, passwordFieldOf("password"));
      if (isWrong(changed)) return c.html(passwordPage(context, changed.wrong), statusOf(changed.wrong));
      return c.redirect(context.tongue.to("/account?done=password"), 303);
    }),
  );

  routes.get("/account/authenticator", (c) =>
    factorShown(c, async (tools, { session, account }) => {
      const context = contextOf(c);
      const enrolment = beginEnrolment(tools, session.id, account.signInName);
      return c.html(
        await enrolPage(context, { enrolment, wrong: null, action: "/account/authenticator", returnPath: context.tongue.to("/account") }),
      );
    }),
  );

  routes.post("/account/authenticator", (c) =>
    factorShown(c, async (tools, who) => {
      const context = contextOf(c);
      const back = context.tongue.to("/account");
      const { code = "", enrolment: sealed = "" } = await readFields(c);
      const codes = await tried(
        () => replaceAuthenticator(tools, who, { sealed, code }),
        () => "code",
      );
      if (!isWrong(codes)) return c.html(recoveryCodesPage(context, codes, back));
      const again = await tried(async () => continueEnrolment(tools, who.session.id, who.account.signInName, sealed), String);
      if (isWrong(again)) return c.redirect(context.tongue.to("/account/authenticator"), 303);
      const shown = { enrolment: again, wrong: codes.wrong, action: "/account/authenticator", returnPath: back } as const;
      return c.html(await enrolPage(context, shown), statusOf(codes.wrong));
    }),
  );

  routes.get("/account/recovery-codes", (c) => factorShown(c, () => c.html(renewCodesPage(contextOf(c)))));

  routes.post("/account/recovery-codes", (c) =>
    factorShown(c, async (tools, who) => {
      const context = contextOf(c);
      return c.html(recoveryCodesPage(context, await renewRecoveryCodes(tools, who), context.tongue.to("/account")));
    }),
  );
  return routes;
}

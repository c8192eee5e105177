import { Hono, type Context } from "hono";
import { z } from "zod";
import {
  accessErrors,
  addPasskey,
  confirmWithPasskey,
  hasShownFactor,
  listPasskeys,
  endFormer,
  passkeyConfirmOptions,
  passkeyOptions,
  passkeySignInOptions,
  refusalProblem,
  removePasskey,
  signedIn,
  signInWithPasskey,
  type OpenAccess,
  type SignedInEnv,
} from "../../access/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { passkeysPage } from "./passkeys-page.ts";
import { readFields, returnPathOf, tried, whenOpen, type DoorParts } from "./sign-in-door.ts";

// What a browser makes of a passkey; its parts are looked at where they are verified.
const text = z.string().max(10_000);
const registration = z.object({
  name: z.string(),
  sealed: text,
  response: z.object({
    id: text,
    rawId: text,
    type: z.literal("public-key"),
    response: z.object({ clientDataJSON: text, attestationObject: text, transports: z.array(z.string().max(20)).max(10).optional() }),
    clientExtensionResults: z.object({}),
  }),
});
const authentication = z.object({
  return: z.string().optional(),
  sealed: text,
  response: z.object({
    id: text,
    rawId: text,
    type: z.literal("public-key"),
    response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text.optional() }),
    clientExtensionResults: z.object({}),
  }),
});

/** 通行密钥: the script of a page asks what to sign and brings it back; nothing here is a form but removing one. */
export function passkeyRoutes(parts: DoorParts): Hono<SignedInEnv> {
  const { access, contextOf } = parts;
  const routes = new Hono<SignedInEnv>();
  routes.use("/account/passkeys", async (c, next) => signedIn(access, isScript(c) ? "problem" : "page")(c, next));
  for (const path of ["/account/passkeys/options", "/account/confirm/passkey", "/account/confirm/passkey/options"])
    routes.use(path, signedIn(access, "problem"));
  const siteOf = (c: Context) => ({ origin: access.siteOf(c) });

  /** Something that a script of ours asks before anybody is known. */
  const asked = async (c: Context, work: (tools: OpenAccess) => Promise<Response>) => {
    const tools = access.tools();
    if (!access.isOwn(c)) return refusalProblem(c, accessErrors.foreignRequest());
    if (!tools) return refusalProblem(c, accessErrors.notOpen());
    if (!access.isSecure(c)) return refusalProblem(c, accessErrors.notSecure());
    return answered(c, () => work(tools));
  };

  routes.post("/signin/passkey/options", (c) => asked(c, async (tools) => c.json(await passkeySignInOptions(tools, siteOf(c)))));

  routes.post("/signin/passkey", (c) =>
    asked(c, async (tools) => {
      const { returnPath, ...answer } = await answerIn(c);
      const { token } = await signInWithPasskey(tools, siteOf(c), answer, access.originOf(c));
      await endFormer(tools, access.token.read(c));
      access.token.keep(c, token);
      return c.json({ address: returnPathOf(contextOf(c), returnPath) });
    }),
  );

  routes.post("/account/confirm/passkey/options", (c) =>
    asked(c, async (tools) => c.json(await passkeyConfirmOptions(tools, siteOf(c), c.get("signedIn")))),
  );

  routes.post("/account/confirm/passkey", (c) =>
    asked(c, async (tools) => {
      const { returnPath, ...answer } = await answerIn(c);
      access.token.keep(c, await confirmWithPasskey(tools, siteOf(c), c.get("signedIn"), answer));
      return c.json({ address: returnPathOf(contextOf(c), returnPath) });
    }),
  );

  routes.get("/account/passkeys", (c) =>
    whenOpen(parts, c, async (tools) => {
      const context = contextOf(c);
      const who = c.get("signedIn");
      if (!hasShownFactor(tools, who))
        return c.redirect(`${context.tongue.to("/account/confirm")}?return=${encodeURIComponent(c.req.path)}`, 303);
      return c.html(passkeysPage(context, await listPasskeys(tools, who)));
    }),
  );

  routes.post("/account/passkeys/options", (c) =>
    asked(c, async (tools) => c.json(await passkeyOptions(tools, siteOf(c), c.get("signedIn")))),
  );

  routes.post("/account/passkeys", async (c) => {
    const address = contextOf(c).tongue.to("/account/passkeys");
    if (!isScript(c))
      return whenOpen(parts, c, async (tools) => {
        const { remove = "" } = await readFields(c);
        // Somebody who presses twice finds what they wanted; whoever has to prove who they are first is asked by the page.
        await tried(() => removePasskey(tools, c.get("signedIn"), remove), String);
        return c.redirect(address, 303);
      });
    return asked(c, async (tools) => {
      const { name, sealed, response } = await bodyOf(c, registration);
      const { transports, ...made } = response.response;
      // What kinds of connection a key has is a hint to browsers, whatever the list is today.
      const exact = { ...response, response: { ...made, ...(transports && { transports: transports as never }) } };
      await addPasskey(tools, siteOf(c), c.get("signedIn"), { name, sealed, response: exact });
      return c.json({ address });
    });
  });
  return routes;
}

/** What a passkey answered, and where to go on. */
async function answerIn(c: Context) {
  const { sealed, response, return: returnPath } = await bodyOf(c, authentication);
  const { userHandle, ...signed } = response.response;
  return { returnPath, sealed, response: { ...response, response: { ...signed, ...(userHandle !== undefined && { userHandle }) } } };
}

function isScript(c: Context): boolean {
  return c.req.header("content-type")?.startsWith("application/json") ?? false;
}

async function bodyOf<T>(c: Context, shape: z.ZodType<T>): Promise<T> {
  const body = shape.safeParse(await c.req.json().catch(() => null));
  if (!body.success) throw accessErrors.passkeyFailed();
  return body.data;
}

async function answered(c: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusalProblem(c, error);
  }
}

import type { AddressInfo } from "node:net";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const redirectUri = "http://localhost/signin/identity/back";

/** A real provider of identities on this machine. Whoever signs in there with a login is who that login says; `email_verified` is true unless it begins with "unverified". */
export async function startIdentityProvider({ publishesOtherKeys = false } = {}): Promise<{
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly close: () => Promise<void>;
}> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const client = { clientId: "huican", clientSecret: "a secret between two offices" };
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri], response_types: ["code"] }],
    claims: { openid: ["sub"], profile: ["preferred_username"], email: ["email", "email_verified"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id, email: id, email_verified: !id.startsWith("unverified") }),
    }),
  });
  const others = { ...generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" }), use: "sig", alg: "RS256" };
  server.on("request", (request, response) => {
    if (publishesOtherKeys && request.url === "/jwks")
      response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [others] }));
    else void provider.callback()(request, response);
  });
  return {
    issuer,
    ...client,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Goes to the provider, signs in there and agrees, as somebody does; gives the address that the provider sends the browser back to. */
export async function signInAtProvider(start: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  let address = start;
  let form: URLSearchParams | null = null;
  for (let hops = 0; hops < 20; hops++) {
    const response = await fetch(address, {
      redirect: "manual",
      method: form ? "POST" : "GET",
      ...(form && { body: form }),
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    form = null;
    const location = response.headers.get("location");
    if (location) {
      address = new URL(location, address).href;
      if (address.startsWith(redirectUri)) return address;
      continue;
    }
    const page = await response.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (!action) throw new Error(`No form at ${address}: ${page.slice(0, 300)}`);
    address = new URL(action, address).href;
    form = new URLSearchParams(page.includes('name="login"') ? { prompt: "login", login, password: "any" } : { prompt: "consent" });
  }
  throw new Error("The provider does not come to an end.");
}

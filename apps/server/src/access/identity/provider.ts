import type { Configuration as Client } from "openid-client";
import type { OidcConfiguration } from "../../platform/configuration.ts";
import { accessErrors } from "../errors.ts";

/** What one sign-in at the provider has to bring back; it waits in a sealed cookie of the browser that began it. */
type OidcRequest = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** Who came back from the provider. */
export type OidcIdentity = {
  readonly issuer: string;
  readonly subject: string;
  /** The sign-in name that a claim says, where the configuration names one; null where it does not, or the provider has not verified it. */
  readonly signInName: string | null;
  /** Whether the provider says that it asked for two factors. */
  readonly isTwoFactor: boolean;
};

/** A provider of identities (OpenID Connect): authorization code with PKCE, state and nonce. */
export type OidcProvider = {
  readonly begin: (redirectUri: string) => Promise<{ readonly address: string; readonly request: OidcRequest }>;
  /** @throws Refusal where what came back is not what was asked for */
  readonly finish: (cameBackTo: URL, request: OidcRequest) => Promise<OidcIdentity>;
};

/** Nobody waits longer for another office's server. */
const patienceSeconds = 10;

export function oidcProvider({ issuer, clientId, clientSecret, nameClaim }: OidcConfiguration): OidcProvider {
  // Loaded when somebody first signs in so, and asked again where the provider could not be reached.
  let client: Promise<Client> | undefined;
  const library = () => import("openid-client");
  const discovered = async () => {
    const { allowInsecureRequests, discovery, enableNonRepudiationChecks } = await library();
    // Without these the library believes whatever comes over TLS and looks at no signature. The configuration allows plain http on the machine itself only.
    const execute = [enableNonRepudiationChecks, ...(issuer.startsWith("http:") ? [allowInsecureRequests] : [])];
    return discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: patienceSeconds });
  };
  const reached = async (): Promise<Client> => {
    client ??= discovered();
    try {
      return await client;
    } catch {
      client = undefined;
      throw accessErrors.providerUnreachable();
    }
  };
  return {
    begin: async (redirectUri) => {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } = await library();
      const request = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const address = buildAuthorizationUrl(await reached(), {
        redirect_uri: redirectUri,
        scope: nameClaim === "email" ? "openid email" : nameClaim === undefined ? "openid" : "openid profile",
        state: request.state,
        nonce: request.nonce,
        code_challenge: await calculatePKCECodeChallenge(request.verifier),
        code_challenge_method: "S256",
      });
      return { address: address.href, request };
    },
    finish: async (cameBackTo, { state, nonce, verifier }) => {
      const { authorizationCodeGrant } = await library();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const client = await reached();
      const tokens = await authorizationCodeGrant(client, cameBackTo, checks).catch(() => {
        throw accessErrors.identityFailed();
      });
      const claims = tokens.claims();
      if (!claims) throw accessErrors.identityFailed();
      const { amr } = claims;
      return {
        issuer: claims.iss,
        subject: claims.sub,
        signInName: signInNameIn(claims, nameClaim),
        isTwoFactor: Array.isArray(amr) && amr.includes("mfa"),
      };
    },
  };
}

function signInNameIn(claims: Readonly<Record<string, unknown>>, nameClaim: string | undefined): string | null {
  // Whoever may write any address into their profile there is not the owner of it.
  if (nameClaim === undefined || (nameClaim === "email" && claims["email_verified"] !== true)) return null;
  const name = claims[nameClaim];
  return typeof name === "string" && name !== "" ? name : null;
}

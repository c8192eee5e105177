import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { instant, type AccessTools } from "../access.ts";
import { accessErrors } from "../errors.ts";

const patienceSeconds = 5 * 60;
const shape = z.object({ challenge: z.string(), endsAt: z.string() });

/** What a device is asked to sign, and the same sealed: the browser brings it back, and nothing is kept until then. */
export type Challenge = { readonly challenge: string; readonly sealed: string };

/** @param purpose what it is asked for: brought back for something else it does not open */
export function newChallenge(tools: AccessTools, purpose: string): Challenge {
  const challenge = randomBytes(32).toString("base64url");
  const { sealed, keyVersion } = tools.cipher.seal(
    JSON.stringify({ challenge, endsAt: instant(tools, patienceSeconds) }),
    `passkey/${purpose}`,
  );
  return { challenge, sealed: `${keyVersion}.${sealed.toString("base64url")}` };
}

/** @throws Refusal where it was not made here for this, or has lapsed */
export function openChallenge(
  tools: AccessTools,
  purpose: string,
  text: string,
): { readonly challenge: string; readonly endsAt: string; readonly hash: Buffer } {
  const [keyVersion = "", sealed = ""] = text.split(".");
  const opened = shape.safeParse(parsed(tools, purpose, Number(keyVersion), sealed));
  if (!opened.success || opened.data.endsAt < instant(tools)) throw accessErrors.passkeyFailed();
  return { ...opened.data, hash: createHash("sm3").update(opened.data.challenge).digest() };
}

function parsed({ cipher }: AccessTools, purpose: string, keyVersion: number, sealed: string): unknown {
  try {
    return JSON.parse(cipher.open({ sealed: Buffer.from(sealed, "base64url"), keyVersion }, `passkey/${purpose}`));
  } catch {
    return null;
  }
}

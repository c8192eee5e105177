import { randomBytes } from "node:crypto";
import type { Cipher } from "../../platform/cipher/index.ts";

/** 会话: one browser in which somebody is signed in, or half way there. */
export type Session = {
  readonly id: string;
  readonly accountId: string;
  /** `first`: the password was right; nothing can be done yet but to show the second factor. */
  readonly stage: "first" | "full";
  /** How they proved who they are: `password+authenticator`, `passkey` … */
  readonly how: string;
  readonly beganAt: string;
  readonly seenAt: string;
  /** When they last proved it. */
  readonly confirmedAt: string;
  /** When they last showed the second factor to change how they sign in; null where they have only signed in. */
  readonly factorShownAt: string | null;
  readonly endsAt: string;
  readonly address: string;
  readonly device: string;
};

/** From where somebody signs in. */
export type Origin = { readonly address: string; readonly device: string };

/** How long sessions last. Whoever leaves the desk is signed out after `idle`; nobody is signed in for longer than a working day. */
export const sessionLimits = {
  firstSeconds: 10 * 60,
  idleSeconds: 30 * 60,
  absoluteSeconds: 12 * 3600,
  /** So many browsers at once; the oldest has to go. */
  most: 5,
  /** So long after somebody proved who they are they may change how they prove it. */
  confirmedSeconds: 10 * 60,
  /** How exactly it is known when somebody was last there. */
  seenSeconds: 60,
} as const;

/** 256 bits, known to one browser. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token: a keyed hash (HMAC-SM3). Of a plain one anybody could make a row for a token of their own. */
export function hashOfToken(cipher: Cipher, token: string): Buffer {
  return cipher.blind(token, "session");
}

export function newSessionId(): string {
  return `s_${randomBytes(10).toString("hex")}`;
}

/** A browser as people call it, `Chrome · Windows`: enough to know one's own, too little to know it again. */
export function deviceWords(userAgent = ""): string {
  const named = (table: readonly (readonly [RegExp, string])[]) => table.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = named([
    [/MicroMessenger/, "WeChat 微信"],
    [/DingTalk/, "DingTalk 钉钉"],
    [/Edg/, "Edge"],
    [/Firefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = named([
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/Linux/, "Linux"],
  ]);
  return [browser, system].filter(Boolean).join(" · ") || "?";
}

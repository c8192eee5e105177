import type { Context } from "hono";
import type { AddressOf } from "../platform/client-address.ts";
import type { ReadingLimits } from "../platform/configuration.ts";
import type { AccessTools } from "./access.ts";
import type { OidcProvider } from "./identity/provider.ts";
import { dropToken, keepToken, readToken } from "./session/session-cookie.ts";
import { deviceWords, type Origin } from "./session/session.ts";

/** What is behind the door once the register is open. */
export type OpenAccess = AccessTools & {
  /** A demo lists its sample accounts; a real register has none. */
  readonly kind: "demo" | "real";
  /** What an area is called, by the beginning of its code. */
  readonly nameOfArea: (code: string) => string;
  /** How much one person may read; the plain limits where left out. */
  readonly reading?: ReadingLimits | undefined;
};

/** The way from a request to whoever made it. It stands before the register is open, and says so. */
export type AccessDoor = {
  /** Null until the register is open. */
  readonly tools: () => OpenAccess | null;
  readonly open: (tools: OpenAccess) => void;
  readonly originOf: (c: Context) => Origin;
  /** Whether a password may be typed here: over https, or on the machine itself. */
  readonly isSecure: (c: Context) => boolean;
  /** Whether a request that changes something comes from a page of ours. */
  readonly isOwn: (c: Context) => boolean;
  /** The address that a browser knows this server by. */
  readonly siteOf: (c: Context) => string;
  /** The provider of identities; null where there is none. */
  readonly oidc: OidcProvider | null;
  readonly token: {
    readonly read: (c: Context) => string | undefined;
    readonly keep: (c: Context, token: string) => void;
    readonly drop: (c: Context) => void;
  };
};

type DoorParts = {
  /** The address that the public knows, where something stands in front of this server. */
  readonly publicUrl: string | undefined;
  readonly addressOf: AddressOf;
  readonly oidc?: OidcProvider | null;
};

export function accessDoor({ publicUrl, addressOf, oidc = null }: DoorParts): AccessDoor {
  let opened: OpenAccess | null = null;
  const urlOf = (c: Context) => new URL(publicUrl ?? c.req.url);
  const siteOf = (c: Context) => urlOf(c).origin;
  return {
    tools: () => opened,
    open: (tools) => {
      opened = tools;
    },
    originOf: (c) => ({ address: addressOf(c), device: deviceWords(c.req.header("user-agent")) }),
    isSecure: (c) => urlOf(c).protocol === "https:" || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(urlOf(c).hostname),
    isOwn: (c) => {
      const site = c.req.header("sec-fetch-site");
      const origin = c.req.header("origin");
      if (site !== undefined && site !== "same-origin") return false;
      // Browsers name the origin of everything that changes something; whatever names neither is no browser with a cookie of ours.
      return origin === undefined ? site !== undefined : origin === urlOf(c).origin || origin === new URL(c.req.url).origin;
    },
    siteOf,
    oidc,
    token: {
      read: (c) => readToken(c, siteOf(c)),
      keep: (c, token) => keepToken(c, siteOf(c), token),
      drop: (c) => dropToken(c, siteOf(c)),
    },
  };
}

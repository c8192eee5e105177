import { BlockList, isIP } from "node:net";
import type { Context } from "hono";

/** Tells from which address a request comes. */
export type AddressOf = (c: Context) => string;

/** What the HTTP server of Node gives along with a request. */
type NodeBindings = { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } };

/**
 * The address at the other end of the connection. Where that is a proxy of ours, the nearest address in `X-Forwarded-For` that is none: everything
 * further left is hearsay, and without a trusted proxy the whole header is.
 */
export function clientAddresses(trustedProxies: readonly string[]): AddressOf {
  const trusted = new BlockList();
  for (const network of trustedProxies) {
    const [address = "", prefix] = network.split("/");
    const family = familyOf(address);
    trusted.addSubnet(address, Number(prefix ?? (family === "ipv4" ? 32 : 128)), family);
  }
  return (c) => {
    const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((address) => plain(address.trim()));
    let address = plain((c.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress ?? "");
    while (isIP(address) !== 0 && trusted.check(address, familyOf(address))) {
      const before = forwarded.pop();
      if (before === undefined || isIP(before) === 0) break;
      address = before;
    }
    return address;
  };
}

/** Whom a limit counts as one: an IPv4 address, or the network of an IPv6 address, since one household has a whole one. */
export function countedAs(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail = ""] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const zeros = address.includes("::") ? Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0") : [];
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

/** An IPv4 address that arrives in the clothes of IPv6 (`::ffff:1.2.3.4`) is one. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

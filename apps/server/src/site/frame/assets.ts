import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asset } from "../../platform/asset.ts";
import { icon } from "./emblem.ts";

const tokens = readFileSync(new URL(import.meta.resolve("@huican/look/tokens.css")), "utf8");
const read = (folder: string, name: string) => readFileSync(join(import.meta.dirname, folder, name));

/** Everything that uses the tokens. */
const sheets = [
  "base.css",
  "frame.css",
  "home.css",
  "site.css",
  "../../check/check.css",
  "../../policies/policies.css",
  "../../reference/reference.css",
  "../../sign-in/sign-in.css",
  "modes.css",
  "print.css",
];

/**
 * The stylesheet stands in each page: on a slow network a file of its own would keep the screen white for one more round trip of two seconds
 * (docs/decisions/0009). It is the only inline text that browsers are told to accept, by its hash.
 */
export const stylesheet = shortened([tokens, ...sheets.map((name) => read("styles", name).toString("utf8"))].join("\n"));
export const stylesheetHash = `sha256-${createHash("sha256").update(stylesheet).digest("base64")}`;

export const script = asset("site.js", read("scripts", "site.js").toString("utf8"));
/** Only for pages where somebody signs in, or adds a passkey. */
export const passkeyScript = asset("passkey.js", read("scripts", "passkey.js").toString("utf8"));
export const tabIcon = asset("icon.svg", icon);
/** 1200 × 630, made from `images/share-card.svg`: what chats show beside a shared address. Most of them take no SVG. */
export const shareCard = asset("share-card.png", read("images", "share-card.png"));
/** 180 × 180, for home screens. */
export const homeScreenIcon = asset("icon.png", read("images", "icon.png"));

export const assets = [script, passkeyScript, tabIcon, shareCard, homeScreenIcon];

/** Rules without comments and the spaces that only people need. */
function shortened(css: string): string {
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,]) ?/g, "$1")
    .replaceAll(";}", "}")
    .trim();
}

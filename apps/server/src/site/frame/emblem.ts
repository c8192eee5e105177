import { raw } from "hono/html";
import type { Html } from "./page.ts";

/** Two people who lean together and are a heart. One drawing for the header, the icon and (copied) the share card. */
const emblemShapes = `<g fill="none" stroke-width="7" stroke-linecap="round"><path class="one" stroke="#00565e" d="M9 26c0 15 16 20 23 30"/><path class="two" stroke="#c4620a" d="M55 26c0 15-16 20-23 30"/></g><circle class="one" fill="#00565e" cx="20" cy="16" r="8"/><circle class="two" fill="#c4620a" cx="44" cy="16" r="8"/>`;

/** The emblem in a page; it says nothing that the words beside it do not. */
export const emblem: Html = raw(`<svg class="emblem" viewBox="0 0 64 64" aria-hidden="true" focusable="false">${emblemShapes}</svg>`);

/** The emblem as a file of its own, for tabs of browsers. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#fdf6ec"/>${emblemShapes.replaceAll(/ class="\w+"/g, "")}</svg>`;

import type { ChangeLine } from "@huican/engine/diff";
import { html } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";
import { nothing } from "./cite.ts";

/** What differs between two documents, a line each, with what belongs to it below. @param label names the list where no heading does */
export function changeLines({ say }: Tongue, lines: readonly ChangeLine[], label?: string): Html {
  return html`<ul class="plain" ${label === undefined ? nothing : html` aria-label="${label}"`}>
    ${lines.map(
      ({ text, under }) =>
        html`<li>
          ${say(text)}${
            under.length > 0
              ? html`<ul class="plain">
                  ${under.map((below) => html`<li>${say(below)}</li>`)}
                </ul>`
              : nothing
          }
        </li>`,
    )}
  </ul>`;
}

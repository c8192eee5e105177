import type { KeyboardEvent } from "react";

/** ↑ ↓ Home End go from line to line of a table, as in a spreadsheet; each line has one link, `.row-link`. */
export function rowKeys(event: KeyboardEvent<HTMLTableElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(".row-link")];
  const place = links.findIndex((link) => link === document.activeElement);
  const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: links.length - 1 }[event.key];
  if (place === -1 || next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
}

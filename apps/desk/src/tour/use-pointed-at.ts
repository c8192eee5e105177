import { useEffect, useEffectEvent } from "react";
import type { TourStep } from "./tours.ts";

const mark = "data-toured";

/**
 * Marks what a step is about once it stands on the page, and again where it is drawn anew.
 * @param onFound called once, when it is marked
 * @returns how to put the focus on it
 */
export function usePointedAt(step: TourStep | undefined, onFound: () => void): () => void {
  const found = useEffectEvent(onFound);
  const selector = step?.at;
  useEffect(() => {
    if (selector === undefined) return undefined;
    let isFound = false;
    const look = () => {
      const thing = document.querySelector(selector);
      if (!thing || thing.hasAttribute(mark)) return;
      thing.setAttribute(mark, "");
      if (isFound) return;
      isFound = true;
      thing.scrollIntoView({ block: "nearest" });
      found();
    };
    // Pages are loaded when they are opened, and what stands on them comes from the server.
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    look();
    return () => {
      observer.disconnect();
      for (const thing of document.querySelectorAll(`[${mark}]`)) thing.removeAttribute(mark);
    };
  }, [selector, step]);
  return () => {
    const thing = document.querySelector<HTMLElement>(`[${mark}]`);
    if (!thing) return;
    if (thing.tabIndex < 0 && !thing.hasAttribute("tabindex")) thing.tabIndex = -1;
    thing.focus();
  };
}

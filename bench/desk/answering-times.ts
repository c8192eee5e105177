import type { Page } from "@playwright/test";

/**
 * Runs in the page. From when the browser took a press of a button or a key until what each of `answers` looks for has been drawn; a message that is sent in a frame comes once
 * the frame is drawn. It is looked for whenever the page has changed: to look in every frame would let the browser draw all the time. What the driver of the browser needs for
 * itself does not count.
 */
const watch = `(kind, answers) => {
  if (answers[0]()) throw new Error("The answer was there before: " + answers[0]);
  const drawn = (isAnswered, since) => new Promise((resolve) => {
    const wait = () => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - since);
      port2.postMessage(null);
    });
    const look = () => isAnswered() && (changes.disconnect(), removeEventListener("focus", look, true), wait());
    const changes = new MutationObserver(look);
    changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    addEventListener("focus", look, true);
    look();
  });
  globalThis.answeredAfter = new Promise((resolve) => {
    const pressed = ({ timeStamp }) => resolve(Promise.all(answers.map((each) => drawn(each, timeStamp))));
    addEventListener(kind, pressed, { capture: true, once: true });
  });
}`;

/** @param answers expressions of the page that are true once the answer stands there; @returns milliseconds from the press to each of them */
export async function answeringTimes(
  page: Page,
  press: () => Promise<void>,
  answers: readonly string[],
  kind = "click",
): Promise<readonly number[]> {
  await page.evaluate(`(${watch})(${JSON.stringify(kind)}, [${answers.map((answer) => `() => ${answer}`).join()}])`);
  await press();
  return page.evaluate<readonly number[]>("globalThis.answeredAfter");
}

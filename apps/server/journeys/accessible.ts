import axe from "axe-core";
import { expect, type Page } from "@playwright/test";

/** Rules that depend on how a page looks; all others depend on what it says, which a change of colours or of size does not touch. */
const visualRules = ["color-contrast-enhanced", "target-size", "link-in-text-block", "scrollable-region-focusable"];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"];

type Checked = {
  /** What is said of a failure, besides the address. */
  readonly label?: string;
  /** Only the rules about looks: the same page was checked in another look with all of them. */
  readonly isVisual?: boolean;
};

/** No violations, with contrast of 7:1 among the rules; whatever opens is opened first. */
export async function expectAccessible(page: Page, { label = "", isVisual = false }: Checked = {}): Promise<void> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe.source);
  const options = {
    runOnly: isVisual ? { type: "rule", values: visualRules } : { type: "tag", values: tags },
    // 7:1 for text, of which the 4.5:1 of the other rule is a part.
    ...(!isVisual && { rules: { "color-contrast-enhanced": { enabled: true }, "color-contrast": { enabled: false } } }),
    resultTypes: ["violations"],
    preload: false,
  };
  const violations = await page.evaluate<readonly string[]>(`(async () => {
    for (const each of document.querySelectorAll("details")) each.open = true;
    const { violations } = await axe.run(document, ${JSON.stringify(options)});
    return violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target.join(" ")).join(", "));
  })()`);
  expect.soft(violations, `${page.url()} ${label}`).toEqual([]);
}

/** Puts the checker into every page that is opened from now on: faster than handing it to each. */
export async function bringChecker(page: Page): Promise<void> {
  await page.addInitScript(axe.source);
}

/** Nothing has to be dragged sideways. */
export async function expectToFit(page: Page, label = ""): Promise<void> {
  const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect.soft(overflow, `${page.url()} ${label}`).toBeLessThanOrEqual(0);
}

/**
 * What stands by itself is a target for a thumb: 44 pixels high, 60 in large print. Links in running text are as high as their line.
 */
export async function expectThumbs(page: Page, label = ""): Promise<void> {
  const small = await page.evaluate<readonly string[]>(`(() => {
    const least = document.documentElement.classList.contains("large") ? 60 : 44;
    const isInText = (link) => getComputedStyle(link).display === "inline" && link.parentElement.textContent.trim().length > link.textContent.trim().length;
    return [...document.querySelectorAll("main a, main button, main summary, main select, main input.text")].flatMap((each) => {
      const { width, height } = each.getBoundingClientRect();
      return width === 0 || height + 0.5 >= least || isInText(each) ? [] : [each.textContent.trim() + ": " + Math.round(height)];
    });
  })()`);
  expect.soft(small, `${page.url()} ${label}`).toEqual([]);
}

import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** No violations, with contrast of 7:1 among the rules. */
export async function expectAccessible(page: Page, label = ""): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { "color-contrast-enhanced": { enabled: true } } })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
    `${page.url()} ${label}`,
  ).toEqual([]);
}

/** Nothing has to be dragged sideways. */
export async function expectToFit(page: Page, label = ""): Promise<void> {
  const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect(overflow, `${page.url()} ${label}`).toBeLessThanOrEqual(0);
}

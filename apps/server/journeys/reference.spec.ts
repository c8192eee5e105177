import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

for (const [path, title, decide, address] of [
  ["/api", "接口说明", "判定", "/api"],
  ["/en/api", "The API", "Decide", "/en/api"],
] as const) {
  test(`${path}: the contents lead to each endpoint by keyboard, on a phone, with contrast of 7:1`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    // Long addresses and hashes break; nothing makes the page wider than the screen.
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
    const link = page.getByRole("navigation").getByRole("link", { name: `${decide} POST /api/decide` });
    await link.focus();
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe(`${address}#decide`);
    await expect(page.getByRole("heading", { name: decide, exact: true })).toBeInViewport();
    // One of each kind of part: the rest of this long page is made by the same functions.
    const { violations } = await new AxeBuilder({ page })
      .include("main > nav")
      .include("section:has(#decide)")
      .include("section:has(#benefit)")
      .include("section:has(#shape-Decision)")
      .include("dl:has(#problem-not_json)")
      .options({ rules: { "color-contrast-enhanced": { enabled: true } } })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  });
}

import { expect, test } from "@playwright/test";
import { expectToFit } from "./accessible.ts";

for (const [path, title, decide, address] of [
  ["/api", "接口说明", "判定", "/api"],
  ["/en/api", "The API", "Decide", "/en/api"],
] as const) {
  test(`${path}: the contents lead to each endpoint by keyboard, on a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    // Long addresses and hashes break; nothing makes the page wider than the screen.
    await expectToFit(page);
    const link = page.getByRole("navigation").getByRole("link", { name: `${decide} POST /api/decide` });
    await link.focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${address}#decide`);
    await expect(page.getByRole("heading", { name: decide, exact: true })).toBeInViewport();
  });
}

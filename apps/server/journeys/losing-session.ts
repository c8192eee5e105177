import { expect, type Locator, type Page } from "@playwright/test";

/** The session ends, as after half an hour; whoever sends a form then is told, and that what they typed is kept. */
export async function loseSession(page: Page, send: Locator): Promise<void> {
  await page.context().clearCookies();
  // What the desk asks by itself may hear of it first: then everything is covered already, and nothing can be sent.
  await send.press("Enter", { timeout: 2_000 }).catch(() => {});
  await expect(page.getByRole("heading", { name: "登录已到期" })).toBeFocused();
  await expect(page.getByText("您填写的内容已保存。")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

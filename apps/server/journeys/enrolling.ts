import { expect, type Page } from "@playwright/test";
import { currentCode } from "../src/access/proof/authenticator.ts";

/** Signs in for the first time, with the code that somebody was given: a password of their own, a second factor, and they are in. */
export async function enrol(page: Page, { signInName, code }: { readonly signInName: string; readonly code: string }): Promise<void> {
  await page.goto("/signin/setup");
  await page.getByLabel("登录名").fill(signInName);
  await page.getByLabel("启用码").fill(code);
  await page.getByLabel("新密码", { exact: true }).fill("three quiet herons");
  await page.getByLabel("再输入一次新密码").fill("three quiet herons");
  await page.getByRole("button", { name: "继续" }).press("Enter");
  const secret = ((await page.locator("code.secret").textContent()) ?? "").replaceAll(" ", "");
  await page.getByLabel("验证码").fill(currentCode(secret, new Date()));
  await page.getByRole("button", { name: "启用" }).press("Enter");
  await expect(page.getByRole("heading", { name: /恢复码/ }).first()).toBeVisible();
}

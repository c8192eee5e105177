import { expect, type Page } from "@playwright/test";

export type Shown = { readonly password: string; readonly code: string };

/**
 * Signs in as a sample account, and arrives where one arrives.
 *
 * No code is taken twice: where another journey has just taken it, this one waits for the next.
 * @returns what was shown: a sample account stands with its password on the page
 */
export async function signIn(page: Page, role: string, returnPath?: string): Promise<Shown> {
  const shown = await typePassword(page, role, returnPath);
  await showCode(page);
  return shown;
}

async function typePassword(page: Page, role: string, returnPath?: string): Promise<Shown> {
  await page.goto(`/signin?${new URLSearchParams({ as: role, ...(returnPath !== undefined && { return: returnPath }) }).toString()}`);
  const password = await page.getByLabel("密码", { exact: true }).inputValue();
  await page.getByRole("button", { name: "继续" }).click();
  return { password, code: (await page.locator(".note strong").textContent()) ?? "" };
}

/** Enters the code that is shown; the next one where it was taken already. */
async function showCode(page: Page): Promise<void> {
  let tried = "";
  await expect(async () => {
    // It may have taken longer than the last try waited.
    if (!page.url().includes("/signin")) return;
    const code = (await page.locator(".note strong").textContent({ timeout: 5_000 })) ?? "";
    if (code === tried) await page.reload();
    expect(code).not.toBe(tried);
    tried = code;
    await page.getByLabel("验证码").fill(code);
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(page).not.toHaveURL(/\/signin/, { timeout: 5_000 });
  }).toPass({ timeout: 90_000, intervals: [3_000] });
}

import { expect, test, type Page } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { signIn, type Shown } from "./signing-in.ts";
import { bringChecker, expectAccessible, expectThumbs, expectToFit } from "./accessible.ts";

// Each test signs in as another of the sample accounts: no code is taken twice.
test.use({ baseURL: demoUrl });

/** Goes on with the Tab key until something is reached, as somebody does who has no mouse. */
async function tabTo(page: Page, isThere: (focused: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate<string>("(document.activeElement?.id || document.activeElement?.textContent || '').trim()");
    if (isThere(focused)) return;
  }
  throw new Error(`The Tab key does not lead there on ${page.url()}.`);
}

/** Shows both factors once more on the way to a page; no code is taken twice, so it takes until the next one. */
async function openConfirmed(page: Page, path: string, { password, code }: Shown): Promise<void> {
  await page.goto(path);
  await expect(async () => {
    await page.reload();
    expect(await page.locator(".note strong").textContent()).not.toBe(code);
  }).toPass({ timeout: 60_000, intervals: [1_000] });
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByLabel("验证码").fill((await page.locator(".note strong").textContent()) ?? "");
  await page.getByRole("button", { name: "继续", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${path}$`));
}

test("signing in and out with the keyboard alone", async ({ page }) => {
  // An account of its own: a code that another journey has just used would be refused here.
  await page.goto("/account");
  await expect(page).toHaveTitle("登录 · 惠残");
  await tabTo(page, (focused) => focused === "财政");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("登录名")).toHaveValue("finance");
  await tabTo(page, (focused) => focused === "f-password");
  await page.keyboard.press("Enter");
  await expect(page).toHaveTitle("输入验证码 · 惠残");
  await tabTo(page, (focused) => focused === "f-code");
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  // What is wrong has the focus, and leads to its field.
  await expect(page.locator(".errors")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await tabTo(page, (focused) => focused === "f-code");
  await page.keyboard.type((await page.locator(".note strong").textContent()) ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/account$/);
  await tabTo(page, (focused) => focused === "退出");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/signin$/);
  await page.goto("/account");
  await expect(page).toHaveURL(/\/signin\?return=/);
});

test("everything works without JavaScript, but passkeys", async ({ browser }) => {
  const page = await browser.newPage({ javaScriptEnabled: false, baseURL: demoUrl });
  const shown = await signIn(page, "auditor");
  await expect(page).toHaveURL(/\/desk\?language=zh$/);
  expect(await page.locator("noscript").textContent()).toContain("工作台需要 JavaScript");
  await openConfirmed(page, "/account/passkeys", shown);
  await expect(page.getByText("并且允许运行 JavaScript")).toBeVisible();
  await page.close();
});

for (const look of ["plain", "large, hard contrast, on a phone"] as const) {
  test(`pages of signing in and of one's account are accessible: ${look}`, async ({ page, context }) => {
    const isPlain = look === "plain";
    await bringChecker(page);
    if (!isPlain) {
      await page.setViewportSize({ width: 360, height: 740 });
      await context.addCookies([{ name: "huican_display", value: "large.contrast", url: demoUrl }]);
    }
    const check = async () => {
      await expectAccessible(page, { label: look });
      if (isPlain) return;
      await expectToFit(page, look);
      await expectThumbs(page, look);
    };
    const role = isPlain ? "citizen" : "representative";
    for (const path of ["/signin", "/en/signin", "/signin/setup", "/en/signin/setup"]) {
      await page.goto(path);
      await check();
    }
    await page.goto("/signin/setup");
    await page.getByRole("button", { name: "继续" }).click();
    await expect(page.locator(".errors")).toBeVisible();
    await check();
    await page.goto(`/signin?as=${role}`);
    await page.getByRole("button", { name: "继续" }).click();
    await check();
    const shown = await signIn(page, role);
    for (const path of ["/desk-home", "/account", "/account/confirm"]) {
      await page.goto(path);
      await check();
    }
    await openConfirmed(page, "/account/recovery-codes", shown);
    const behind = ["/account/password", "/account/authenticator", "/account/passkeys"];
    for (const path of [...behind, "/account/recovery-codes", "/en/account", "/en/desk-home"]) {
      await page.goto(path);
      await check();
    }
    await page.goto("/account/recovery-codes");
    await page.getByRole("button", { name: "生成" }).click();
    await expect(page.locator(".codes li")).toHaveCount(10);
    await check();
  });
}

test("a passkey is added and signs in by itself", async ({ page }) => {
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const shown = await signIn(page, "commissioner");
  await openConfirmed(page, "/account/passkeys", shown);
  await page.getByLabel("叫什么").fill("我的手机");
  await page.getByRole("button", { name: "添加通行密钥" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "我的手机" })).toBeVisible();
  await page.goto("/account");
  await page.locator(".signed-in").getByRole("button", { name: "退出" }).click();
  await page.getByRole("button", { name: "用通行密钥登录" }).click();
  await expect(page).toHaveURL(/\/desk\/?$/);
  await expect(page.getByRole("banner")).toContainText("何小玲");
});

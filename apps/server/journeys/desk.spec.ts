import { expect, test, type Page } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { expectAccessible, expectToFit } from "./accessible.ts";
import { loseSession } from "./losing-session.ts";
import { keepSignedIn, openDesk } from "./opened-desk.ts";
import { signIn } from "./signing-in.ts";

test.use({ baseURL: demoUrl });

const row = (page: Page, list: string, place = 0) =>
  page
    .getByRole("table", { name: list })
    .getByRole("row")
    .nth(place + 1);
const names = (page: Page, list: string) => page.getByRole("table", { name: list }).locator(".row-link").allTextContents();

test("whoever is not signed in and opens an address of the desk comes back to it after signing in", async ({ page }) => {
  await page.goto("/desk/settings");
  await expect(page).toHaveURL(/\/signin\?return=%2Fdesk%2Fsettings$/);
  await signIn(page, "district-desk", "/desk/settings");
  await expect(page).toHaveURL(/\/desk\/settings$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("设置");
});

test("the first screen is one's own work: what to decide, what one has asked for and may not decide, what was refused", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "street-clerk");
  await expect(page).toHaveTitle("待办 · 惠残工作台");
  await expect(page.getByRole("heading", { name: /^等您审批/ })).toContainText("3");
  expect(await names(page, "等您审批的变更")).toHaveLength(3);
  await expect(page.getByText("录入和审批不能是同一个人，所以这些由别人审批；您可以撤回。")).toBeVisible();
  expect(await names(page, "您提交的变更")).toHaveLength(2);
  // Other journeys ask for changes too, which are approved.
  await expect(
    page
      .getByRole("table", { name: "您提交的、最近办结的变更" })
      .getByRole("row", { name: /没有通过/ })
      .first(),
  ).toBeVisible();
  // One's own: no button that would be refused, and why.
  await row(page, "您提交的变更").getByRole("link").click();
  await expect(page.getByText("这是您提交的。")).toBeVisible();
  await expect(page.getByRole("button", { name: "批准" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "撤回" })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a move is approved by keyboard alone: through the list, both versions, the effect, one key; and the way back is offered", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "street-clerk");
  await expect(row(page, "等您审批的变更", 1)).toContainText("户籍");
  await page.getByRole("table", { name: "等您审批的变更" }).locator(".row-link").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/desk\/changes\/\d+$/);
  await expect(page.getByRole("heading", { name: /^变更申请 \d+$/ })).toBeFocused();
  const compare = page.getByRole("table", { name: "变更前后对照" });
  await expect(compare.getByRole("row", { name: /^户籍/ })).toContainText("重庆市江北区华新街街道");
  await expect(compare.getByRole("row", { name: /^户籍/ })).toContainText("重庆市沙坪坝区渝碚路街道");
  await expect(page.getByRole("heading", { name: "对待遇的影响" })).toBeVisible();
  await expect(page.locator(".benefits li").first()).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.getByRole("status").filter({ hasText: "已批准，档案已改" })).toBeVisible();
  await expect(page).toHaveURL(/\/desk\/?$/);
  await expect(page.getByRole("heading", { name: /^等您审批/ })).toContainText("2");
  expect(complaints).toEqual([]);
});

test("a refusal needs words; what is typed survives a reload, a lost network and a lost session", async ({ browser }) => {
  const { page, context } = await openDesk(browser, "street-clerk");
  await row(page, "等您审批的变更").getByRole("link").click();
  await page.getByRole("button", { name: "不同意" }).click();
  await page.getByRole("button", { name: "确认不同意" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "请写明理由" })).toBeVisible();
  const reason = page.getByLabel("为什么不同意？申请人会看到。");
  await expect(reason).toBeFocused();
  await reason.fill("收入证明不齐，请补交");

  await page.reload();
  await page.getByRole("button", { name: "不同意" }).click();
  await expect(reason).toHaveValue("收入证明不齐，请补交");

  await context.setOffline(true);
  await expect(page.getByRole("status").filter({ hasText: "网络断了" })).toBeVisible();
  await page.getByRole("button", { name: "确认不同意" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "没有提交" })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("status").filter({ hasText: "网络断了" })).toHaveCount(0);
  await expect(reason).toHaveValue("收入证明不齐，请补交");

  await loseSession(page, page.getByRole("button", { name: "确认不同意" }));
  await expect(page.getByRole("table")).toHaveCount(0);
  await expectAccessible(page, { label: "signed out" });
  const here = page.url();
  await page.getByRole("link", { name: "重新登录" }).click();
  await signIn(page, "street-clerk", new URL(here).pathname);
  await expect(page).toHaveURL(here);
  await page.getByRole("button", { name: "不同意" }).click();
  await expect(reason).toHaveValue("收入证明不齐，请补交");
  await reason.press("Control+Enter");
  await expect(page.getByRole("status").filter({ hasText: "没有通过，已退回申请人" })).toBeVisible();
  expect(await page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('huican.draft.')).length")).toBe(0);
  expect(await page.evaluate("JSON.stringify(localStorage)")).not.toContain("收入证明");
  await keepSignedIn("street-clerk", context);
});

test("another person who signs in in the same tab finds no draft of whoever was there", async ({ browser }) => {
  const { page, context } = await openDesk(browser, "street-clerk");
  await row(page, "等您审批的变更").getByRole("link").click();
  await page.getByRole("button", { name: "不同意" }).click();
  await page.getByLabel("为什么不同意？申请人会看到。").fill("只给我自己看");
  await context.clearCookies();
  await signIn(page, "district-desk");
  await expect(page.getByRole("banner")).toContainText("杨晓梅");
  await expect.poll(() => page.evaluate("JSON.stringify(sessionStorage)")).not.toContain("只给我自己看");
  await keepSignedIn("district-desk", context);
});

test("Ctrl-K reaches pages, actions and people; ? says which keys there are; letters can be turned off", async ({ browser }) => {
  const { page, complaints } = await openDesk(browser, "district-desk");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("待办");
  await page.keyboard.press("Control+k");
  const find = page.getByRole("searchbox", { name: "查找人员、页面、操作" });
  await expect(find).toBeFocused();
  await expectAccessible(page, { label: "palette" });
  await find.fill("shezhi");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("设置");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

  await page.keyboard.press("Control+k");
  await find.fill("丹巴");
  await expect(page.getByRole("option", { name: /丹巴/ }).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/desk\/people\/\d+$/);

  await page.keyboard.press("g");
  await page.keyboard.press("w");
  await expect(page).toHaveURL(/\/desk\/?$/);
  await row(page, "等您审批的变更").getByRole("link").click();
  await expect(page.getByRole("button", { name: "批准" })).toBeVisible();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "快捷键" });
  await expect(help.getByRole("row", { name: /批准这份变更/ })).toBeVisible();
  await expectAccessible(page, { label: "shortcuts" });
  await help.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await page.keyboard.press("a");
  await page.keyboard.press("?");
  await expect(help).toHaveCount(0);
  await expect(page.getByRole("button", { name: "批准" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: /批准这份变更/ })).toBeVisible();
  await page.keyboard.press("Escape");
  // Escape closes the panel and goes back to its line.
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/desk\/?$/);
  expect(complaints).toEqual([]);
});

test("what an office may not do is not offered", async ({ browser }) => {
  const { page } = await openDesk(browser, "audit-administrator");
  await expect(page.getByRole("heading", { name: /应急查看/ })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "工作台" }).getByRole("link", { name: /人员/ })).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await page.getByRole("searchbox").fill("人员");
  await expect(page.getByText("没有找到。")).toBeVisible();
});

for (const [label, settings, viewport] of [
  ["plain", {}, { width: 1366, height: 768 }],
  ["English, dark", { language: "en", colours: "dark" }, { width: 1366, height: 768 }],
  ["contrast, large", { isContrast: true, size: "large" }, { width: 768, height: 1024 }],
  ["dark, large, on a phone", { colours: "dark", size: "large" }, { width: 390, height: 844 }],
  // 1366 by 768 pixels, magnified four times.
  ["at 400 %", {}, { width: 341, height: 192 }],
] as const) {
  test(`every page is accessible and fits: ${label}`, async ({ browser }) => {
    const { page, complaints } = await openDesk(browser, "district-desk", "/desk", settings, viewport);
    const check = async () => {
      await expectAccessible(page, { label });
      await expectToFit(page, label);
    };
    await expect(page.locator(".row-link").first()).toBeVisible();
    await check();
    await page.locator(".row-link").first().click();
    await expect(page.locator(".change-actions .button").first()).toBeVisible();
    await expect(page.locator(".loading")).toHaveCount(0);
    await check();
    await page.locator(".change-actions .button.warn").click();
    await check();
    for (const path of ["/desk/settings", "/desk/people", "/desk/changes/999999", "/desk/nowhere"]) {
      await page.goto(path);
      await expect(page.locator("main .notice.bad, .page h1").last()).toBeVisible();
      await check();
    }
    expect(complaints.filter((text) => !/999999/.test(text))).toEqual([]);
  });
}

test("names and roles of the main journey, as a screen reader tells them", async ({ browser }) => {
  const { page } = await openDesk(browser, "district-desk");
  await expect(page.getByRole("navigation")).toMatchAriaSnapshot(`
    - navigation "工作台":
      - list:
        - listitem:
          - link "待办"
        - listitem:
          - link "人员"
        - listitem:
          - link "设置"
      - list:
        - listitem:
          - button "快捷键"
        - listitem:
          - link "政策文件"
        - listitem:
          - link "我的账号"
        - listitem:
          - button "退出"
  `);
  await row(page, "等您审批的变更").getByRole("link").click();
  await expect(page.getByRole("region", { name: /^变更申请/ })).toMatchAriaSnapshot(`
    - region /变更申请 \\d+/:
      - heading /变更申请 \\d+/ [level=2]
      - button "关闭"
      - region "改什么":
        - heading "改什么" [level=3]
        - table "变更前后对照":
          - rowgroup:
            - row "事项 现在的记录 改成"
      - region "对待遇的影响":
        - heading "对待遇的影响" [level=3]
      - button "批准"
      - button "不同意"
  `);
});

import { expect, test, type Page } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { expectAccessible, expectToFit } from "./accessible.ts";
import { enrol } from "./enrolling.ts";
import { loseSession } from "./losing-session.ts";
import { keepSignedIn, openDesk } from "./opened-desk.ts";
import { signIn, type Shown } from "./signing-in.ts";

test.use({ baseURL: demoUrl });

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const navigation = (page: Page) => page.getByRole("navigation", { name: "工作台" });

const pagesOf = {
  "system-administrator": ["账号和任职", "地区功能区", "系统状态"],
  "security-administrator": ["账号和任职", "地区功能区", "异常查阅"],
  "audit-administrator": ["账号和任职", "访问记录", "核对记录", "异常查阅"],
} as const;
const allPages = ["账号和任职", "地区功能区", "访问记录", "核对记录", "异常查阅", "系统状态", "人员"];

for (const [role, own] of Object.entries(pagesOf)) {
  test(`the ${role} finds their own pages and not those of the others; an address of another's is refused in words`, async ({
    browser,
  }) => {
    const { page } = await openDesk(browser, role);
    await expect(heading(page)).toHaveText("待办");
    for (const name of allPages) {
      const isTheirs = (own as readonly string[]).includes(name);
      await expect(navigation(page).getByRole("link", { name })).toHaveCount(isTheirs ? 1 : 0);
    }
    const foreign = role === "system-administrator" ? "/desk/log-check" : "/desk/system";
    await page.goto(foreign);
    await expect(page.getByRole("alert").filter({ hasText: "您的岗位不能做这件事" }).first()).toBeVisible();
  });
}

test("by keyboard: the system administrator makes an account, the security administrator appoints and gives the code, and the newcomer signs in", async ({
  browser,
}) => {
  const made = await openDesk(browser, "system-administrator");
  await expect(heading(made.page)).toHaveText("待办");
  await made.page.keyboard.press("g");
  await made.page.keyboard.press("a");
  await expect(heading(made.page)).toHaveText("账号和任职");
  await made.page.keyboard.press("n");
  await expect(made.page.getByRole("dialog", { name: "新建账号" })).toBeVisible();
  await made.page.getByLabel("姓名", { exact: true }).focus();
  await made.page.keyboard.type("梁小满");
  await made.page.keyboard.press("Tab");
  await made.page.keyboard.type("liang-xiaoman");
  await made.page.keyboard.press("Enter");
  await expect(heading(made.page)).toHaveText("梁小满");
  await expect(made.page.getByText("没有任职：登录以后什么也不能做。")).toBeVisible();
  await expect(made.page.getByRole("button", { name: /启用码/ })).toHaveCount(0);
  const { pathname } = new URL(await made.page.evaluate<string>("location.href"));

  const { page, complaints } = await openDesk(browser, "security-administrator", pathname);
  await expect(heading(page)).toHaveText("梁小满");
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "任职" });
  await form.getByLabel("岗位").selectOption({ label: "镇街经办" });
  await form.getByLabel("区域：名称里的几个字或代码").fill("500106003");
  await form.getByLabel("区域", { exact: true }).selectOption({ value: "500106003" });
  await expectAccessible(page, { label: "appoint" });
  await form.getByRole("button", { name: "任职" }).press("Enter");
  await expect(page.getByRole("row", { name: /镇街经办/ })).toContainText("在任");
  await page.getByRole("button", { name: /^发启用码/ }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "发启用码" }).press("Enter");
  const code = (await page.locator("[data-code]").textContent()) ?? "";
  await expectAccessible(page, { label: "setup code" });
  await page.getByRole("button", { name: "已经抄好，关闭" }).press("Enter");
  await expect(page.locator("[data-code]")).toHaveCount(0);
  expect(await page.evaluate("JSON.stringify({ ...sessionStorage, ...localStorage })")).not.toContain(code.trim());
  expect(complaints).toEqual([]);

  const context = await browser.newContext({ baseURL: demoUrl });
  const newcomer = await context.newPage();
  await enrol(newcomer, { signInName: "liang-xiaoman", code: code.trim() });
  await newcomer.goto("/desk");
  await expect(newcomer.getByRole("banner")).toContainText("梁小满");
  await expect(navigation(newcomer).getByRole("link", { name: "人员" })).toBeVisible();
  await context.close();

  // Locked, they are out at once.
  await page.getByRole("button", { name: "锁定" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "锁定" }).press("Enter");
  await expect(page.locator(".page-title")).toContainText("已锁定");
  await expect(page.getByRole("region", { name: "这个账号的经过" })).toContainText("锁定了账号");
});

test("what was typed into forms of administration survives a reload and a lost session until it is done; no password and no code is ever kept", async ({
  browser,
}) => {
  // Two people sign in anew, and each waits for a code that was not taken yet.
  test.setTimeout(240_000);
  const stored = (page: Page) => page.evaluate<string>("JSON.stringify({ ...sessionStorage, ...localStorage })");
  const drafts = (page: Page) =>
    page.evaluate<string[]>("Object.keys(sessionStorage).filter((key) => key.startsWith('huican.draft.')).sort()");
  /** Whoever signs in again is where they were. */
  const signInAnew = async (page: Page, role: string): Promise<Shown> => {
    const { href, pathname } = new URL(page.url());
    await loseSession(page, page.getByRole("dialog").locator("button[type=submit]"));
    await page.getByRole("link", { name: "重新登录" }).press("Enter");
    const shown = await signIn(page, role, pathname);
    await expect(page).toHaveURL(href);
    await keepSignedIn(role, page.context());
    return shown;
  };

  const { page: made } = await openDesk(browser, "system-administrator", "/desk/accounts");
  const newAccount = made.getByRole("button", { name: "新建账号" });
  const typedName = made.getByLabel("姓名", { exact: true });
  await newAccount.press("Enter");
  await typedName.fill("章小满");
  await made.getByLabel("登录名", { exact: true }).fill("zhang-xiaoman");
  await made.reload();
  await newAccount.press("Enter");
  await expect(typedName).toHaveValue("章小满");
  const system = await signInAnew(made, "system-administrator");
  await newAccount.press("Enter");
  await expect(typedName).toHaveValue("章小满");
  await expect(made.getByLabel("登录名", { exact: true })).toHaveValue("zhang-xiaoman");
  for (const secret of [system.password, system.code]) expect(await stored(made)).not.toContain(secret);
  expect(await drafts(made)).toEqual(["huican.draft.account.new"]);
  await made.getByRole("dialog").getByRole("button", { name: "创建" }).press("Enter");
  await expect(heading(made)).toHaveText("章小满");
  expect(await drafts(made)).toEqual([]);

  const { page } = await openDesk(browser, "security-administrator", new URL(made.url()).pathname);
  const dialog = page.getByRole("dialog");
  const appoint = page.getByRole("button", { name: /^任职/ });
  const filled = async () => {
    await expect(dialog.getByLabel("岗位")).toHaveValue("district-desk");
    await expect(dialog.getByLabel("区域", { exact: true })).toHaveValue("500106");
    await expect(dialog.getByLabel("科室")).toHaveValue("care");
    await expect(dialog.getByLabel("最后一天（可以不填）")).toHaveValue("2031-12-31");
  };
  await appoint.press("Enter");
  await dialog.getByLabel("岗位").selectOption({ label: "残联科室" });
  await dialog.getByLabel("区域：名称里的几个字或代码").fill("500106");
  await dialog.getByLabel("区域", { exact: true }).selectOption({ value: "500106" });
  await dialog.getByLabel("科室").selectOption({ value: "care" });
  await dialog.getByLabel("最后一天（可以不填）").fill("2031-12-31");
  await page.reload();
  await appoint.press("Enter");
  await filled();
  const security = await signInAnew(page, "security-administrator");
  await appoint.press("Enter");
  await filled();
  for (const secret of [security.password, security.code]) expect(await stored(page)).not.toContain(secret);
  await dialog.getByRole("button", { name: "任职" }).press("Enter");
  await expect(page.getByRole("row", { name: /残联科室/ })).toContainText("在任");
  expect(await drafts(page)).toEqual([]);

  // Two drafts about one appointment do not meet, and a form that is closed keeps what was typed.
  const [handOver, end] = [page.getByRole("button", { name: /^移交：/ }), page.getByRole("button", { name: /^结束任职：/ })];
  await handOver.press("Enter");
  await dialog.getByLabel("从哪天起由接任的人负责").fill("2031-05-01");
  await page.keyboard.press("Escape");
  await end.press("Enter");
  await dialog.getByLabel("从哪天起不再任职").fill("2031-06-01");
  await page.reload();
  await handOver.press("Enter");
  await expect(dialog.getByLabel("从哪天起由接任的人负责")).toHaveValue("2031-05-01");
  await page.keyboard.press("Escape");
  await end.press("Enter");
  await expect(dialog.getByLabel("从哪天起不再任职")).toHaveValue("2031-06-01");
  await dialog.getByRole("button", { name: "结束任职" }).press("Enter");
  await expect(dialog).toHaveCount(0);
  expect(await drafts(page)).toEqual([expect.stringMatching(/^huican\.draft\.appointment\.handover\.\d+$/)]);

  // A setup code is kept neither while it is shown nor after a reload.
  await page.getByRole("button", { name: /^发启用码/ }).press("Enter");
  await dialog.getByRole("button", { name: "发启用码" }).press("Enter");
  const code = ((await page.locator("[data-code]").textContent()) ?? "").trim();
  expect(code.length).toBeGreaterThan(7);
  expect(await stored(page)).not.toContain(code);
  await page.reload();
  await expect(heading(page)).toHaveText("章小满");
  await expect(page.locator("body")).not.toContainText(code);

  const { page: away } = await openDesk(browser, "finance", "/desk/delegation");
  await away.getByLabel("交给谁").selectOption({ label: "惠康服务中心，服务机构，重庆市沙坪坝区" });
  await away.getByLabel("到哪天（含）").fill("2031-12-31");
  await away.reload();
  await expect(away.getByLabel("交给谁")).not.toHaveValue("");
  await expect(away.getByLabel("到哪天（含）")).toHaveValue("2031-12-31");
});

test("the audit administrator verifies the log by keyboard, reads the result in words, and finds the check itself in the log", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "audit-administrator", "/desk/log-check");
  await expect(heading(page)).toHaveText("核对访问记录");
  await page.getByRole("button", { name: "开始核对" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "没有发现改动" })).toBeVisible();
  await expectAccessible(page, { label: "verified" });
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出检查点" }).press("Enter");
  expect((await download).suggestedFilename()).toBe("checkpoints.jsonl");
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(heading(page)).toHaveText("访问记录");
  await page.getByLabel("谁", { exact: true }).selectOption({ label: "吴审计，audit-administrator，安全审计员" });
  await page.getByRole("button", { name: "查询" }).press("Enter");
  await expect(page.getByRole("row").filter({ hasText: "核对了访问记录有没有被改动" }).first()).toContainText("吴审计");
  expect(complaints).toEqual([]);
});

test("a clerk hands all duties on for today, and the deputy holds them", async ({ browser }) => {
  const { page } = await openDesk(browser, "civil-affairs", "/desk/delegation");
  await page.getByLabel("交给谁").selectOption({ label: "惠康服务中心，服务机构，重庆市沙坪坝区" });
  await page.getByRole("button", { name: "交给同事" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "已交给同事代理" })).toBeVisible();
  const deputy = await openDesk(browser, "provider");
  await expect(deputy.page.getByRole("banner")).toContainText("等2项");
  await expect(navigation(deputy.page).getByRole("link", { name: "人员" })).toBeVisible();
});

test("a masked number is shown whole for a reason, masked again on leaving, kept nowhere, and the log has the reason", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "auditor", "/desk/people");
  await page.getByRole("searchbox", { name: "查找一个人" }).fill("渝碚路");
  await page.locator(".found .row-link").first().press("Enter");
  const button = page.getByRole("button", { name: "凭理由查看完整的身份证号" });
  await button.press("Enter");
  const form = page.getByRole("dialog", { name: "查看完整的身份证号" });
  await form.getByLabel("为什么要看").fill("抽查发放名单是否一致");
  await expectAccessible(page, { label: "reveal" });
  await page.keyboard.press("Enter");
  const shown = page.locator(".revealed strong");
  await expect(shown).toHaveText(/^\d{17}[\dX]$/);
  await expectAccessible(page, { label: "revealed" });
  const number = (await shown.textContent()) ?? "";
  expect(await page.evaluate("JSON.stringify({ ...sessionStorage, ...localStorage })")).not.toContain(number);
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(heading(page)).toHaveText("访问记录");
  await expect(page.getByRole("row").filter({ hasText: "抽查发放名单是否一致" }).first()).toContainText("唐立新");
  await expect(page.getByRole("main")).not.toContainText(number);
  await page.goBack();
  await expect(button).toBeVisible();
  await expect(shown).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test("help stands beside the page that is open, goes along to the next, and leads to the glossary; a refusal says what is safe and has a number", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "audit-administrator", "/desk/log-check");
  await expect(heading(page)).toHaveText("核对访问记录");
  await page.keyboard.press("h");
  const help = page.getByRole("complementary", { name: "帮助：核对记录" });
  await expect(help.getByRole("heading")).toBeFocused();
  await expectAccessible(page, { label: "help" });
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page.getByRole("complementary", { name: "帮助：异常查阅" })).toBeVisible();
  await page.getByRole("link", { name: "词语解释" }).press("Enter");
  await expect(heading(page)).toHaveText("词语解释");
  await page.getByLabel("查找词语").fill("检查点");
  await expect(page.locator(".terms dt").first()).toHaveText("检查点");
  await expectAccessible(page, { label: "glossary" });
  await page.setViewportSize({ width: 360, height: 740 });
  await expectToFit(page, "on a phone");
  await page.getByRole("button", { name: "关闭帮助" }).press("Enter");
  await expect(page.getByRole("complementary")).toHaveCount(0);
  expect(complaints).toEqual([]);
  await page.goto("/desk/system");
  const alert = page.getByRole("alert").first();
  await expect(alert).toContainText("没有改动任何东西");
  await expect(alert).toContainText("access.not-allowed");
});

const visited: Readonly<Record<string, readonly string[]>> = {
  "system-administrator": [
    "/desk/accounts",
    "/desk/areas",
    "/desk/areas/500106003",
    "/desk/areas/512000",
    "/desk/system",
    "/desk/delegation",
  ],
  "security-administrator": ["/desk/readers"],
  "audit-administrator": ["/desk/log", "/desk/log-check"],
};

for (const [label, settings, viewport] of [
  ["plain", {}, { width: 1366, height: 768 }],
  ["English, dark", { language: "en", colours: "dark" }, { width: 768, height: 1024 }],
  ["contrast, large, on a phone", { isContrast: true, size: "large" }, { width: 360, height: 740 }],
  ["at 400 %", {}, { width: 341, height: 192 }],
] as const) {
  test(`pages of administrators are accessible and fit: ${label}`, async ({ browser }) => {
    for (const [role, paths] of Object.entries(visited)) {
      const { page, complaints, context } = await openDesk(browser, role, "/desk", settings, viewport);
      for (const path of paths) {
        await page.goto(path);
        await expect(page.locator("main h1")).toBeVisible();
        await expect(page.locator(".loading")).toHaveCount(0);
        await expectAccessible(page, { label });
        await expectToFit(page, `${path} ${label}`);
      }
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
}

import { expect, test, type Page } from "@playwright/test";
import { pinyin } from "pinyin-pro";
import { demoUrl } from "../../../playwright.config.ts";
import { expectAccessible, expectToFit } from "./accessible.ts";
import { openDesk } from "./opened-desk.ts";

test.use({ baseURL: demoUrl });

type Line = { readonly id: number; readonly name: string; readonly deceased: boolean };

/** People of whoever is signed in, as the list tells them. */
async function peopleOf(page: Page, filters: readonly object[] = []): Promise<readonly Line[]> {
  const said = JSON.stringify({ filters, most: 200 });
  const answer = await page.evaluate<{ people: readonly Line[] }>(
    `fetch("/api/register/people/list", { method: "POST", headers: { "content-type": "application/json" }, body: ${JSON.stringify(said)} }).then((r) => r.json())`,
  );
  return answer.people;
}

const registered = [
  { fact: "person.deceased", is: "unknown" },
  { fact: "certificate.status", is: "equal", value: "valid" },
];

/** Somebody alive of the clerk's street, with a name of three characters. */
async function somebody(page: Page): Promise<Line> {
  const found = (await peopleOf(page, registered)).find(({ name }) => /^\p{Script=Han}{3}$/u.test(name));
  if (!found) throw new Error("There is nobody of three characters.");
  return found;
}

/** Goes on with the Tab key until something has the focus, as somebody does who has no mouse. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate<string>(
      "((document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent || '').trim()",
    );
    if (focused.startsWith(name)) return;
  }
  throw new Error(`The Tab key does not lead to ${name}.`);
}

test("a person is found by initials of the pinyin and by a part of the name; what is typed stands in no address", async ({ browser }) => {
  const { page, complaints } = await openDesk(browser, "street-clerk", "/desk/people");
  const { name } = await somebody(page);
  const initials = pinyin(name, { pattern: "first", toneType: "none", type: "array", surname: "head" }).join("");
  const field = page.getByRole("searchbox", { name: "查找一个人" });
  for (const query of [initials, pinyin(name, { toneType: "none", type: "array", surname: "head" }).join(""), name.slice(1)]) {
    await field.fill(query);
    await expect(page.getByRole("table", { name: "找到的人" }).getByRole("link", { name, exact: true }).first()).toBeVisible();
    expect(new URL(page.url()).search).toBe("");
  }
  await field.fill(`${name.slice(0, 2)} 12`);
  await expect(page.getByText("没看懂")).toBeVisible();
  await field.fill("");
  await field.fill(name);
  await expect(page.getByRole("table", { name: "找到的人" }).getByRole("link").first()).toBeVisible();
  await field.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});

test("a file tells what somebody is owed and why, what is not known and how to settle it, each with its clause", async ({ browser }) => {
  const { page, complaints } = await openDesk(browser, "street-clerk", "/desk/people");
  const { id, name } = await somebody(page);
  await page.goto(`/desk/people/${id}`);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  for (const part of ["本人", "残疾人证", "待遇", "家庭和亲属"])
    await expect(page.getByRole("heading", { level: 3, name: part, exact: true })).toBeVisible();
  await expect(page.getByRole("table", { name: "家庭和亲属" })).toContainText(name);
  await page.getByRole("navigation", { name: "档案的各部分" }).getByRole("link", { name: "待遇" }).click();
  await expect(page).toHaveURL(new RegExp(`/people/${id}/entitlements$`));
  await expect(page.getByRole("heading", { level: 2, name: "待遇" })).toBeFocused();
  const granted = page.locator(".benefit-list").first().getByRole("listitem").first();
  await granted.locator("summary").click();
  await expect(granted.getByText("满足：").first()).toBeAttached();
  await expect(granted.locator(".clause").first()).not.toBeEmpty();
  await expect(page.getByRole("heading", { level: 3, name: "弄清楚最有用的" })).toBeVisible();
  await expect(page.locator(".questions li").first()).toContainText(/核对|问本人|认定/);
  await expect(page.getByRole("heading", { level: 3, name: "接下来的变化" })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a file a year ago says so over every part, until one goes back to today", async ({ browser }) => {
  const { page } = await openDesk(browser, "street-clerk", "/desk/people");
  const { id } = await somebody(page);
  await page.goto(`/desk/people/${id}`);
  await page.getByText("看另一天的情况").click();
  await page.getByRole("button", { name: "一年前" }).click();
  const band = page.getByRole("status").filter({ hasText: "您看到的是" });
  await expect(band).toHaveText(/您看到的是 \d{4}年\d{1,2}月\d{1,2}日 的情况，按现在所知。/);
  await expect(page).toHaveURL(/asOf=\d{4}-\d{2}-\d{2}/);
  // As old as they were then, in the table of the household too.
  const own = page.getByRole("table", { name: "家庭和亲属" }).getByRole("row").filter({ hasText: "（本人）" });
  await expect(own.locator(".number")).toHaveText(/^\d+$/);
  expect(await page.locator("main").innerText()).toContain(`${await own.locator(".number").textContent()}岁`);
  await page.getByRole("link", { name: "登记情况" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "登记情况" })).toBeVisible();
  await expect(band).toBeVisible();
  await page.getByRole("link", { name: "申请变更" }).click();
  await expect(page.getByText("您看到的不是今天的情况。")).toBeVisible();
  await expectAccessible(page, { label: "past" });
  await page.getByRole("button", { name: "回到今天" }).click();
  await expect(band).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("a move is asked for by keyboard alone, survives a reload, tells what it does, and another account approves it", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "street-clerk", "/desk/people");
  const { id, name } = await somebody(page);
  await page.goto(`/desk/people/${id}`);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await tabTo(page, "申请变更");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "申请变更" })).toBeFocused();
  await tabTo(page, "户籍迁移");
  await page.keyboard.press("Enter");
  // Out of the district, to one that no document is about.
  await tabTo(page, "区域：");
  await page.keyboard.type("巴南");
  await tabTo(page, "户籍迁到哪里");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("户籍迁到哪里")).toHaveValue("500113");
  // What it would do is told before it is asked for.
  await tabTo(page, "先看看对待遇的影响");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status", { name: "试算结果" }).locator(".benefits li").first()).toBeVisible();
  // A control that the page's own head lies over half is too small for nobody: they scroll.
  await page.evaluate("scrollTo(0, 0)");
  await expectAccessible(page, { label: "tried" });
  await tabTo(page, "提交");
  await page.keyboard.press("Enter");
  // What is missing is told on top, has the focus, and leads to its field.
  await expect(page.getByRole("alert").filter({ hasText: "还有几处要补" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("理由和依据")).toBeFocused();
  await page.keyboard.type("本人持户口簿申请，已核对原件");
  await page.reload();
  await expect(page.getByLabel("理由和依据")).toHaveValue("本人持户口簿申请，已核对原件");
  await tabTo(page, "提交");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "已提交" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "对待遇的影响" })).toBeVisible();
  await expect(page.locator(".benefits li").first()).toBeVisible();
  await expectAccessible(page, { label: "sent" });
  const request = await page.getByRole("link", { name: "看这份申请" }).getAttribute("href");
  expect(complaints).toEqual([]);
  const { page: other } = await openDesk(browser, "district-desk", request ?? "");
  await expect(other.getByRole("heading", { name: /^变更申请 \d+$/ })).toBeVisible();
  await other.getByRole("button", { name: "批准", exact: false }).first().click();
  await expect(other.getByRole("status").filter({ hasText: "已批准" })).toBeVisible();
  // Registered elsewhere now, and living here still: both places answer for the file, and the one where they live does all that it did.
  await page.goto(`/desk/people/${id}`);
  await expect(page.getByText("重庆市巴南区").first()).toBeVisible();
  const parts = page.getByRole("navigation", { name: "档案的各部分" });
  for (const part of ["待遇", "材料", "时间线", "申请变更"]) await expect(parts.getByRole("link", { name: part })).toBeVisible();
  await parts.getByRole("link", { name: "待遇" }).click();
  await expect(page.locator(".entitlements")).toBeVisible();
  await parts.getByRole("link", { name: "时间线" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "时间线" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a list of three conditions is told in words, walked by keyboard, kept under a name and exported for a reason", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "district-desk", "/desk/people/list");
  const add = async (fact: string, is: string) => {
    await page.getByLabel("添加条件", { exact: true }).last().selectOption({ label: fact });
    await page.getByLabel("是什么").selectOption({ label: is });
    await page.getByRole("button", { name: "加上" }).click();
  };
  await add("残疾人证状态", "有效");
  await add("肢体残疾等级", "有这类残疾（一至四级）");
  await add("户籍所在地", "沙坪坝区");
  const title = page.getByRole("heading", { level: 2, name: /持证（有效），肢体一级至四级，沙坪坝区：[\d,]+人/ });
  await expect(title).toBeVisible();
  const count = Number(/：([\d,]+)人/.exec((await title.textContent()) ?? "")?.[1]?.replace(",", ""));
  const grid = page.getByRole("grid");
  await expect(grid).toHaveAttribute("aria-rowcount", String(count + 1));
  expect(await grid.getByRole("row").count()).toBeLessThan(count);
  await grid.locator('[data-cell="0 1"]').focus();
  await page.keyboard.press("Control+End");
  await expect(grid.locator(`[data-cell^="${count - 1} "]:focus`)).toBeVisible();
  await page.keyboard.press("Space");
  await expect(page.getByText("已选1人")).toBeVisible();
  await page.keyboard.press("Control+Home");
  await expect(grid.locator('[data-cell="0 0"]')).toBeFocused();
  const youngest = grid.getByRole("columnheader", { name: "年龄" });
  for (const way of ["ascending", "descending"]) {
    await youngest.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await expect(youngest).toHaveAttribute("aria-sort", way);
  }
  await expect(page.getByText("已选1人")).toBeVisible();

  await page.getByText("存为常用名单").click();
  await page.getByLabel("叫什么名字").fill("肢体持证");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: "全部", exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: /辖区内全部人员/ })).toBeVisible();
  await page.getByRole("button", { name: "肢体持证", exact: true }).click();
  await expect(title).toBeVisible();

  await page.getByRole("button", { name: "导出", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "导出名单" });
  await dialog.getByRole("button", { name: "导出为 Excel" }).click();
  await expect(dialog.getByText("请写明理由")).toBeVisible();
  await expect(dialog.getByLabel("为什么导出")).toBeFocused();
  await dialog.getByLabel("为什么导出").fill("核对到期换证名单");
  await expectAccessible(page, { label: "export" });
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "导出为 Excel" }).click();
  expect((await download).suggestedFilename()).toMatch(/^人员名单-.+\.xlsx$/);
  await expect(dialog.getByText("✓ 已导出")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("pages of people are accessible in every look, and nothing has to be dragged sideways, four times magnified too", async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const { page: first } = await openDesk(browser, "district-desk", "/desk/people");
  const { id } = await somebody(first);
  const paths = [
    ...["", "/entitlements", "/records", "/timeline", "/documents", "/change?change=correction", "/summary"].map(
      (part) => `/desk/people/${id}${part}`,
    ),
    "/desk/people",
    "/desk/people/list",
  ];
  /** Each page loaded anew, in one browser for each look: it keeps the program and the style sheets, as that of an office does. */
  const visit = async (settings: object, check: (page: Page) => Promise<void>, viewport?: { width: number; height: number }) => {
    const { page, complaints, context } = await openDesk(browser, "district-desk", paths[0], settings, viewport);
    for (const path of paths) {
      if (path !== paths[0]) await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState("networkidle");
      await check(page);
      expect.soft(complaints.splice(0), path).toEqual([]);
    }
    await context.close();
  };
  for (const settings of [{}, { colours: "dark" }, { isContrast: true }, { size: "large" }, { language: "en" }]) {
    const label = JSON.stringify(settings);
    await visit(settings, async (page) => {
      await expectAccessible(page, { label, isVisual: !("language" in settings) && Object.keys(settings).length > 0 });
      await expectToFit(page, label);
    });
  }
  await visit({}, (page) => expectToFit(page, "400 %"), { width: 341, height: 192 });
});

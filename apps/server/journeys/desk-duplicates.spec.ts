import { expect, test, type Page } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { expectAccessible, expectToFit } from "./accessible.ts";
import { openDesk } from "./opened-desk.ts";

test.use({ baseURL: demoUrl });

const pairs = (page: Page) => page.getByRole("table", { name: "可能重复的档案" });
const pairLink = (page: Page) => pairs(page).getByRole("link", { name: /贺兰静 · 贺兰婧/ });

/** Goes to the duplicates by keys, to the list of a state, and opens the pair by ↓ and Enter. */
async function openPair(page: Page, tab: string) {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("重复档案");
  await page.getByRole("navigation", { name: "重复档案" }).getByRole("link", { name: tab }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "重复档案" }).getByRole("link", { name: tab })).toHaveAttribute("aria-current", "page");
  // The first search of a day is made once the register is open.
  await expect(pairLink(page)).toBeVisible({ timeout: 90_000 });
  // A list that is asked for once more may be drawn anew under the fingers.
  await expect(async () => {
    await pairs(page).locator(".row-link").first().focus();
    for (let step = 0; step < 20; step++) {
      if ((await pairLink(page).and(page.locator(":focus")).count()) > 0) break;
      await page.keyboard.press("ArrowDown");
    }
    await expect(pairLink(page)).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Enter");
}

test("two files of one person are found, compared, merged with another's approval, and told apart again, by keyboard alone", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const clerk = await openDesk(browser, "street-clerk");
  await expect(clerk.page.getByRole("heading", { level: 1 })).toHaveText("待办");
  await openPair(clerk.page, "等核对");
  await expect(clerk.page.getByRole("heading", { level: 1 })).toHaveText("对照两份档案");
  const compare = clerk.page.getByRole("table", { name: "两份档案对照" });
  await expect(compare.getByRole("row", { name: /^姓名/ })).toContainText("贺兰婧");
  await expect(compare.getByRole("row", { name: /^电话/ })).toContainText("13900000008");
  await expect(compare.getByRole("row", { name: /^地址/ })).toHaveCount(0);
  await expectAccessible(clerk.page, { label: "two files" });
  await expectToFit(clerk.page, "two files");
  // The telephone of the other file is right: one key within the part.
  const phones = compare.getByRole("row", { name: /^电话/ }).getByRole("radio");
  await phones.first().focus();
  await clerk.page.keyboard.press("ArrowRight");
  await expect(phones.nth(1)).toBeChecked();
  // What was chosen of two long files is not lost with the page.
  await clerk.page.reload();
  await expect(phones.nth(1)).toBeChecked();
  await clerk.page.keyboard.press("m");
  await expect(clerk.page.getByLabel("为什么是同一个人？审批的人会看到。")).toBeFocused();
  await clerk.page.keyboard.type("本人来窗口核对过，第二份是录错号码重建的");
  await clerk.page.keyboard.press("Control+Enter");
  await expect(clerk.page.getByRole("status").filter({ hasText: "已提交合并申请" })).toBeVisible();
  await expect(pairLink(clerk.page)).toHaveCount(0);
  // Whoever asked does not decide.
  await openPair(clerk.page, "等审批");
  await expect(clerk.page.getByText("这是您提交的。")).toBeVisible();
  await expect(clerk.page.getByRole("button", { name: /批准/ })).toHaveCount(0);

  // The clerk's own work does not offer it; the chief's does, with its count, and it leads to the request.
  await clerk.page.goto("/desk");
  await expect(clerk.page.getByRole("heading", { level: 1 })).toHaveText("待办");
  await expect(clerk.page.getByRole("heading", { name: /等您审批的合并/ })).toHaveCount(0);
  const chief = await openDesk(browser, "district-desk");
  const toDecide = chief.page.getByRole("table", { name: "等您审批的合并申请" });
  await expect(toDecide.locator("tbody tr")).toHaveCount(1);
  await expect(chief.page.getByRole("heading", { name: "等您审批的合并 1" })).toBeVisible();
  await expect(chief.page.getByRole("link", { name: "1 合并，等您审批" })).toBeVisible();
  await expectAccessible(chief.page, { label: "work with a merge" });
  for (const width of [1366, 768, 360]) {
    await chief.page.setViewportSize({ width, height: 768 });
    await expectToFit(chief.page, `work with a merge at ${width}`);
    await chief.page.screenshot({ path: test.info().outputPath(`work-${width}.png`), fullPage: true });
  }
  await chief.page.setViewportSize({ width: 1366, height: 768 });
  await toDecide.getByRole("link", { name: /贺兰静 · 贺兰婧/ }).press("Enter");
  await expect(chief.page.getByRole("heading", { level: 1 })).toHaveText(/^合并申请 \d+$/);
  await expect(chief.page.getByRole("row", { name: /^电话/ })).toContainText("✓ 用这一份");
  await expectAccessible(chief.page, { label: "a request to merge" });
  await chief.page.keyboard.press("a");
  await expect(chief.page.getByRole("status").filter({ hasText: "两份档案合并了" })).toBeVisible();
  await expect(chief.page.getByRole("heading", { level: 1 })).toHaveText("重复档案");
  await chief.page.getByRole("navigation", { name: "工作台" }).getByRole("link", { name: "待办" }).press("Enter");
  await expect(chief.page.getByText("没有等您审批的合并。")).toBeVisible();

  // The number of the file that went leads to the one that stays, which tells of it; from there it is undone.
  await openPair(chief.page, "已合并");
  await chief.page.getByRole("link", { name: /^留下：贺兰静/ }).focus();
  await chief.page.keyboard.press("Enter");
  await expect(chief.page.getByRole("heading", { level: 1 })).toHaveText("贺兰静");
  await expect(chief.page.getByText("13900000008")).toBeVisible();
  await chief.page.getByRole("link", { name: "查看合并，或申请撤销" }).focus();
  await chief.page.keyboard.press("Enter");
  await expect(chief.page.getByText("合并以后没有人改过这份档案。")).toBeVisible();
  await chief.page.keyboard.press("u");
  await expect(chief.page.getByLabel("为什么撤销合并？审批的人会看到。")).toBeFocused();
  await chief.page.keyboard.type("是双胞胎姐妹，两个人都来过窗口");
  await chief.page.keyboard.press("Control+Enter");
  await expect(chief.page.getByRole("status").filter({ hasText: "已提交撤销合并申请" })).toBeVisible();
  await openPair(chief.page, "等审批");
  await expect(chief.page.getByRole("heading", { level: 1 })).toHaveText(/^撤销合并申请 \d+$/);
  await expect(chief.page.getByText("这是您提交的。")).toBeVisible();
  await expect(chief.page.getByRole("button", { name: /批准/ })).toHaveCount(0);
  await chief.page.keyboard.press("w");
  await expect(chief.page.getByRole("status").filter({ hasText: "已撤回。" })).toBeVisible();

  // The clerk asks for it instead, and the chief approves: there are two files again.
  await openPair(clerk.page, "已合并");
  await expect(clerk.page.getByText("合并以后没有人改过这份档案。")).toBeVisible();
  await clerk.page.keyboard.press("u");
  await clerk.page.keyboard.type("是双胞胎姐妹，两个人都来过窗口");
  await clerk.page.keyboard.press("Control+Enter");
  await expect(clerk.page.getByRole("status").filter({ hasText: "已提交撤销合并申请" })).toBeVisible();
  await openPair(chief.page, "等审批");
  await expect(chief.page.getByText("合并以后没有人改过这份档案。")).toBeVisible();
  await chief.page.keyboard.press("a");
  await expect(chief.page.getByRole("status").filter({ hasText: "两份档案恢复了" })).toBeVisible();
  await openPair(chief.page, "等核对");
  await expect(chief.page.getByRole("row", { name: /^电话/ })).toContainText("13900000006");
  expect([...clerk.complaints, ...chief.complaints]).toEqual([]);
});

test("a pair that is no duplicate is remembered with its reason, and that is taken back; both languages, on every screen", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const { page, complaints } = await openDesk(browser, "district-desk", "/desk/duplicates");
  await expect(pairs(page)).toBeVisible({ timeout: 90_000 });
  await expectAccessible(page, { label: "duplicates" });
  for (const [width, height] of [
    [1366, 768],
    [768, 1024],
    [360, 740],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expectToFit(page, `duplicates at ${width}`);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  const last = pairs(page).locator(".row-link").last();
  const name = (await last.textContent()) ?? "";
  await last.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("对照两份档案");
  await expect(page.getByRole("table", { name: "两份档案对照" })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectToFit(page, "two files at 360");
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.keyboard.press("n");
  await page.keyboard.type("兄弟两人，已当面核对");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("status").filter({ hasText: "不是同一个人" })).toBeVisible();
  await expect(pairs(page).getByRole("link", { name, exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "不是重复" }).focus();
  await page.keyboard.press("Enter");
  await expect(pairs(page).getByRole("row").filter({ hasText: "兄弟两人，已当面核对" })).toBeVisible();
  await pairs(page).getByRole("link", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "两份档案对照" })).toBeVisible();
  await page.keyboard.press("u");
  await page.keyboard.type("其实是同一个人");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("status").filter({ hasText: "回到待核对" })).toBeVisible();
  await expect(pairs(page).getByRole("link", { name, exact: true })).toBeVisible();
  expect(complaints).toEqual([]);

  const english = await openDesk(browser, "district-desk", "/desk/duplicates", { language: "en" });
  await expect(english.page.getByRole("heading", { level: 1 })).toHaveText("Duplicates");
  await expect(english.page.getByRole("table", { name: "Possible duplicates" })).toBeVisible();
  await expectAccessible(english.page, { label: "duplicates in English" });
});

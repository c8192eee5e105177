import { expect, test, type Page } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { expectAccessible } from "./accessible.ts";
import { openDesk } from "./opened-desk.ts";

test.use({ baseURL: demoUrl });

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
/** Goes to a link as whoever works by the keyboard does, and opens it. */
const follow = async (page: Page, name: string) => {
  const link = page.getByRole("main").getByRole("link", { name, exact: true }).first();
  for (let presses = 0; presses < 40; presses++) {
    if ((await link.and(page.locator(":focus")).count()) > 0) break;
    await page.keyboard.press("Tab");
  }
  await expect(link).toBeFocused();
  await page.keyboard.press("Enter");
};

/** It is there once its field has the focus: what is typed before goes nowhere. */
const typeIntoPalette = async (page: Page, words: string) => {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("searchbox", { name: "查找人员、页面、操作" })).toBeFocused();
  await page.keyboard.type(words);
};

test("by keyboard: the system administrator finds a street with its code and who works there, goes up level by level, and finds a zone that has no code", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "system-administrator");
  await expect(heading(page)).toHaveText("待办");
  await typeIntoPalette(page, "高新区");
  await expect(page.getByRole("option", { name: /地区功能区/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("地区与功能区");
  await expect(page.getByRole("table", { name: "省级地区" })).toContainText("四川省");
  await page.keyboard.press("/");
  await expect(page.getByRole("main").getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("渝碚路");
  await expect(page.getByRole("status").filter({ hasText: "1个地区，0个功能区" })).toBeVisible();
  await expect(page.getByRole("row", { name: /渝碚路街道/ })).toContainText("500106003");
  await expectAccessible(page, { label: "found" });
  await follow(page, "渝碚路街道");
  await expect(heading(page)).toHaveText("渝碚路街道");
  await expect(heading(page)).toBeFocused();
  await expect(page.locator(".fact").filter({ hasText: "代码" })).toContainText("500106003");
  const holders = page.getByRole("table", { name: "在这里和下级任职的人" });
  // Another journey may have appointed somebody here as well.
  await expect(holders.getByRole("row", { name: /罗建国/ })).toContainText("镇街经办，重庆市沙坪坝区渝碚路街道");
  await expect(holders.getByRole("row", { name: /残联科室/ })).toHaveCount(0);
  const address = page.url();
  await follow(page, "罗建国");
  await expect(heading(page)).toHaveText("罗建国");
  await page.goBack();
  await expect(page).toHaveURL(address);

  // Up, level by level.
  await expect(heading(page)).toHaveText("渝碚路街道");
  await page.getByRole("navigation", { name: "上级地区" }).getByRole("link").first().focus();
  await follow(page, "沙坪坝区");
  await expect(heading(page)).toHaveText("沙坪坝区");
  await expect(page.getByRole("table", { name: "下一级地区" }).getByRole("row", { name: /渝碚路街道/ })).toContainText(/\d项/);
  await page.getByRole("navigation", { name: "上级地区" }).getByRole("link", { name: "地区与功能区" }).press("Enter");
  await expect(heading(page)).toHaveText("地区与功能区");
  await page.keyboard.press("/");
  await expect(page.getByRole("main").getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("资阳高新区");
  await expect(page.getByRole("status").filter({ hasText: "0个地区，1个功能区" })).toBeVisible();
  await expect(page.getByRole("table", { name: "功能区" }).getByRole("row", { name: /资阳高新区/ })).toContainText("没有区划代码");
  await follow(page, "资阳市");
  await expect(heading(page)).toHaveText("资阳市");
  await expect(page.getByRole("table", { name: "功能区" }).getByRole("row", { name: /资阳高新区/ })).toBeVisible();

  // What has ended says what took over, and that one what it was.
  const ended = page.getByRole("table", { name: "下一级地区" }).getByRole("row", { name: /512081/ });
  await expect(ended).toContainText("不再有效");
  await ended.locator(".row-link").press("Enter");
  await expect(page.getByRole("table", { name: "沿革" })).toContainText("到2016年4月30日止");
  await page.getByRole("table", { name: "沿革" }).getByRole("link", { name: "简阳市" }).press("Enter");
  await expect(page.getByRole("main")).toContainText("以前是：简阳市 512081");
  expect(complaints).toEqual([]);
});

test("a name that is nowhere, and an address of no area, are said in words", async ({ browser }) => {
  const { page } = await openDesk(browser, "security-administrator", "/desk/areas");
  await page.getByRole("searchbox").fill("没有这个地方");
  await expect(page.getByText("没有找到。换名称里的别的字")).toBeVisible();
  await page.goto("/desk/areas/999999");
  await expect(heading(page)).toHaveText("没有这个页面");
});

test("a street clerk is not led there, and is refused who goes all the same", async ({ browser }) => {
  const { page } = await openDesk(browser, "street-clerk");
  await expect(heading(page)).toHaveText("待办");
  await expect(page.getByRole("navigation", { name: "工作台" }).getByRole("link", { name: "地区功能区" })).toHaveCount(0);
  await typeIntoPalette(page, "地区功能区");
  await expect(page.getByRole("searchbox", { name: "查找人员、页面、操作" })).toHaveValue("地区功能区");
  await expect(page.getByRole("option", { name: /地区功能区/ })).toHaveCount(0);
  await page.goto("/desk/areas");
  await expect(page.getByRole("alert").filter({ hasText: "您的岗位不能做这件事" }).first()).toBeVisible();
});

test("printed, an area says where it lies, without what is only for the screen", async ({ browser }) => {
  const { page } = await openDesk(browser, "system-administrator", "/desk/areas/500106003");
  await expect(heading(page)).toHaveText("渝碚路街道");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "上级地区" })).toContainText("重庆市");
  await expect(page.getByRole("navigation", { name: "工作台" })).toBeHidden();
});

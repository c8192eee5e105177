import { expect, test, type Page } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { expectAccessible, expectToFit } from "./accessible.ts";
import { openDesk } from "./opened-desk.ts";

test.use({ baseURL: demoUrl });

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

test("by keyboard: a clerk takes a request for an explanation down and cannot decide it; the desk decides and carries it out", async ({
  browser,
}) => {
  const clerk = await openDesk(browser, "street-clerk", "/desk/people");
  await clerk.page.getByRole("searchbox", { name: "查找一个人" }).fill("渝碚路");
  await clerk.page.locator(".found .row-link").nth(2).press("Enter");
  await clerk.page.getByRole("link", { name: /^个人信息请求/ }).press("Enter");
  await expect(heading(clerk.page)).toHaveText(/^档案\d+的个人信息请求$/);
  await expect(clerk.page.getByText("还没有提出过请求。")).toBeVisible();
  await clerk.page.keyboard.press("n");
  const form = clerk.page.getByRole("dialog", { name: "登记个人信息请求" });
  await form.getByLabel("要什么").selectOption({ label: "解释说明" });
  await form.getByLabel("提出的人怎么说").fill("想知道为什么要登记住址");
  await expectAccessible(clerk.page, { label: "new request" });
  await form.getByRole("button", { name: "登记" }).press("Enter");
  await expect(clerk.page.getByText("这是您登记的，由另一位同事决定。")).toBeVisible();
  await expect(clerk.page.getByRole("button", { name: "作决定" })).toHaveCount(0);

  const { page, complaints } = await openDesk(browser, "district-desk");
  await expect(heading(page)).toHaveText("待办");
  await page.keyboard.press("g");
  await page.keyboard.press("q");
  await expect(heading(page)).toHaveText("个人信息请求");
  await expectAccessible(page, { label: "list" });
  await page.getByRole("table", { name: "待办的请求" }).locator(".row-link").first().press("Enter");
  await page.getByRole("button", { name: "作决定" }).press("Enter");
  await expectAccessible(page, { label: "decide" });
  await page.getByRole("dialog").getByRole("button", { name: "登记决定" }).press("Enter");
  await page.getByRole("button", { name: "办理" }).press("Enter");
  await page.getByLabel("说明的内容，会告诉提出的人").fill("住址用来确定由哪个街道办理");
  await page.getByRole("dialog").getByRole("button", { name: "办理" }).press("Enter");
  await expect(page.getByText("✓ 已说明")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "住址用来确定由哪个街道办理" }).first()).toBeVisible();
  await expectAccessible(page, { label: "done" });
  await page.setViewportSize({ width: 360, height: 740 });
  await expectToFit(page, "on a phone");
  expect(complaints).toEqual([]);
});

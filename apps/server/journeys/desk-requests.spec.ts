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

test("a restriction is lifted by whoever did not ask: a clerk takes it down, the desk decides, a colleague carries it out", async ({
  browser,
}) => {
  const clerk = await openDesk(browser, "street-clerk", "/desk/people");
  await clerk.page.getByRole("searchbox", { name: "查找一个人" }).fill("渝碚路");
  await clerk.page.locator(".found .row-link").nth(6).press("Enter");
  await clerk.page.getByRole("link", { name: /^个人信息请求/ }).press("Enter");
  await expect(heading(clerk.page)).toHaveText(/^档案\d+的个人信息请求$/);
  const requests = new URL(clerk.page.url()).pathname;
  /** Takes a request down as the clerk. */
  const ask = async (kind: string, says: string) => {
    await clerk.page.getByRole("button", { name: "登记请求" }).click();
    const form = clerk.page.getByRole("dialog", { name: "登记个人信息请求" });
    await form.getByLabel("要什么").selectOption({ label: kind });
    await form.getByLabel("提出的人怎么说").fill(says);
    await form.getByRole("button", { name: "登记" }).press("Enter");
    await expect(form).toHaveCount(0);
  };
  await ask("删除", "不想留档了");
  const chief = await openDesk(browser, "district-desk", requests);
  const decide = async (kind: string, ground: RegExp) => {
    const card = chief.page.getByRole("listitem").filter({ has: chief.page.getByRole("heading", { name: new RegExp(`：${kind} ○`) }) });
    await card.getByRole("button", { name: "作决定" }).click();
    const form = chief.page.getByRole("dialog");
    const offered = form.getByLabel("法定理由");
    await offered.selectOption({ label: await offered.locator("option", { hasText: ground }).innerText() });
    if (kind === "恢复处理") {
      await expectAccessible(chief.page, { label: "decide on lifting" });
      await expect(form.getByLabel("决定").locator("option")).toHaveText(["同意", "不同意"]);
      await form.getByLabel("理由，会告诉提出的人").fill("本人到窗口说明不再要求删除");
    }
    await form.getByRole("button", { name: "登记决定" }).press("Enter");
    await expect(form).toHaveCount(0);
  };
  await decide("删除", /撤回了同意/);
  const { page, complaints } = await openDesk(browser, "district-desk-2", requests);
  await page.getByRole("button", { name: "办理" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "执行删除" }).press("Enter");
  await expect(page.getByText("✓ 已停止处理")).toBeVisible();

  await clerk.page.reload();
  await expect(clerk.page.getByText("这份档案已停止处理，只保存。")).toBeVisible();
  await ask("恢复处理", "还要领补贴，不删了");
  await clerk.page.screenshot({ path: test.info().outputPath("restricted.png"), fullPage: true });
  await chief.page.reload();
  await decide("恢复处理", /收回了删除请求/);
  await clerk.page.reload();
  await expect(clerk.page.getByText("这是您登记的，由另一位同事执行恢复。")).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "办理" }).press("Enter");
  await expectAccessible(page, { label: "lift" });
  await page.getByRole("dialog").getByRole("button", { name: "恢复处理" }).press("Enter");
  await expect(page.getByText("✓ 已恢复处理")).toBeVisible();
  await expect(page.getByText("↩ 已恢复处理，不再删除")).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectToFit(page, "lifted, on a phone");
  await page.getByRole("link", { name: "这个人的档案" }).click();
  await expect(page.getByRole("link", { name: /^个人信息请求/ })).toBeVisible();
  expect(complaints).toEqual([]);
});

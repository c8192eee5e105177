import { expect, test } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { expectAccessible, expectToFit } from "./accessible.ts";
import { enrol } from "./enrolling.ts";
import { openDesk } from "./opened-desk.ts";

test.use({ baseURL: demoUrl });

const conditions = [
  { fact: "diagnosis.major_disease", is: "unknown" },
  { fact: "disability.visual", is: "equal", value: 1 },
];
const address = `/desk/people/list?conditions=${encodeURIComponent(JSON.stringify(conditions))}&order=-id`;

test("a list's conditions are shared by keyboard, without anybody's name; colleagues find them in the palette and take them over, those who may not filter so do not", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "district-desk", address);
  const heading = page.locator("#list-said");
  await expect(heading).toContainText("视力一级");
  const somebody = await page.getByRole("grid").getByRole("link").first().textContent();
  await page.getByRole("button", { name: "共享的名单" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "共享的名单" });
  await dialog.getByLabel("叫什么名字").fill(`${somebody}`);
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("不要写人名和号码：同事都看得到")).toBeVisible();
  await dialog.getByLabel("叫什么名字").fill("视力一级待核");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("✓ “视力一级待核”已共享。")).toBeVisible();
  const item = dialog.getByRole("listitem").filter({ hasText: "视力一级待核" });
  await expect(item).toContainText("按档案编号倒序");
  await item.getByRole("button", { name: "修改“视力一级待核”" }).press("Enter");
  await item.getByLabel("叫什么名字").fill("一级视力");
  await item.getByRole("button", { name: "保存修改" }).press("Enter");
  await expect(dialog.getByText("✓ “一级视力”已改。")).toBeVisible();
  await expectAccessible(page, { label: "shared" });
  await page.setViewportSize({ width: 360, height: 740 });
  await expectToFit(page, "shared, on a phone");

  const clerk = await openDesk(browser, "street-clerk");
  await expect(clerk.page.getByRole("heading", { level: 1 })).toHaveText("待办");
  await clerk.page.keyboard.press("Control+k");
  await clerk.page.getByRole("searchbox").fill("一级视力");
  await expect(clerk.page.getByRole("option", { name: /一级视力/ })).toBeVisible();
  await clerk.page.keyboard.press("ArrowDown");
  await clerk.page.keyboard.press("Enter");
  await expect(clerk.page.locator("#list-said")).toContainText("视力一级");
  await expect(clerk.page).toHaveURL(/order=-id/);
  await expect(clerk.page.getByRole("button", { name: /共享：\s*一级视力/ })).toHaveAttribute("aria-pressed", "true");
  await clerk.page.getByRole("button", { name: "共享的名单" }).press("Enter");
  await clerk.page.getByRole("button", { name: "把“一级视力”存为自己的" }).press("Enter");
  await expect(clerk.page.getByText("✓ “一级视力”已存为您自己的常用名单。")).toBeVisible();
  await expect(clerk.page.getByRole("button", { name: "撤回“一级视力”" })).toHaveCount(0);

  const auditor = await openDesk(browser, "auditor", "/desk/people/list");
  await auditor.page.getByRole("button", { name: "共享的名单" }).press("Enter");
  await expect(auditor.page.getByText("还没有同事共享名单。")).toBeVisible();

  await dialog.getByRole("button", { name: "撤回“一级视力”" }).press("Enter");
  await expect(dialog.getByText("已撤回，同事不再看到")).toBeVisible();
  await clerk.page.reload();
  await expect(clerk.page.getByRole("button", { name: "一级视力", exact: true })).toBeVisible();
  await expect(clerk.page.getByRole("button", { name: /共享：\s*一级视力/ })).toHaveCount(0);
  expect([...complaints, ...clerk.complaints, ...auditor.complaints]).toEqual([]);
});

test("what somebody shared who has left stays with their colleagues, marked, until the desk of the area removes it by keyboard", async ({
  browser,
}) => {
  // Five people take part.
  test.setTimeout(240_000);
  // Somebody new in the street: everybody else's offices are as the other journeys find them.
  const { page: made } = await openDesk(browser, "system-administrator", "/desk/accounts");
  await expect(made.getByRole("heading", { level: 1 })).toHaveText("账号和任职");
  await made.keyboard.press("n");
  await made.getByLabel("姓名", { exact: true }).fill("柳知秋");
  await made.getByLabel("登录名", { exact: true }).fill("liu-zhiqiu");
  await made.keyboard.press("Enter");
  await expect(made.getByRole("heading", { level: 1 })).toHaveText("柳知秋");
  const { page: security } = await openDesk(browser, "security-administrator", new URL(made.url()).pathname);
  await expect(security.getByRole("heading", { level: 1 })).toHaveText("柳知秋");
  await security.keyboard.press("n");
  const form = security.getByRole("dialog");
  await form.getByLabel("岗位").selectOption({ label: "镇街经办" });
  await form.getByLabel("区域：名称里的几个字或代码").fill("500106003");
  await form.getByLabel("区域", { exact: true }).selectOption({ value: "500106003" });
  await form.getByRole("button", { name: "任职" }).press("Enter");
  await expect(security.getByRole("row", { name: /镇街经办/ })).toContainText("在任");
  await security.getByRole("button", { name: /^发启用码/ }).press("Enter");
  await form.getByRole("button", { name: "发启用码" }).press("Enter");
  const code = ((await security.locator("[data-code]").textContent()) ?? "").trim();
  await security.getByRole("button", { name: "已经抄好，关闭" }).press("Enter");

  const context = await browser.newContext({ baseURL: demoUrl });
  const maker = await context.newPage();
  await enrol(maker, { signInName: "liu-zhiqiu", code });
  await maker.goto(address);
  await expect(maker.locator("#list-said")).toContainText("视力一级");
  await maker.getByRole("button", { name: "共享的名单" }).press("Enter");
  await maker.getByRole("dialog").getByLabel("叫什么名字").fill("等回访的");
  await maker.keyboard.press("Enter");
  await expect(maker.getByText("✓ “等回访的”已共享。")).toBeVisible();
  await context.close();

  const shared = (await Promise.all(["street-clerk", "district-desk"].map((role) => openDesk(browser, role, address)))).map(
    ({ page, complaints }) => ({ page, complaints, item: page.getByRole("dialog").getByRole("listitem").filter({ hasText: "等回访的" }) }),
  );
  const [clerk, desk] = shared as [(typeof shared)[number], (typeof shared)[number]];
  const lookAgain = async () => {
    for (const { page } of shared) {
      await page.reload();
      await page.getByRole("button", { name: "共享的名单" }).press("Enter");
      await expect(page.getByRole("dialog", { name: "共享的名单" })).toBeVisible();
    }
  };
  await lookAgain();
  await expect(clerk.item).toContainText("由柳知秋共享给");
  await expect(clerk.item).not.toContainText("已不在那里工作");
  await expect(desk.item).toHaveCount(0);

  await security.getByRole("button", { name: /^结束任职：/ }).press("Enter");
  await form.getByRole("button", { name: "结束任职" }).press("Enter");
  await expect(form).toHaveCount(0);
  await lookAgain();
  for (const { item } of shared) await expect(item).toContainText("柳知秋（已不在那里工作）");
  await expect(clerk.item.getByRole("button", { name: "打开“等回访的”" })).toBeVisible();
  await expect(clerk.item.getByRole("button", { name: /移除|撤回/ })).toHaveCount(0);
  await expectAccessible(desk.page, { label: "left" });
  await desk.item.getByRole("button", { name: "移除“等回访的”" }).press("Enter");
  await expect(desk.page.getByText("✓ “等回访的”已移除，谁也不再看到。")).toBeVisible();
  await expect(desk.item).toHaveCount(0);
  await lookAgain();
  for (const { item } of shared) await expect(item).toHaveCount(0);
  expect(shared.flatMap(({ complaints }) => complaints)).toEqual([]);
});

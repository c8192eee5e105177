import { expect, test } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { expectAccessible, expectToFit } from "./accessible.ts";
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

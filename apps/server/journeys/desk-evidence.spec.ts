import { expect, test } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { aPng } from "../test/registry/documents.ts";
import { expectAccessible, expectToFit } from "./accessible.ts";
import { openDesk } from "./opened-desk.ts";

test.use({ baseURL: demoUrl });

test("a scan is put into the file while a change is asked for, and whoever decides sees and opens it; a text that calls itself a scan is refused", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "street-clerk", "/desk/people/list");
  // Somebody alive whose certificate counts, and with whom no other journey has to do.
  await page.getByRole("row").filter({ hasText: "✓ 有效" }).nth(7).getByRole("link").press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("名单");
  await page.getByRole("link", { name: "申请变更" }).press("Enter");
  await page.getByRole("link", { name: "电话和住址" }).press("Enter");
  await page.getByLabel("新的电话").fill("13900001234");
  await page.getByLabel("理由和依据").fill("本人到窗口换号，已核对");
  await page.getByText("证明材料（已附0份）").click();
  const document = page.getByLabel("文件（PDF、JPEG、PNG，不超过10兆）");
  const put = page.getByRole("button", { name: "放入档案" });
  await document.setInputFiles({ name: "登记表.pdf", mimeType: "application/pdf", buffer: Buffer.from("not a PDF at all") });
  await put.press("Enter");
  await expect(page.getByText("只收")).toBeVisible();
  await document.setInputFiles({ name: "换号登记表.jpg", mimeType: "image/jpeg", buffer: aPng });
  await put.press("Enter");
  await expect(page.getByText("✓ 已放入档案。")).toBeVisible();
  // By its content it is a PNG, whatever it was called; it is chosen at once.
  await expect(page.getByRole("checkbox", { name: /换号登记表\.png/ })).toBeChecked();
  await expect(page.getByText("证明材料（已附1份）")).toBeVisible();
  await expectAccessible(page, { label: "evidence" });
  await page.reload();
  await expect(page.getByRole("checkbox", { name: /换号登记表\.png/ })).toBeChecked();
  await page.getByRole("button", { name: "提交，等待审批" }).press("Enter");
  await page.getByRole("link", { name: "看这份申请" }).press("Enter");
  await expect(page.getByRole("link", { name: "换号登记表.png" })).toBeVisible();
  const address = page.url();

  const chief = await openDesk(browser, "district-desk", new URL(address).pathname);
  const link = chief.page.getByRole("link", { name: "换号登记表.png" });
  await expect(link).toBeVisible();
  const [download] = await Promise.all([chief.page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe("换号登记表.png");
  await expectAccessible(chief.page, { label: "request with evidence" });
  await chief.page.setViewportSize({ width: 360, height: 740 });
  await expectToFit(chief.page, "request with evidence, on a phone");
  await chief.page.getByRole("button", { name: "批准" }).press("Enter");
  await expect(chief.page.getByText("已批准").first()).toBeVisible();
  expect([...complaints, ...chief.complaints]).toEqual([]);
});

import { expect, test } from "@playwright/test";

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("somebody looks for a wheelchair where they live, reads the page and the easy one, and goes on to the questions", async ({
    page,
  }) => {
    await page.goto("/policies");
    await page.getByLabel("想找什么").fill("轮椅");
    await page.getByLabel("哪个地方").selectOption({ label: "重庆市沙坪坝区" });
    await page.getByRole("button", { name: "搜索" }).click();
    await expect(page.getByText("按“轮椅”，也查了“辅助器具”")).toBeVisible();
    await page.getByRole("link", { name: "辅助器具免费适配和限额补贴" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("辅助器具免费适配和限额补贴");
    await expect(page.getByRole("heading", { name: "要带什么" })).toBeVisible();
    await page.getByRole("link", { name: "易读版" }).click();
    await expect(page.getByText("这是什么")).toBeVisible();
    await page.getByRole("link", { name: "看看我符不符合" }).click();
    await expect(page).toHaveURL(/\/who$/);
  });

  test("somebody compares the new document with the old one", async ({ page }) => {
    await page.goto("/policies/compare");
    await page.getByLabel("左边的文件").selectOption("shapingba-2020");
    await page.getByLabel("右边的文件").selectOption("shapingba-2023");
    await page.getByRole("button", { name: "比较" }).click();
    await page.getByRole("table").getByRole("link", { name: "上学" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("上学");
    await expect(page.getByText("新增").first()).toBeVisible();
  });
});

test("a printed benefit takes two sheets at most, with its details open and without the tools", async ({ page }) => {
  for (const path of ["/policies/leshan-2023/nursing_subsidy_level_1", "/policies/shapingba-2023/child_training_0_6_full"]) {
    await page.goto(path);
    const pdf = await page.pdf({ format: "A4" });
    expect((pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length, path).toBeLessThanOrEqual(2);
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("link", { name: "看看我符不符合" })).toBeHidden();
    await expect(page.locator("details.why:not(.no-print) :is(ul, dl, p)").first()).toBeVisible();
    await page.emulateMedia({ media: null });
  }
});

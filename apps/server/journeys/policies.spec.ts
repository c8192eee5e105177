import { expect, test } from "@playwright/test";

const widths = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } };

/** One page of each kind. */
const pages = [
  "/policies",
  "/policies/shapingba-2020",
  "/policies/leshan-2023/measures/4",
  "/policies/leshan-2023/clauses",
  "/policies/shapingba-2023/readings",
  "/policies/ziyang-145/terms",
  "/policies/leshan-2023/nursing_subsidy_level_1",
  "/policies/shapingba-2023/university_entry_aid_bachelor_plus",
  "/policies/shapingba-2020/psychiatric_medication_aid",
  "/policies/leshan-2023/nursing_subsidy_level_1/easy",
  "/policies/compare",
  "/policies/compare?left=leshan-2023&right=leshan-2023",
  "/policies/compare/shapingba-2020/shapingba-2023",
  "/policies/compare/leshan-2023/ziyang-145/education",
  "/search?q=%E5%8A%A9%E5%90%AC%E5%99%A8&place=511100",
  "/search?q=xyzzy",
  "/opens",
  "/opens/8?place=500106",
  "/policies/nowhere",
];

for (const [name, viewport] of Object.entries(widths)) {
  test.describe(`on a ${name}`, () => {
    test.use({ viewport, javaScriptEnabled: true });

    test("what is pressed is at least 44 pixels high, but for links inside a sentence", async ({ page }) => {
      for (const path of pages) {
        await page.goto(path);
        const small = await page.evaluate<readonly string[]>(`
          [...document.querySelectorAll("main a, main button, main select, main input:not([type=hidden]), main summary")]
            .filter((each) => each.getBoundingClientRect().height > 0 && each.getBoundingClientRect().height < 44)
            .filter((each) => !(each.tagName === "A" && [...each.parentElement.childNodes].some((node) => node !== each && node.textContent.trim() !== "" && getComputedStyle(node.nodeType === 1 ? node : each).display.startsWith("inline"))))
            .map((each) => each.outerHTML.slice(0, 120))`);
        expect(small, page.url()).toEqual([]);
      }
    });
  });
}

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

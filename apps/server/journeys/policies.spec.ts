import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";

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

/** No violations, with contrast of 7:1 among the rules; every summary opened first. */
async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { "color-contrast-enhanced": { enabled: true } } })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
    page.url(),
  ).toEqual([]);
}

for (const [name, viewport] of Object.entries(widths)) {
  test.describe(`on a ${name}`, () => {
    test.use({ viewport, javaScriptEnabled: true });

    // The templates are the same in both languages: English is looked at where there is least room.
    const languages = [["Chinese", ""] as const, ...(name === "phone" ? [["English", "/en"] as const] : [])];
    for (const [language, prefix] of languages) {
      test(`every kind of policy page is accessible in ${language} and fits the screen`, async ({ page }) => {
        test.setTimeout(180_000);
        for (const path of pages) {
          await page.goto(`${prefix}${path}`);
          const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
          expect(overflow, page.url()).toBeLessThanOrEqual(0);
          await expectAccessible(page);
        }
      });
    }

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

test("large print and dark colours keep their contrast", async ({ page }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/display?size=large&return=/policies");
  for (const path of pages.filter((_, i) => i % 3 === 1)) {
    await page.goto(path);
    await expectAccessible(page);
  }
});

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
    await expect(page).toHaveURL(/\/place$/);
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
    await expect(page.locator("details.why ul").first()).toBeVisible();
    await page.emulateMedia({ media: null });
  }
});

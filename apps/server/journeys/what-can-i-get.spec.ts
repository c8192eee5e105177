import { expect, test, type Page } from "@playwright/test";
import { expectAccessible, expectToFit } from "./accessible.ts";

const widths = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } };

/** Answers one page: a ticked list, selects, radios and dates, by what they are. */
async function answerPage(page: Page): Promise<void> {
  for (const year of await page.locator('input[name$=".year"]').all()) await year.fill("1985");
  for (const month of await page.locator('input[name$=".month"]').all()) await month.fill("4");
  for (const day of await page.locator('input[name$=".day"]').all()) await day.fill("4");
  for (const select of await page.locator("select").all()) await select.selectOption({ index: 1 });
  for (const number of await page.locator(".with-unit input").all()) await number.fill("2");
  for (const group of await page.locator("fieldset:has(input[type=radio])").all()) await group.locator("input[type=radio]").first().check();
  const none = page.locator('input[name="checklist"][value="none"]');
  if ((await none.count()) > 0) await none.check();
  await page.locator('button[value="next"]').click();
}

async function toSummary(page: Page, onEach: (page: Page) => Promise<void> = async () => undefined): Promise<void> {
  for (let pages = 0; !page.url().endsWith("/summary"); pages++) {
    expect(pages, page.url()).toBeLessThan(45);
    await onEach(page);
    await answerPage(page);
  }
}

for (const javaScriptEnabled of [false, true]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("from the first page to a result that opens to its conditions", async ({ page }) => {
      await page.goto("/");
      await page.getByRole("link", { name: "看看我能享受什么" }).click();
      await page.getByLabel("重庆市沙坪坝区").check();
      await page.getByRole("button", { name: "继续" }).click();
      await toSummary(page);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("请核对您的回答");
      await page.getByRole("link", { name: "查看结果" }).click();
      await expect(page.getByRole("heading", { name: "符合条件" })).toBeVisible();
      const benefit = page.locator("details.benefit").first();
      await benefit.locator("summary").first().click();
      await expect(benefit.getByText("条件", { exact: true })).toBeVisible();
      await expect(benefit.getByText(/沙府办发/).first()).toBeVisible();
      expect(page.url()).not.toContain("1985");
    });

    test("the browser's back button leads to the page before, with its answers", async ({ page }) => {
      await page.goto("/place");
      await page.getByLabel("四川省乐山市").check();
      await page.getByRole("button", { name: "继续" }).click();
      const first = page.url();
      await answerPage(page);
      expect(page.url()).not.toBe(first);
      await page.goBack();
      expect(page.url()).toBe(first);
      await page.reload();
      const values = await page
        .locator("select, input[type=radio]:checked")
        .evaluateAll((fields) => fields.map((field) => (field as unknown as { value: string }).value));
      expect(values.some((value) => value !== "")).toBe(true);
    });

    test("an error keeps what was typed, is announced and leads to its field", async ({ page }) => {
      await page.goto("/place");
      await page.getByLabel("重庆市沙坪坝区").check();
      await page.getByRole("button", { name: "继续" }).click();
      await page.goto("/check/person.about");
      await page.getByLabel("年", { exact: true }).fill("2020");
      await page.getByLabel("月", { exact: true }).fill("13");
      await page.getByLabel("日", { exact: true }).fill("1");
      await page.getByRole("button", { name: "继续" }).click();
      const alert = page.getByRole("alert");
      await expect(alert).toBeFocused();
      await expect(page.getByLabel("月", { exact: true })).toHaveValue("13");
      await alert.getByRole("link").first().click();
      await expect(page.getByLabel("年", { exact: true })).toBeFocused();
      await expect(page).toHaveTitle(/^请检查/);
    });
  });
}

test("the whole journey by keyboard alone", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "看看我能享受什么" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/place");
  await tabTo(page, 'input[name="place"]');
  await page.keyboard.press("Space");
  await tabTo(page, "button.button");
  await enter(page);
  for (let pages = 0; pages < 45 && !page.url().endsWith("/summary"); pages++) {
    await tabTo(page, 'button[value="skip"]');
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).not.toBe("none");
    await enter(page);
  }
  await tabTo(page, 'a[href="/result"]');
  await enter(page);
  await tabTo(page, "details.benefit summary");
  await page.keyboard.press("Enter");
  await expect(page.locator("details.benefit[open]")).toHaveCount(1);
});

/** Presses Enter on what leads to another page, and waits for it. */
async function enter(page: Page): Promise<void> {
  const before = page.url();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.href !== before && !url.pathname.endsWith("/check"), { waitUntil: "load" });
}

/** Presses Tab until something of that kind has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate<boolean>(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)) return;
  }
  throw new Error(`Nothing on ${page.url()} that matches ${selector} can be reached with Tab.`);
}

for (const [name, viewport] of Object.entries(widths)) {
  test.describe(`on a ${name}`, () => {
    test.use({ viewport });

    for (const [place, prefix] of [
      ["重庆市沙坪坝区", ""],
      ["Leshan, Sichuan", "/en"],
    ] as const) {
      test(`every page for ${place} has no accessibility violation and fits the screen`, async ({ page }) => {
        test.setTimeout(180_000);
        await page.goto(prefix === "" ? "/" : prefix);
        await expectAccessible(page);
        await page.goto(`${prefix}/place`);
        await page.locator("button.button").first().click();
        await expectAccessible(page);
        await page.getByLabel(place).check();
        await page.locator("button.button").first().click();
        await toSummary(page, async (each) => {
          await expectAccessible(each);
          await expectToFit(each);
        });
        await expectAccessible(page);
        await page.goto(`${prefix}/result`);
        for (const summary of await page.locator("details.benefit > summary").all())
          await summary.evaluate((element) => ((element as unknown as { parentElement: { open: boolean } }).parentElement.open = true));
        await expectAccessible(page);
        await page.goto(`${prefix}/nothing`);
        await expectAccessible(page);
      });
    }
  });
}

test("large print and dark colours keep their contrast", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/place");
  await page.getByRole("button", { name: "大字版" }).click();
  await expect(page).toHaveURL(/\/place$/);
  await expectAccessible(page);
  await page.getByLabel("重庆市沙坪坝区").check();
  await page.getByRole("button", { name: "继续" }).click();
  await expectAccessible(page);
  await page.goto("/result");
  await expectAccessible(page);
});

test("the printed result opens every benefit and leaves out the tools", async ({ page }) => {
  await page.goto("/place");
  await page.getByLabel("重庆市沙坪坝区").check();
  await page.getByRole("button", { name: "继续" }).click();
  await page.goto("/result");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("link", { name: "English" })).toBeHidden();
  await expect(page.locator("details.benefit .conditions").first()).toBeVisible();
});

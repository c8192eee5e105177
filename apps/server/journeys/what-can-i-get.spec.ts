import { expect, test, type Page } from "@playwright/test";
import { answerPage, begin } from "./answering.ts";
import { expectAccessible } from "./accessible.ts";

const girl = {
  "person.birth_date": "2021-05-20",
  "person.sex": "female",
  "certificate.status": "valid",
  "disability.hearing": 1,
} as const;

const shapingba = "重庆市沙坪坝区";

for (const javaScriptEnabled of [false, true]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("the browser's back button leads to the page before, with its answers", async ({ page }) => {
      await begin(page, { who: ["我的孩子"], residence: "四川省乐山市" });
      const first = page.url();
      await answerPage(page, girl);
      await expect(page).not.toHaveURL(first);
      // Going back while a page still arrives fails in the browser's own interface, not in the site.
      await page.waitForLoadState();
      await page.goBack();
      await expect(page).toHaveURL(first);
      await page.reload();
      await expect(page.getByLabel("年", { exact: true })).toHaveValue("2021");
      await page.getByRole("link", { name: "返回上一页" }).click();
      await expect(page.getByRole("radio", { name: "四川省乐山市" })).toBeChecked();
    });

    test("an error keeps what was typed, is announced and leads to its field", async ({ page }) => {
      await begin(page, { who: ["我自己"], residence: shapingba });
      await page.getByLabel("年", { exact: true }).fill("2020");
      await page.getByLabel("月", { exact: true }).fill("13");
      await page.getByLabel("日", { exact: true }).fill("1");
      await page.getByRole("button", { name: "继续" }).click();
      const alert = page.getByRole("alert");
      await expect(alert).toBeFocused();
      await expect(page).toHaveTitle(/^请检查/);
      await expect(page.getByLabel("月", { exact: true })).toHaveValue("13");
      await alert.getByRole("link").first().click();
      await expect(page.getByLabel("年", { exact: true })).toBeFocused();
    });

    test("each of the first two pages says what is missing, and where", async ({ page }) => {
      await page.goto("/who");
      await page.getByRole("button", { name: "继续" }).click();
      await expect(page.getByRole("alert").getByRole("link")).toHaveText(["请至少选择一个人。"]);
      await page.getByLabel("我的母亲").check();
      await page.getByRole("button", { name: "继续" }).click();
      await page.getByLabel("在别处，请在下面选").check();
      await page.getByRole("button", { name: "继续" }).click();
      await expect(page.getByRole("alert").getByRole("link")).toHaveText(["请选择现在住的地方。", "请选择户口所在的地方。"]);
      await expect(page.getByLabel("在别处，请在下面选")).toBeChecked();
    });

    test("a benefit opens to its conditions, each with its clause, and no answer stands in an address", async ({ page }) => {
      await begin(page, { who: ["我的孩子"], residence: shapingba });
      for (let i = 0; i < 2; i++) await answerPage(page, girl);
      await page.goto("/check/1/disability.levels");
      await answerPage(page, girl);
      await page.goto("/result");
      const benefit = page.locator("details.benefit.good").first();
      await benefit.locator("summary").first().click();
      await expect(benefit.getByText("条件", { exact: true })).toBeVisible();
      await expect(benefit.getByText(/沙府办发/).first()).toBeVisible();
      expect(page.url()).not.toMatch(/2021|hearing/);
    });
  });
}

test("a page with an error offers no switch that would lose what was typed, and the next page offers them again", async ({ page }) => {
  await begin(page, { who: ["我自己"], residence: shapingba });
  await page.getByLabel("月", { exact: true }).fill("13");
  await page.getByRole("button", { name: "继续" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  // What was typed and not accepted is nowhere but on this page: a button that leaves it is not offered here.
  await expect(page.getByRole("button", { name: "大字版" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "English" })).toHaveCount(0);
  await expect(page.getByLabel("月", { exact: true })).toHaveValue("13");
  await answerPage(page, girl);
  await expect(page.getByRole("button", { name: "大字版" })).toBeVisible();
});

test.describe("by keyboard alone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a mother answers for her child, and the focus can be seen wherever it is", async ({ page }) => {
    test.setTimeout(90_000);
    await page.goto("/");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "看看我能享受什么" })).toBeFocused();
    await enter(page);
    await tabTo(page, 'input[value="child"]');
    await page.keyboard.press("Space");
    await tabTo(page, "main button.button");
    await enter(page);
    await tabTo(page, 'input[name="residence"]');
    await page.keyboard.press("Space");
    await tabTo(page, 'input[name="registered"]');
    await page.keyboard.press("Space");
    await tabTo(page, "main button.button");
    await enter(page);
    await tabTo(page, 'input[name="person.birth_date.year"]');
    await page.keyboard.type("2021");
    await page.keyboard.press("Tab");
    await page.keyboard.type("5");
    await page.keyboard.press("Tab");
    await page.keyboard.type("20");
    await tabTo(page, 'input[name="person.sex"]');
    await page.keyboard.press("Space");
    await tabTo(page, 'button[value="next"]');
    await enter(page);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("残疾人证");
    await tabTo(page, 'input[name="certificate.status"]');
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("radio", { name: "有效", exact: true })).toBeChecked();
    await tabTo(page, 'button[value="next"]');
    await enter(page);
    for (let pages = 0; pages < 40 && !page.url().endsWith("/summary"); pages++) {
      await tabTo(page, 'button[value="skip"]');
      await enter(page);
    }
    await tabTo(page, 'main a[href="/result"]');
    await enter(page);
    await tabTo(page, "details.benefit summary");
    await page.keyboard.press("Enter");
    await expect(page.locator("details.benefit[open]")).toHaveCount(1);
    await tabTo(page, 'a[href$="/sheet"]', "Shift+Tab");
    await enter(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("待遇清单");
  });

  /** Presses Enter on what leads to another page, and waits for it. */
  async function enter(page: Page): Promise<void> {
    const before = page.url();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.href !== before && !url.pathname.endsWith("/check"), { waitUntil: "load" });
  }

  /** Presses Tab until something of that kind has the focus; each stop on the way must be seen. */
  async function tabTo(page: Page, selector: string, key = "Tab"): Promise<void> {
    for (let presses = 0; presses < 120; presses++) {
      await page.keyboard.press(key);
      const [isThere, isSeen, what] = await page.evaluate<readonly [boolean, boolean, string]>(`(() => {
        const focused = document.activeElement;
        const thick = (element) => element && getComputedStyle(element).outlineStyle !== "none" && parseFloat(getComputedStyle(element).outlineWidth) >= 3;
        const { top, bottom, width } = focused.getBoundingClientRect();
        const isOnScreen = width > 0 && bottom > 0 && top < innerHeight;
        return [focused.matches(${JSON.stringify(selector)}), focused === document.body || (isOnScreen && (thick(focused) || thick(focused.closest(".choice")))), focused.outerHTML.slice(0, 160)];
      })()`);
      expect(isSeen, `The focus cannot be seen on ${page.url()}: ${what}`).toBe(true);
      if (isThere) return;
    }
    throw new Error(`Nothing on ${page.url()} that matches ${selector} can be reached with ${key}.`);
  }
});

test.describe("as a screen reader has it", () => {
  const main = (page: Page) => page.getByRole("main");

  test("each page of the main journey is told by its heading, its groups and its names", async ({ page }) => {
    await page.goto("/who");
    await expect(main(page)).toMatchAriaSnapshot(`
      - link "返回上一页"
      - heading "您想替谁查？" [level=1]
      - group "您想替谁查？":
        - checkbox "我自己"
        - checkbox "我的丈夫或妻子"
        - checkbox "我的孩子"
      - checkbox /这是借来的手机，或者公用的电脑/
      - button "继续"
    `);
    await begin(page, { who: ["我的孩子"], residence: shapingba });
    await expect(page).toHaveTitle("我的孩子：您的出生日期和性别是什么？ · 惠残");
    await expect(main(page)).toMatchAriaSnapshot(`
      - link "返回上一页"
      - paragraph: /已回答 0 页/
      - paragraph:
        - strong: 我的孩子
      - heading "您的出生日期和性别是什么？" [level=1]
      - group "您的出生日期是哪一天？":
        - textbox "年"
        - textbox "月"
        - textbox "日"
        - checkbox "不知道"
      - group "您的性别是？":
        - radio "男"
        - radio "女"
        - radio "不知道"
      - button "继续"
      - button "跳过这一页"
    `);
    await expect(page.getByRole("group", { name: "您的出生日期是哪一天？" })).toHaveAccessibleDescription(/公历日期/);
    await answerPage(page, girl);
    await page.goto("/check/1/disability.levels");
    await expect(main(page)).toMatchAriaSnapshot(`
      - heading "残疾人证上写的是哪一类残疾、几级？" [level=1]
      - combobox "您的视力残疾是几级？"
      - combobox "您的听力残疾是几级？"
    `);
    await answerPage(page, girl);
    await page.goto("/check/1/hardship.statuses");
    await expect(main(page)).toMatchAriaSnapshot(`
      - heading "您或您家有以下哪些困难身份？" [level=1]
      - group "您或您家有以下哪些困难身份？":
        - checkbox /低保/
        - checkbox "以上都没有"
        - checkbox "其余的不清楚"
    `);
  });

  test("an error is announced, named in the title, and tied to its group", async ({ page }) => {
    await begin(page, { who: ["我自己"], residence: shapingba });
    await page.getByLabel("年", { exact: true }).fill("3020");
    await page.getByRole("button", { name: "继续" }).click();
    await expect(page.getByRole("alert")).toMatchAriaSnapshot(`
      - alert:
        - heading "还需要您看一下" [level=2]
        - paragraph: 您填写的内容都还在。
        - list:
          - listitem:
            - link /请填写日历上有的日期/
          - listitem:
            - link /性别.*还没有回答/
    `);
    await expect(page.getByRole("group", { name: "您的出生日期是哪一天？" })).toHaveAccessibleDescription(/请填写日历上有的日期/);
    await expect(page.getByRole("group", { name: "您的性别是？" })).toHaveAccessibleDescription(/还没有回答/);
  });

  test("the summary is tables with captions and row headings, and each change names what it changes", async ({ page }) => {
    await begin(page, { who: ["我的孩子"], residence: shapingba });
    await answerPage(page, girl);
    await page.goto("/check/summary");
    await expect(main(page)).toMatchAriaSnapshot(`
      - heading "请核对您的回答" [level=1]
      - link "查看结果"
      - table "住在哪里":
        - rowgroup:
          - row:
            - rowheader "常住地"
            - cell "重庆市沙坪坝区"
      - paragraph:
        - link /修改这一页 ?：住在哪里/
      - table "您的出生日期和性别是什么？":
        - rowgroup:
          - row:
            - rowheader "出生日期"
            - cell "2021年5月20日"
      - paragraph:
        - link /修改这一页 ?：您的出生日期/
      - button "清除我的回答"
    `);
  });

  test("in the result every benefit says by its name whether it is certain, and headings lead through it in order", async ({ page }) => {
    await begin(page, { who: ["我的孩子"], residence: shapingba });
    for (let i = 0; i < 2; i++) await answerPage(page, girl);
    await page.goto("/check/1/disability.levels");
    await answerPage(page, girl);
    await page.goto("/result");
    await expect(main(page)).toMatchAriaSnapshot(`
      - heading "我的孩子的结果" [level=1]
      - list:
        - listitem:
          - link /\\d+ ?项符合/
        - listitem:
          - link /\\d+ ?项可能/
        - listitem:
          - link /\\d+ ?项不符合/
      - link "打印清单，带到窗口"
      - heading "符合条件" [level=2]
      - heading "可能符合，还差一点信息" [level=2]
      - heading "目前不符合" [level=2]
      - heading "接下来" [level=2]
    `);
    const names = await disclosures(page);
    const titles = await page.locator("details.benefit > summary .title").allTextContents();
    for (const title of titles)
      expect(
        names.filter((name) => name.startsWith(title) && /(符合|可能)$/.test(name)),
        title,
      ).not.toEqual([]);
    expect(names.filter((name) => name.endsWith("符合")).length).toBe(await page.locator("details.benefit.good").count());
    await expectAccessible(page);
  });

  /** The names of everything that opens, as the browser hands them to a screen reader. */
  async function disclosures(page: Page): Promise<readonly string[]> {
    const browser = await page.context().newCDPSession(page);
    const { nodes } = await browser.send("Accessibility.getFullAXTree");
    return nodes.filter(({ role }) => role?.value === "DisclosureTriangle").map(({ name }) => String(name?.value ?? ""));
  }
});

import { expect, test, type Page } from "@playwright/test";
import { expectAccessible, expectToFit } from "./accessible.ts";
import { begin } from "./answering.ts";

const shapingba = "重庆市沙坪坝区";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`ways of reading, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("are switched by keyboard above each page, and stay", async ({ page }) => {
      await page.goto("/about?from=chat");
      await page.getByRole("button", { name: "高对比" }).focus();
      await page.keyboard.press("Enter");
      await expect(page.locator("html")).toHaveClass("contrast");
      await expect(page).toHaveURL(/\/about\?from=chat$/);
      await expect(page.getByRole("button", { name: "高对比" })).toHaveAttribute("aria-pressed", "true");
      await page.getByRole("link", { name: "English" }).click();
      await expect(page).toHaveURL(/\/en\/about\?from=chat$/);
      await expect(page.locator("html")).toHaveClass("contrast");
      await page.getByRole("button", { name: "Contrast" }).click();
      await expect(page.locator("html")).toHaveClass("");
    });

    test("are chosen together on their own page, which leads back", async ({ page }) => {
      await page.goto("/accessibility");
      await page.getByRole("link", { name: "看得清、看得懂" }).click();
      await page.getByRole("radio", { name: /大字版/ }).check();
      await page.getByRole("radio", { name: /易读版/ }).check();
      await page.getByRole("button", { name: "就这样显示" }).click();
      await expect(page).toHaveURL(/\/accessibility$/);
      await expect(page.locator("html")).toHaveClass("large easy");
    });
  });
}

test("colours that the device forces leave every control visible", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("/");
  await expect(page.getByRole("link", { name: "看看我能享受什么" })).toHaveCSS("border-top-style", "solid");
  await page.goto("/display");
  await expectToFit(page);
});

test.describe("without what a browser may offer", () => {
  test("there is no button that does nothing", async ({ page }) => {
    // This browser has no voice; it can copy and print.
    await page.goto("/");
    await expect(page.getByRole("button", { name: "打印" })).toBeVisible();
    await expect(page.getByRole("button", { name: "朗读" })).toHaveCount(0);
  });
});

test("the address of a public page is copied without what was asked of it, that of a page with answers never", async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate<string>("navigator.clipboard.readText()");
  await page.goto("/about?from=chat");
  await page.getByRole("button", { name: "复制网址" }).click();
  await expect(page.getByRole("status")).toContainText("已复制");
  expect(await copied()).toBe(`${baseURL}/about`);
  await begin(page, { who: ["我自己"], residence: shapingba });
  await page.goto("/check/summary");
  await page.getByRole("button", { name: "告诉别人这个网站" }).click();
  await expect(page.getByRole("status")).toContainText("已复制");
  expect(await copied()).toBe(`${baseURL}/`);
});

test.describe("reading aloud", () => {
  /** The browser's own interface, as a device with voices has it; `spoken` is what a listener would have heard. */
  const voices = `
    globalThis.spoken = [];
    globalThis.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
    let current = null;
    Object.defineProperty(globalThis, "speechSynthesis", { value: Object.assign(new EventTarget(), {
      getVoices: () => [
        { name: "far away", lang: "zh-CN", localService: false },
        { name: "Cantonese", lang: "zh-HK", localService: true },
        { name: "here", lang: "zh_CN", localService: true },
        { name: "English", lang: "en-GB", localService: true },
      ],
      speak: (utterance) => { current = utterance; spoken.push([utterance.voice.name, utterance.rate, utterance.text]); },
      cancel: () => { current = null; },
    }) });
    globalThis.endSentence = () => current?.dispatchEvent(new Event("end"));`;

  const spoken = (page: Page) => page.evaluate<[string, number, string][]>("spoken");
  const listen = async (page: Page, path: string, name: string) => {
    await page.addInitScript(voices);
    await page.goto(path);
    await page.getByRole("button", { name }).focus();
    await page.keyboard.press("Enter");
  };

  test("reads the main part sentence by sentence with a voice of the device, and marks where it is", async ({ page }) => {
    await listen(page, "/cleared", "朗读");
    await expect(page.locator(".reading")).toHaveText("您的回答已经清除");
    await page.evaluate("endSentence()");
    await expect(page.locator("p.reading")).toContainText("这台设备上已经没有您的回答");
    expect(await spoken(page)).toEqual([
      ["here", 1, "您的回答已经清除"],
      ["here", 1, "这台设备上已经没有您的回答，我们的服务器上本来就没有。"],
    ]);
    await expectAccessible(page, { label: "while reading" });
  });

  test("pauses, goes on with the same sentence, changes speed and stops, by keyboard alone", async ({ page }) => {
    await listen(page, "/en/cleared", "Listen");
    await expect(page.getByRole("button", { name: "Pause" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Go on" })).toBeFocused();
    await page.evaluate("endSentence()");
    expect(await spoken(page)).toHaveLength(1);
    await page.keyboard.press("Enter");
    await page.getByLabel("Speed").selectOption("Slow");
    expect((await spoken(page)).map(([voice, rate, text]) => [voice, rate, text])).toEqual([
      ["English", 1, "Your answers are cleared"],
      ["English", 1, "Your answers are cleared"],
      ["English", 0.7, "Your answers are cleared"],
    ]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("region", { name: "Reading aloud" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Listen" })).toBeFocused();
    await expect(page.locator(".reading")).toHaveCount(0);
  });

  test("comes to its end, and leaves out what cannot be seen", async ({ page }) => {
    await listen(page, "/who", "朗读");
    for (let i = 0; i < 60 && (await page.locator(".player").count()) > 0; i++) await page.evaluate("endSentence()");
    await expect(page.locator(".player")).toHaveCount(0);
    const texts = (await spoken(page)).map(([, , text]) => text);
    expect(texts).toContain("您想替谁查？");
    expect(texts.join()).not.toMatch(/←|打印/);
  });
});

test.describe("on a shared device", () => {
  /** A visit that somebody said to be on a borrowed phone: a quarter of an hour. */
  async function openShared(page: Page): Promise<void> {
    await page.clock.install({ time: new Date("2026-11-25T09:00:00") });
    await begin(page, { who: ["我自己"], residence: shapingba, isBorrowed: true });
    await page.goto("/check/summary");
  }

  const isLost = async (page: Page) => {
    await page.goto("/check");
    return page.url().endsWith("/who");
  };

  test("two minutes before the end it asks; going on starts anew", async ({ page }) => {
    await openShared(page);
    await page.clock.runFor(770_000);
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await page.clock.runFor(15_000);
    await expect(page.getByRole("alertdialog", { name: "您还在吗？" })).toBeVisible();
    await expectAccessible(page, { label: "asking" });
    await expect(page.getByRole("button", { name: "我还在，继续" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await page.clock.runFor(700_000);
    await expect(page.getByRole("alertdialog")).toBeHidden();
    expect(await isLost(page)).toBe(false);
  });

  test("any touch starts anew", async ({ page }) => {
    await openShared(page);
    for (let i = 0; i < 3; i++) {
      await page.clock.runFor(700_000);
      await page.keyboard.press("Shift");
    }
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await expect(page).toHaveURL(/summary$/);
  });

  test("at the end the answers are cleared on the server's word, and the page says so", async ({ page }) => {
    await openShared(page);
    await page.clock.runFor(901_000);
    await expect(page).toHaveURL(/\/cleared$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("您的回答已经清除");
    expect(await isLost(page)).toBe(true);
  });

  test("a phone that slept through the end clears when it wakes", async ({ page }) => {
    await openShared(page);
    await page.clock.fastForward(3_600_000);
    await expect(page).toHaveURL(/\/cleared$/);
  });

  test("without a network the answers are hidden, nothing false is said, and it tries again", async ({ page }) => {
    await openShared(page);
    await page.route("**/clear", (route) => route.abort());
    await page.clock.runFor(901_000);
    await expect(page.getByText("您的回答还没有清除")).toBeVisible();
    await expect(page.locator("main")).toBeHidden();
    await page.unroute("**/clear");
    await page.clock.runFor(11_000);
    await expect(page).toHaveURL(/\/cleared$/);
  });
});

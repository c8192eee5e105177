import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { expectAccessible, expectToFit } from "./accessible.ts";

const pages = ["/", "/about", "/accessibility", "/display", "/cleared", "/nothing"];
const looks = [
  { name: "plain", words: "", colorScheme: "light" },
  { name: "large print", words: "large", colorScheme: "light" },
  { name: "high contrast", words: "contrast", colorScheme: "dark" },
  { name: "easy read", words: "easy", colorScheme: "light" },
  { name: "dark", words: "", colorScheme: "dark" },
  { name: "everything at once", words: "large.contrast.easy", colorScheme: "light" },
] as const;

const phone = { width: 390, height: 844 };
/** What a screen of 1280 pixels shows at 400 %. */
const zoomed = { width: 320, height: 640 };

async function choose(context: BrowserContext, words: string, baseURL: string | undefined): Promise<void> {
  if (words) await context.addCookies([{ name: "huican_display", value: words, url: baseURL ?? "" }]);
}

// Nothing can be checked where scripts are off altogether, the checker being one; a page whose script does not arrive is the same page.
for (const hasScript of [true, false]) {
  // The script adds a few buttons and English other words: the two looks at the ends show whether they do harm.
  for (const [i, { name, words, colorScheme }] of looks.entries()) {
    const isEnd = i === 0 || i === looks.length - 1;
    if (!hasScript && !isEnd) continue;
    test.describe(`${name}, ${hasScript ? "with" : "without"} the script`, () => {
      test.use({ colorScheme, viewport: phone });

      test("public pages have no accessibility violation and fit a phone and a zoom of 400 %", async ({ page, context, baseURL }) => {
        test.setTimeout(120_000);
        await choose(context, words, baseURL);
        if (!hasScript) await page.route("**/assets/*.js", (route) => route.abort());
        const english = pages.map((path) => `/en${path}`.replace(/\/$/, ""));
        for (const path of hasScript && isEnd ? [...pages, ...english] : pages) {
          await page.setViewportSize(phone);
          await page.goto(path);
          await expectAccessible(page, name);
          await expectToFit(page, name);
          await page.setViewportSize(zoomed);
          await expectToFit(page, `${name}, zoomed`);
        }
      });
    });
  }
}

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

test.describe("speed", () => {
  // A machine that is busy with something else is not a slow site.
  test.describe.configure({ retries: 2 });

  test("a first visit on a slow phone shows something within three seconds", async ({ page }) => {
    const browser = await page.context().newCDPSession(page);
    await browser.send("Network.enable");
    // Slow 3G as the developer tools of Chromium have it, and a processor a quarter as fast.
    await browser.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 2000,
      downloadThroughput: 51_200,
      uploadThroughput: 51_200,
    });
    await browser.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.goto("/");
    const painted = await page.evaluate<number>("performance.getEntriesByName('first-paint')[0].startTime");
    expect(painted).toBeLessThan(3000);
  });
});

test.describe("without what a browser may offer", () => {
  test("there is no button that does nothing", async ({ page }) => {
    // This browser has no voice; it can copy and print.
    await page.goto("/");
    await expect(page.getByRole("button", { name: "打印" })).toBeVisible();
    await expect(page.getByRole("button", { name: "朗读" })).toHaveCount(0);
  });
});

test("the address of a public page is copied with its query, that of a page with answers never", async ({ page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate<string>("navigator.clipboard.readText()");
  await page.goto("/about?from=chat");
  await page.getByRole("button", { name: "复制网址" }).click();
  await expect(page.getByRole("status")).toContainText("已复制");
  expect(await copied()).toBe(`${baseURL}/about?from=chat`);
  await page.goto("/who");
  await page.getByLabel("重庆市沙坪坝区").check();
  await page.getByRole("button", { name: "继续" }).click();
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
    await expectAccessible(page, "while reading");
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
    expect(texts).toContain("您住在哪里？");
    expect(texts.join()).not.toMatch(/←|打印/);
  });
});

test.describe("on a shared device", () => {
  /** A page as the check sends it to shared devices, with ten minutes. */
  async function openShared(page: Page): Promise<void> {
    await page.clock.install({ time: new Date("2026-11-25T09:00:00") });
    await page.goto("/who");
    await page.getByLabel("重庆市沙坪坝区").check();
    await page.getByRole("button", { name: "继续" }).click();
    await page.route("**/check/summary", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace("<body ", '<body data-idle="600" data-clear="/clear" data-cleared="/cleared" ');
      await route.fulfill({ response, body });
    });
    await page.goto("/check/summary");
  }

  const isLost = async (page: Page) => {
    await page.goto("/check");
    return page.url().endsWith("/who");
  };

  test("two minutes before the end it asks; going on starts anew", async ({ page }) => {
    await openShared(page);
    await page.clock.runFor(470_000);
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await page.clock.runFor(15_000);
    await expect(page.getByRole("alertdialog", { name: "您还在吗？" })).toBeVisible();
    await expectAccessible(page, "asking");
    await expect(page.getByRole("button", { name: "我还在，继续" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await page.clock.runFor(400_000);
    await expect(page.getByRole("alertdialog")).toBeHidden();
    expect(await isLost(page)).toBe(false);
  });

  test("any touch starts anew", async ({ page }) => {
    await openShared(page);
    for (let i = 0; i < 3; i++) {
      await page.clock.runFor(400_000);
      await page.keyboard.press("Shift");
    }
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await expect(page).toHaveURL(/summary$/);
  });

  test("at the end the answers are cleared on the server's word, and the page says so", async ({ page }) => {
    await openShared(page);
    await page.clock.runFor(601_000);
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
    await page.clock.runFor(601_000);
    await expect(page.getByText("您的回答还没有清除")).toBeVisible();
    await expect(page.locator("main")).toBeHidden();
    await page.unroute("**/clear");
    await page.clock.runFor(11_000);
    await expect(page).toHaveURL(/\/cleared$/);
  });
});

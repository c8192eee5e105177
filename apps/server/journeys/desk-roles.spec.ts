import { expect, test, type Page, type Request } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { expectAccessible } from "./accessible.ts";
import { openDesk } from "./opened-desk.ts";

test.use({ baseURL: demoUrl });

/** By role: its main page, by keys and by name; what one may decide there, or the sentence that there is nothing; and how many steps its tour has. */
const roles: Readonly<Record<string, Role>> = {
  commissioner: { keys: "gp", page: "人员", work: "没有。", steps: 5, main: findNobody },
  "street-clerk": { keys: "gd", page: "重复档案", work: "等您审批", steps: 8, main: tellApart },
  "district-desk": { keys: "gd", page: "重复档案", work: "等您审批", steps: 9, main: tellApart },
  "civil-affairs": { keys: "gp", page: "人员", work: "您的岗位在这里还没有待办事项。", steps: 4, main: openPerson },
  finance: { keys: "gp", page: "人员", work: "您的岗位在这里还没有待办事项。", steps: 3, main: openPerson },
  auditor: { keys: "gl", page: "访问记录", work: "辖区内等别人审批", steps: 8, main: readChange },
  provider: { keys: "go", page: "代理离岗", work: "您的岗位在这里还没有待办事项。", steps: 0 },
  "system-administrator": { keys: "gx", page: "系统状态", work: "您的岗位在这里还没有待办事项。", steps: 5 },
  "security-administrator": { keys: "ga", page: "账号和任职", work: "近7天的异常查阅", steps: 5 },
  "audit-administrator": { keys: "gv", page: "核对访问记录", work: "没有等您复核的应急查看。", steps: 7, main: verify },
};

type Role = {
  readonly keys: string;
  readonly page: string;
  readonly work: string;
  readonly steps: number;
  readonly main?: (page: Page) => Promise<void>;
};

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

for (const [role, { keys, page: name, work, steps, main }] of Object.entries(roles)) {
  test(`${role}: by keyboard through the tour and the main work; whatever is offered is not refused, and what opens closes again`, async ({
    browser,
  }) => {
    // Every page with everything that opens on it, checked.
    test.setTimeout(600_000);
    const { page, complaints, context } = await openDesk(browser, role);
    const refused: string[] = [];
    page.on("response", (response) => {
      if (response.status() >= 400) refused.push(`${response.status()} ${new URL(response.url()).pathname}`);
    });
    await expect(heading(page)).toHaveText("待办");
    await expect(page.getByRole("main")).toContainText(work);
    await takeTour(page, steps);
    for (const key of keys) await page.keyboard.press(key);
    await expect(heading(page)).toHaveText(name);
    await main?.(page);
    await visitAll(page);
    expect(refused).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
}

/** From the offer to its end: at every step the thing is there and marked, what is said is heard, and the page behind it works on. */
async function takeTour(page: Page, steps: number): Promise<void> {
  const offer = page.getByRole("button", { name: "开始导览" });
  if (steps === 0) {
    // Unless a colleague has handed duties on to them for today: those have a tour.
    const isDeputy = page.getByRole("banner").getByText(/等\d项/);
    if ((await isDeputy.count()) === 0) await expect(offer).toHaveCount(0);
    return;
  }
  await offer.press("Enter");
  const tour = page.getByRole("complementary", { name: /^导览/ });
  for (let step = 1; step <= steps; step++) {
    await expect(tour.getByRole("heading")).toHaveText(new RegExp(`^导览 ${step}/${steps}：`));
    await expect(page.locator("[data-toured]"), `step ${step}`).toBeVisible();
    await expect(tour.getByRole("heading")).toBeFocused();
    await expect(tour.getByRole("status")).not.toBeEmpty();
    await expect(page.locator("main .notice.bad")).toHaveCount(0);
    if (step === 1) await expectAccessible(page, { label: "tour" });
    if (step < steps) await page.keyboard.press(".");
  }
  await tour.getByRole("button", { name: "到那里去" }).press("Enter");
  await expect(page.locator("[data-toured]")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(tour).toHaveCount(0);
  await expect(page.locator("[data-toured]")).toHaveCount(0);
  // It is offered no more, and the help begins it again.
  await expect(offer).toHaveCount(0);
  await page.keyboard.press("h");
  await page.getByRole("complementary", { name: /^帮助/ }).getByRole("button", { name: "开始导览" }).press("Enter");
  await expect(tour.getByRole("heading")).toHaveText(/^导览 1\//);
  await page.keyboard.press("Escape");
  await expect(tour).toHaveCount(0);
}

/** Nobody of a demo lives in the commissioner's village: it is said, with what else to try. */
async function findNobody(page: Page): Promise<void> {
  await page.getByRole("searchbox", { name: "查找一个人" }).focus();
  await page.keyboard.type("渝碚路");
  await expect(page.getByText("没有找到。可能不在您的辖区")).toBeVisible();
}

async function openPerson(page: Page): Promise<void> {
  const field = page.getByRole("searchbox", { name: "查找一个人" });
  await field.focus();
  await page.keyboard.type("渝碚路");
  await expect(page.locator(".found .row-link").first()).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /找到|只列出/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "档案的各部分" })).toBeVisible();
}

/** A pair of the end of the list, told apart and brought back: other journeys find everything as it was. */
async function tellApart(page: Page): Promise<void> {
  const lines = page.getByRole("table", { name: "可能重复的档案" }).locator(".row-link");
  await expect(lines.first()).toBeVisible({ timeout: 90_000 });
  await lines.last().press("Enter");
  await expect(heading(page)).toHaveText("对照两份档案");
  const path = await page.evaluate<string>("location.pathname");
  await expect(page.getByRole("button", { name: /不是同一个人/ })).toBeVisible();
  await page.keyboard.press("n");
  await page.getByLabel("为什么不是同一个人？").fill("两个人都来过窗口");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("status").filter({ hasText: "不是同一个人" })).toBeVisible();
  await expect(heading(page)).toHaveText("重复档案");
  await page.goto(path);
  await expect(page.getByRole("button", { name: /撤回认定/ })).toBeVisible();
  await page.keyboard.press("u");
  await page.getByLabel("为什么撤回？").fill("再核对一次");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("status").filter({ hasText: "又回到待核对" })).toBeVisible();
  await expect(heading(page)).toHaveText("重复档案");
}

/** Whoever audits reads what waits and decides nothing. */
async function readChange(page: Page): Promise<void> {
  for (const key of "gw") await page.keyboard.press(key);
  await page.getByRole("table", { name: "等别人审批的变更" }).locator(".row-link").first().press("Enter");
  await expect(page.getByRole("table", { name: "变更前后对照" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^(批准|不同意|撤回)/ })).toHaveCount(0);
}

async function verify(page: Page): Promise<void> {
  await page.getByRole("button", { name: "开始核对" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "没有发现改动" })).toBeVisible();
}

/** Follows every link that a page of the desk offers, once for each kind of page, as one who goes on from page to page: numbers in addresses tell pages of one kind apart. On each, every button is pressed. */
async function visitAll(page: Page): Promise<void> {
  const kindOf = (path: string) => path.replaceAll(/u_[0-9a-f]+|\d+/g, "№");
  const waiting = await linksOn(page);
  const seen = new Set<string>();
  const pressed = new Set<string>();
  let opened = 0;
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(kindOf(path))) continue;
    seen.add(kindOf(path));
    await goTo(page, path);
    await expect.soft(page.locator("main .notice.bad"), path).toHaveCount(0);
    waiting.push(...(await linksOn(page)));
    opened += await openAll(page, path, { kind: kindOf(path), pressed });
  }
  // The palette, the help and the list of keys at least.
  expect(opened).toBeGreaterThanOrEqual(3);
  // The navigation at least: a crawl that saw nothing would refuse nothing.
  for (const link of await page.getByRole("navigation", { name: "工作台" }).getByRole("link").all()) {
    const path = (await link.getAttribute("href")) ?? "";
    if (path.startsWith("/desk")) expect(seen).toContain(kindOf(path.split("?")[0] ?? ""));
  }
}

/** As a link does: the page that is open gives way, and nothing is loaded anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState({}, "", ${JSON.stringify(path)}), dispatchEvent(new PopStateEvent("popstate", { state: {} }))`);
  await expect(page).toHaveURL(`${demoUrl}${path}`);
  await expect(heading(page)).toBeVisible();
  await expect(page.locator("main .loading, main [aria-busy=true]")).toHaveCount(0);
}

async function linksOn(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('a[href^="/desk"]:not([download])')].map(({ pathname }) => pathname).filter((path) => !path.includes("/api/"))`,
  );
}

/** What these do is done at once, and nothing opens: they are pressed where a journey is about them. */
const actsAtOnce = new RegExp(
  `^(${[
    "批准|情况属实|不应查看|提交|写入|接着写入|放入档案|取出副本|下载|打印|导出检查点|开始核对",
    "关闭|返回|取消|结束导览|知道了|不用了|到那里去|更早的|上一页|下一页|清空|删除常用名单|再试一次",
  ].join("|")})`,
);
/** Questions that are asked with a body: whatever else is sent changes something. */
const asks = /\/(list|search|log|statistics|trial)$/;
/** Whatever opens is one of these: in a window, beside the page, or in its place. */
const openable = "[role=dialog], aside, main form";
/** What was checked once is the same for the next role. */
const checked = new Set<string>();

/**
 * Presses the buttons of a page, one of each name, as one who wonders what they do. What opens is accessible, changes nothing, and goes with Escape; what unfolds in the text
 * folds again.
 * @param pressed what was pressed on other pages, by the kind of page
 * @returns how many things opened
 */
async function openAll(
  page: Page,
  path: string,
  { kind, pressed }: { readonly kind: string; readonly pressed: Set<string> },
): Promise<number> {
  let opened = 0;
  const sent: string[] = [];
  const watch = (request: Request) => {
    const { pathname } = new URL(request.url());
    if (request.method() !== "GET" && !asks.test(pathname)) sent.push(pathname);
  };
  page.on("request", watch);
  for (const { name, isOfPage } of await buttonsOn(page)) {
    const key = isOfPage ? `${kind} ${name}` : name;
    if (pressed.has(key) || actsAtOnce.test(name)) continue;
    pressed.add(key);
    // What was pressed before may have drawn the page anew.
    await buttonsOn(page);
    const button = page.locator(`[data-button=${JSON.stringify(name)}]`).first();
    if ((await button.count()) === 0) continue;
    const before = await page.locator(openable).count();
    const unfolded = await page.evaluate<number>("document.querySelectorAll('details[open]').length");
    await button.press("Enter");
    await settled(page);
    const isFolding = (await page.locator("details[open]").count()) > unfolded;
    if (isFolding || (await page.locator(openable).count()) > before) {
      // What the page's bar half covers is not small for that.
      await page.evaluate("scrollTo(0, 0)");
      opened += 1;
      if (!checked.has(key)) await expectAccessible(page, { label: `opened by ${name}` });
      checked.add(key);
      await page.keyboard.press("Escape");
      // What lies over the page goes with Escape as well; what unfolds in the text is folded by hand.
      const over = `.pop[open]:has(> [data-button=${JSON.stringify(name)}])`;
      await expect.soft(page.locator(over), `${kind}: ${name} closes`).toHaveCount(0);
      if (isFolding) await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = false");
      await expect.soft(page.locator(openable), `${kind}: ${name} closes`).toHaveCount(before);
    }
    // What leads elsewhere has shown where: the others stand here.
    if ((await page.evaluate<string>("location.pathname")) !== path) await goTo(page, path);
    expect.soft(sent.splice(0), `${kind}: ${name} changes nothing`).toEqual([]);
  }
  page.off("request", watch);
  return opened;
}

/** Marks what may be pressed with its name, in which numbers and what stands between quotation marks tell nothing apart; what unfolds in a list has the name of its kind. */
async function buttonsOn(page: Page): Promise<readonly { readonly name: string; readonly isOfPage: boolean }[]> {
  return page.evaluate(`[...document.querySelectorAll("button[type=button]:not(:disabled), summary")].filter((each) => each.checkVisibility()).map((each) => {
    const isListed = each.matches("li > details > summary") && each.parentElement.className !== "";
    const said = isListed ? each.parentElement.className : (each.getAttribute("aria-label") ?? each.textContent);
    const name = said.trim().replaceAll(/\\d+/g, "№").replaceAll(/“.*?”/g, "“”");
    each.setAttribute("data-button", name);
    return { name, isOfPage: each.closest("main") !== null };
  })`);
}

/** Nothing is fetched or drawn any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await expect(page.locator(".loading, [aria-busy=true]")).toHaveCount(0);
}

import { expect, test, type Page } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { checkCharacter } from "../src/registry/identity/identity-number.ts";
import { expectAccessible, expectToFit } from "./accessible.ts";
import { loseSession } from "./losing-session.ts";
import { keepSignedIn, openDesk } from "./opened-desk.ts";
import { signIn } from "./signing-in.ts";

test.use({ baseURL: demoUrl });

const numbered = (first17: string) => first17 + checkCharacter(first17);

/** A list as offices send them: a title above, columns in their own order and words, a number with a slip of the pen, an empty line. */
function messyList(turn: number): Buffer {
  const good = numbered(`9901061972051${turn}011`);
  const slipped = numbered(`9901061973051${turn}021`);
  const wrong = slipped.slice(0, 17) + (slipped.endsWith("1") ? "2" : "1");
  const lines = [
    "沙坪坝区2026年低保残疾人名单",
    "序号,户籍街道,是否低保,对象姓名,身份证号码（必填）,备注",
    `1,渝碚路街道,是,导入甲${turn},${good},`,
    ",,,,,",
    `2,渝碚路街道,有,导入乙${turn},${wrong},电话联系过`,
  ];
  return Buffer.from(`\uFEFF${lines.join("\r\n")}`);
}

/** Goes on with the Tab key until something has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate<string>(
      "((document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent || '').trim()",
    );
    if (focused.startsWith(name)) return;
  }
  throw new Error(`The Tab key does not lead to ${name}.`);
}

async function upload(page: Page, content: Buffer): Promise<void> {
  await page.getByLabel("表格文件").setInputFiles({ name: "低保名单.csv", mimeType: "text/csv", buffer: content });
  await page.getByLabel("哪个单位给的").fill("区民政局");
  await page.getByLabel("名册里算谁说的").selectOption("civil-affairs");
  await page.getByLabel("名册里算谁说的").focus();
  await tabTo(page, "上传并核对");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "导入：区民政局" })).toBeVisible();
}

test("a messy list is imported by keyboard: a row is corrected, a colleague writes it, and both undo it", async ({ browser }) => {
  const { page, complaints } = await openDesk(browser, "district-desk");
  await expect(page.getByRole("heading", { level: 1, name: "待办" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await expect(page.getByRole("heading", { level: 1, name: "导入" })).toBeVisible();
  await expectAccessible(page, { label: "imports" });
  await upload(page, messyList(1));
  await expect(page.getByLabel("对象姓名")).toHaveValue("name");
  await expect(page.getByLabel("身份证号码（必填）")).toHaveValue("identity-number");
  await expect(page.getByLabel("备注")).toHaveValue("");
  await expectAccessible(page, { label: "columns" });
  await tabTo(page, "确认，开始核对");
  await page.keyboard.press("Enter");
  const rows = rowsOf(page);
  await expect(rows).toContainText("身份证号码（必填）");
  await expect(page.getByRole("button", { name: /不能用 1/ })).toHaveAttribute("aria-pressed", "true");
  await expectAccessible(page, { label: "rows" });
  await tabTo(page, "改第5行");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "改第5行" });
  await expectAccessible(page, { label: "row" });
  const slipped = numbered("99010619730511021");
  await dialog.getByLabel("身份证号码（必填）").fill(slipped);
  await page.keyboard.press("Enter");
  await expect(page.getByText("第5行已改，现在是：新建档。")).toBeVisible();
  await tabTo(page, "提交2行");
  await page.keyboard.press("Enter");
  await expect(page.getByText("录入或改过的人不能写入")).toBeVisible();
  await expect(page.getByRole("button", { name: /写入名册/ })).toHaveCount(0);
  const address = await page.evaluate<string>("location.pathname");

  const { page: other, complaints: more } = await openDesk(browser, "district-desk-2", address);
  const write = other.getByRole("button", { name: "写入名册（2行）" });
  await expect(write).toBeVisible();
  await expectAccessible(other, { label: "to be written" });
  await write.press("Enter");
  await expect(other.getByRole("button", { name: /已写入 2/ })).toBeVisible();
  await other.getByRole("button", { name: /已写入 2/ }).press("Enter");
  await expect(rowsOf(other)).toContainText("导入乙1");
  await rowsOf(other).getByRole("link", { name: "导入乙1" }).press("Enter");
  await expect(other.getByRole("heading", { level: 1, name: "导入乙1" })).toBeVisible();

  await page.goto(address);
  await page.getByRole("button", { name: "申请整批撤销" }).press("Enter");
  await page.getByLabel("为什么撤销这次导入？").fill("民政局传错了名单");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("您申请了撤销，由另一位同事执行。")).toBeVisible();
  await other.goto(address);
  await other.getByRole("button", { name: "整批撤销" }).press("Enter");
  await expect(other.getByRole("button", { name: /已撤销 2/ })).toBeVisible();
  expect([complaints, more]).toEqual([[], []]);
});

function rowsOf(page: Page) {
  return page.getByRole("region", { name: "表格里的行" });
}

test("what is no list is refused with a sentence; what was left out is downloaded with its reasons; an unfinished import is withdrawn", async ({
  browser,
}) => {
  const { page } = await openDesk(browser, "district-desk", "/desk/imports");
  await page
    .getByLabel("表格文件")
    .setInputFiles({ name: "a.xlsx", mimeType: "text/plain", buffer: Buffer.from("d0cf11e0a1b11ae1", "hex") });
  await page.getByLabel("哪个单位给的").fill("区民政局");
  await page.getByRole("button", { name: "上传并核对" }).click();
  await expect(page.getByLabel("名册里算谁说的")).toBeFocused();
  await page.getByLabel("名册里算谁说的").selectOption("civil-affairs");
  await page.getByRole("button", { name: "上传并核对" }).click();
  await expect(page.getByRole("alert")).toContainText("这是旧版的 .xls 表格");
  await upload(page, messyList(2));
  await page.getByRole("button", { name: "确认，开始核对" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载没有导入的1行（带原因）" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^没有导入的行-\d+\.xlsx$/);
  await page.getByRole("button", { name: "撤回这次导入" }).click();
  await page.getByRole("button", { name: "确认撤回并清除" }).click();
  await expect(page.getByText("已撤回，内容已清除。").first()).toBeVisible();
});

test("columns that were matched anew and a row that is being corrected survive a reload and a lost session, until they are sent", async ({
  browser,
}) => {
  // Somebody signs in anew, and waits for a code that was not taken yet.
  test.setTimeout(240_000);
  const { page } = await openDesk(browser, "district-desk", "/desk/imports");
  await page.getByLabel("名册里算谁说的").selectOption("federation");
  await page.reload();
  await expect(page.getByLabel("名册里算谁说的")).toHaveValue("federation");
  await upload(page, messyList(6));
  await page.getByLabel("备注").selectOption({ label: "电话" });
  await page.reload();
  await expect(page.getByLabel("备注")).toHaveValue("phone");
  await page.getByLabel("备注").selectOption({ label: "不读这一列" });
  await page.getByRole("button", { name: "确认，开始核对" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "改第5行" });
  const correct = () => page.getByRole("button", { name: "改第5行" }).press("Enter");
  const name = dialog.getByLabel("对象姓名");
  await correct();
  await name.fill("导入丙6");
  await dialog.getByLabel("不导入这一行").check();
  await page.reload();
  await correct();
  await expect(name).toHaveValue("导入丙6");
  const { href, pathname } = new URL(page.url());
  await loseSession(page, dialog.getByRole("button", { name: "保存并核对" }));
  await page.getByRole("link", { name: "重新登录" }).press("Enter");
  await signIn(page, "district-desk", pathname);
  await expect(page).toHaveURL(href);
  await keepSignedIn("district-desk", page.context());
  await correct();
  await expect(name).toHaveValue("导入丙6");
  await expect(dialog.getByLabel("不导入这一行")).toBeChecked();
  await dialog.getByRole("button", { name: "恢复原样" }).press("Enter");
  await expect(name).toHaveValue("导入乙6");
  await expect(dialog.getByLabel("按号码核对")).toBeChecked();
  await name.fill("导入丁6");
  await dialog.getByRole("button", { name: "保存并核对" }).press("Enter");
  await expect(page.getByText("第5行已改")).toBeVisible();
  expect(await page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('huican.draft.'))")).toEqual([]);
  await page.getByRole("button", { name: "撤回这次导入" }).press("Enter");
  await page.getByRole("button", { name: "确认撤回并清除" }).press("Enter");
  await expect(page.getByText("已撤回，内容已清除。").first()).toBeVisible();
});

// The same list twice would be one import.
for (const [turn, label, settings, viewport] of [
  [3, "360 px", {}, { width: 360, height: 740 }],
  [4, "768 px, in English and high contrast", { language: "en", isContrast: true }, { width: 768, height: 1024 }],
  [5, "at 400 %", {}, { width: 341, height: 192 }],
] as const)
  test(`the pages of an import fit and can be read: ${label}`, async ({ browser }) => {
    const { page, complaints } = await openDesk(browser, "district-desk", "/desk/imports", settings, viewport);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.locator("#import-file").setInputFiles({ name: "名单.csv", mimeType: "text/csv", buffer: messyList(turn) });
    await page.locator("#import-unit").fill("区残联");
    await page.locator("#import-source").selectOption("federation");
    await expectToFit(page, "imports");
    await expectAccessible(page, { label: "imports" });
    await page.locator("form.upload button[type=submit]").press("Enter");
    await page.locator("#head-0").waitFor();
    await expectToFit(page, "columns");
    await expectAccessible(page, { label: "columns" });
    await page.locator("main form button[type=submit]").click();
    await page.locator(".import-rows tbody tr").first().waitFor();
    await expectToFit(page, "rows");
    await expectAccessible(page, { label: "rows" });
    expect(complaints).toEqual([]);
  });

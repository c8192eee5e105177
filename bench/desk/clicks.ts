import type { Locator, Page } from "@playwright/test";
import { median, percentile, rounded, type Figure } from "../figure.ts";
import { answeringTimes } from "./answering-times.ts";
import { loadText, type ServedDesk } from "./served-desk.ts";

/** As many files, lists and requests as a morning's work has. The database plans a statement anew up to its eighth use, so fewer would tell of nothing but beginnings. */
const rounds = 16;

/**
 * Presses something and notes how long its answer took.
 * @param answer is true in the page once it is answered
 * @param all once everything of it stands there, where that takes longer
 * @param key where it is no click
 */
type Press = (kind: string, on: Locator, answer: string, all?: string, key?: string) => Promise<void>;

/** Nothing of the page is on its way any more. */
const whole = `!document.querySelector("main .loading, main [aria-busy=true]")`;
const has = (selector: string) => `document.querySelector('${selector}') && ${whole}`;
const titled = (title: string) => `document.querySelector("main h1")?.textContent === "${title}" && ${whole}`;
const dialog = `document.querySelector("[role=dialog] h2, [role=dialog] input")`;

/**
 * From clicks of many kinds until what they ask for is drawn, over a morning's work in which no file is opened twice. Where rules are run over a person and the household, the
 * file or the change is the answer, and the place of what the rules say shows that it is on its way; how long until all of it stands there is told too, and how the first round
 * went, in which server, database and browser see everything for the first time.
 */
export async function measureClicks({ page }: ServedDesk, print: (figure: Figure) => void): Promise<void> {
  const taken: { readonly kind: string; readonly time: number }[] = [];
  let ofFirstRound = 0;
  const press: Press = async (kind, on, answer, all, key) => {
    const times = await answeringTimes(
      page,
      () => (key === undefined ? on.click() : on.press(key)),
      [answer, all ?? answer],
      key && "keydown",
    );
    taken.push({ kind, time: times[0] ?? Number.NaN });
    if (all !== undefined) taken.push({ kind: `${kind}.whole`, time: times[1] ?? Number.NaN });
  };
  for (let round = 0; round < rounds; round++) {
    await list(page, press, round);
    await file(page, press, round);
    await work(page, press, round);
    await others(page, press);
    ofFirstRound ||= taken.length;
  }
  const answers = taken.filter(({ kind }) => !kind.endsWith(".whole"));
  for (const [kind, own] of Map.groupBy(taken, (each) => each.kind)) {
    const times = own.map(({ time }) => time);
    const reference = `95th of 100: ${rounded(percentile(times, 95))} ms; longest: ${rounded(Math.max(...times))} ms; ${times.length} times`;
    print({ figure: `desk.click_ms.${kind}`, value: rounded(median(times)), unit: "ms", target: null, reference });
  }
  const first = taken.slice(0, ofFirstRound).flatMap(({ kind, time }) => (kind.endsWith(".whole") ? [] : [time]));
  const told = `95th of 100: ${rounded(percentile(first, 95))} ms; longest: ${rounded(Math.max(...first))} ms; ${first.length} times`;
  print({ figure: "desk.click_ms.first_round", value: rounded(median(first)), unit: "ms", target: null, reference: told });
  const reference = `from the press to all of its answer drawn; ${answers.length} of ${new Set(answers.map(({ kind }) => kind)).size} kinds, 20,000 people, ${loadText()}`;
  print({
    figure: "desk.click_p95_ms",
    value: rounded(
      percentile(
        answers.map(({ time }) => time),
        95,
      ),
    ),
    unit: "ms",
    target: "≤ 100",
    reference,
  });
}

const link = (page: Page, name: string) => page.getByRole("navigation").getByRole("link", { name, exact: true }).first();
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first();

async function list(page: Page, press: Press, round: number): Promise<void> {
  await press("page", link(page, "人员"), titled("人员"));
  await press("list", link(page, "名单"), `${titled("名单")} && document.querySelector(".people-grid tbody a")`);
  const age = page.locator(".people-grid .sort", { hasText: "年龄" });
  await press("sort", age, has("th[aria-sort=ascending].number"));
  await press("sort", age, has("th[aria-sort=descending].number"));
  await page.locator("#filter-fact").selectOption("person.age");
  await page.locator("#filter-from").fill(String(20 + round));
  await press("filter", button(page, "加上"), has(".chip.set"));
  const cell = page.locator(".people-grid [data-cell][tabindex='0']");
  await page.locator("[data-cell='0 1']").focus();
  await press("turn", cell, `!document.activeElement?.dataset.cell?.startsWith("0 ") && ${whole}`, undefined, "PageDown");
  // The other end of the list, where nothing has been read yet.
  await press(
    "turn",
    cell,
    `document.activeElement?.closest("tr")?.ariaRowIndex === document.querySelector(".people-grid").ariaRowCount && ${whole}`,
    undefined,
    "Control+End",
  );
  await press("dialog", button(page, "导出"), dialog);
  await page.keyboard.press("Escape");
}

async function file(page: Page, press: Press, round: number): Promise<void> {
  // At the end of the list, where the turn before has led, and in sight.
  const line = page.locator(".people-grid tbody a").nth(-2 - round);
  const name = (await line.textContent()) ?? "";
  const isThere = `document.querySelector("main h1")?.textContent === "${name}" && document.querySelector(".certificate, #certificate-title")`;
  await press("person", line, isThere, `${titled(name)} && document.querySelector(".counts")`);
  for (const title of ["待遇", "登记情况", "材料", "时间线", "申请变更", "一页摘要", "概况"])
    await press("part", link(page, title), `document.querySelector("#part-title")?.textContent.startsWith("${title}") && ${whole}`);
  // Of some nothing is covered.
  const reveal = page.getByRole("button", { name: /^凭理由查看/ }).first();
  if ((await reveal.count()) === 0) return;
  await press("dialog", reveal, dialog);
  await page.keyboard.press("Escape");
}

async function work(page: Page, press: Press, round: number): Promise<void> {
  await press("work", link(page, "待办"), has(".row-link"));
  const lines = page.locator(".row-link");
  await press(
    "change",
    lines.nth(round % (await lines.count())),
    `document.querySelector(".change-actions .button")`,
    has(".change-actions .button"),
  );
  await press("close", button(page, "关闭"), `!document.querySelector(".panel")`);
}

async function others(page: Page, press: Press): Promise<void> {
  await press("page", link(page, "重复档案"), titled("重复档案"));
  await press("pair", page.locator(".row-link").nth(1), titled("对照两份档案"));
  await press("page", link(page, "导入"), titled("导入"));
  await press("page", link(page, "信息请求"), titled("个人信息请求"));
  await press("page", link(page, "设置"), titled("设置"));
  await press("dialog", page.locator(".find"), dialog);
  await page.keyboard.press("Escape");
  await press("dialog", button(page, "快捷键"), dialog);
  await page.keyboard.press("Escape");
  await press("help", page.getByRole("button", { name: /^帮助/ }), `document.querySelector("aside.help")`);
  await press("help", button(page, "关闭帮助"), `!document.querySelector("aside.help")`);
}

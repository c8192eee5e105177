import { expect, test, type Page } from "@playwright/test";
import { answerPage, begin } from "./answering.ts";

const man = { "person.birth_date": "1980-01-01", "person.sex": "male", "certificate.status": "valid", "disability.physical": 1 } as const;

async function sheetsOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ format: "A4" });
  return (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
}

test.beforeEach(async ({ page }) => {
  await begin(page, { who: ["我自己"], residence: "四川省乐山市" });
});

test("a result of which nothing was answered printed a hundred sheets; it prints what is missing, a line for each", async ({ page }) => {
  await page.goto("/result");
  expect(await sheetsOf(page)).toBeLessThanOrEqual(6);
});

test("on paper what is certain opens, what is perhaps says what it lacks, what is not stays a list, and the tools are gone", async ({
  page,
}) => {
  for (let i = 0; i < 2; i++) await answerPage(page, man);
  await page.goto("/check/1/disability.levels");
  await answerPage(page, man);
  await page.goto("/result");
  expect(await sheetsOf(page)).toBeLessThanOrEqual(14);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("details.benefit.good .conditions").first()).toBeVisible();
  const perhaps = page.locator("details.benefit.maybe").first();
  await expect(perhaps.locator(".need")).toBeVisible();
  await expect(perhaps.locator(".body")).toBeHidden();
  await expect(page.locator(".refused a").first()).toBeVisible();
  await expect(page.locator(".refused .reason").first()).toBeHidden();
  for (const name of ["English", "打印清单，带到窗口", "修改我的回答"]) await expect(page.getByRole("link", { name })).toBeHidden();
  await page.emulateMedia({ media: null });
  await page.goto("/result/1/leshan-2023/sheet");
  expect(await sheetsOf(page)).toBeLessThanOrEqual(3);
});

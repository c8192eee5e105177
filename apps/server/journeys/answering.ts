import { expect, type Page } from "@playwright/test";

/** What somebody knows, by fact; null is "I do not know". Whatever is not named is answered with no, none or nothing. */
export type Known = Readonly<Record<string, boolean | number | string | null>>;

/** What answering took: pages, choices and taps on the screen, digits typed. */
export type Effort = { pages: number; decisions: number; taps: number; digits: number };

export const noEffort = (): Effort => ({ pages: 0, decisions: 0, taps: 0, digits: 0 });

/**
 * Seconds, by the keystroke-level model of Card, Moran and Newell: 1.35 to make up one's mind, 1.1 to point, 0.28 to type a digit. A page that
 * appears takes a second, and its question is read once more than each of its choices.
 */
export function estimatedSeconds({ pages, decisions, taps, digits }: Effort): number {
  return Math.round(pages * (1 + 1.35) + decisions * 1.35 + taps * 1.1 + digits * 0.28);
}

/** Whom the visit is about and where they live, from the first page on. */
export async function begin(
  page: Page,
  { who, residence, isBorrowed }: { readonly who: readonly string[]; readonly residence: string; readonly isBorrowed?: boolean },
): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "看看我能享受什么" }).click();
  for (const each of who) await page.getByLabel(each, { exact: true }).check();
  if (isBorrowed) await page.getByLabel("这是借来的手机，或者公用的电脑").check();
  await page.getByRole("button", { name: "继续" }).click();
  await page.getByRole("group", { name: "现在住在哪里？" }).getByLabel(residence, { exact: true }).check();
  await page.getByLabel("和现在住的地方一样").check();
  await page.getByRole("button", { name: "继续" }).click();
}

/** Answers pages until the summary; gives what each person answered, as the engine's callers write it. */
export async function answerAll(page: Page, people: readonly Known[], effort: Effort = noEffort()): Promise<readonly Known[]> {
  const given: Record<string, boolean | number | string | null>[] = people.map(() => ({}));
  for (let pages = 0; !page.url().endsWith("/summary"); pages++) {
    expect(pages, `The questions do not end: ${page.url()}`).toBeLessThan(60);
    const [, number = "1"] = /\/check\/(\d+)\//.exec(page.url()) ?? [];
    Object.assign(given[Number(number) - 1] ?? {}, await answerPage(page, people[Number(number) - 1] ?? {}, effort));
  }
  return given;
}

/** Answers one page as somebody does who knows that much, and goes on. */
export async function answerPage(page: Page, known: Known, effort: Effort = noEffort()): Promise<Known> {
  // A click comes back as soon as the next page has an address: half of it may be missing still.
  await page.waitForLoadState("domcontentloaded");
  const fields = await fieldsOn(page);
  expect(fields, `${page.url()} asks nothing`).not.toEqual([]);
  const names = fields.map(({ name }) => name);
  const isList = fields.every(({ kind }) => kind === "box");
  // Whoever knows nothing of a page passes it over.
  const isStrange = names.every((name) => known[name] === null);
  const given = isStrange ? nothing(names) : isList ? await tick(page, names, known, effort) : await fill(page, fields, known, effort);
  if (isStrange) effort.decisions++;
  const before = page.url();
  await page.locator(`button[value="${isStrange ? "skip" : "next"}"]`).click();
  effort.taps++;
  effort.pages++;
  await expect(page, `${before} was not accepted: ${JSON.stringify(given)}`).not.toHaveURL(before);
  await page.waitForLoadState();
  return given;
}

function nothing(names: readonly string[]): Known {
  return Object.fromEntries(names.map((name) => [name, null]));
}

async function tick(page: Page, names: readonly string[], known: Known, effort: Effort): Promise<Known> {
  const ticked = names.filter((name) => known[name] === true);
  const isUnsure = names.some((name) => known[name] === null);
  for (const name of ticked) await page.locator(`input[name="${name}"]`).check();
  if (isUnsure) await page.getByLabel("其余的不清楚").check();
  else if (ticked.length === 0) await page.getByLabel("以上都没有").check();
  effort.decisions += names.length;
  effort.taps += Math.max(1, ticked.length);
  return Object.fromEntries(names.map((name) => [name, ticked.includes(name) ? true : isUnsure ? null : false]));
}

async function fill(page: Page, fields: readonly Field[], known: Known, effort: Effort): Promise<Known> {
  const given: Record<string, boolean | number | string | null> = {};
  const hasLevel = fields.some(({ name, kind }) => kind === "level" && Number(known[name]) > 0);
  for (const field of fields) {
    const { name, kind } = field;
    const answer = known[name];
    // The page says that the other levels may be left as they are once one is chosen.
    if (kind === "level" && hasLevel && !answer) given[name] = 0;
    else if (kind === "date") given[name] = await fillDate(page, name, answer, effort);
    else if (kind === "choice") given[name] = await press(page, field, answer, effort);
    else if (kind === "number") given[name] = await type(page, name, Number(answer ?? 0), effort);
    else given[name] = await choose(page, field, answer, effort);
  }
  return given;
}

async function fillDate(page: Page, name: string, answer: Known[string] | undefined, effort: Effort): Promise<string | null> {
  effort.decisions++;
  if (typeof answer !== "string") {
    await page.locator(`input[name="${name}.unknown"]`).check();
    effort.taps++;
    return null;
  }
  const [year = "", month = "", day = ""] = answer.split("-").map((part) => String(Number(part)));
  await page.locator(`input[name="${name}.year"]`).fill(year);
  await page.locator(`input[name="${name}.month"]`).fill(month);
  await page.locator(`input[name="${name}.day"]`).fill(day);
  effort.taps += 3;
  effort.digits += `${year}${month}${day}`.length;
  return answer;
}

async function type(page: Page, name: string, answer: number, effort: Effort): Promise<number> {
  await page.locator(`input[name="${name}"]`).fill(String(answer));
  effort.decisions++;
  effort.taps++;
  effort.digits += String(answer).length;
  return answer;
}

async function choose(
  page: Page,
  { name, kind }: Field,
  answer: Known[string] | undefined,
  effort: Effort,
): Promise<number | string | null> {
  const value = answer ?? (kind === "level" && answer === undefined ? 0 : null);
  await page.locator(`select[name="${name}"]`).selectOption(value === null ? "?" : String(value));
  effort.decisions++;
  effort.taps += 2;
  return typeof value === "boolean" ? null : value;
}

async function press(
  page: Page,
  { name, values }: Field,
  answer: Known[string] | undefined,
  effort: Effort,
): Promise<boolean | string | null> {
  const wanted = answer === null ? "?" : answer === true ? "yes" : typeof answer === "string" ? answer : undefined;
  const value = wanted ?? ["no", "none", "?"].find((plain) => values.includes(plain)) ?? "?";
  await page.locator(`input[name="${name}"][value="${value}"]`).check();
  effort.decisions++;
  effort.taps++;
  return value === "?" ? null : value === "yes" ? true : value === "no" ? false : value;
}

/** One fact as a page asks it. */
type Field = {
  readonly name: string;
  readonly kind: "date" | "level" | "place" | "choice" | "number" | "box";
  readonly values: readonly string[];
};

/** The facts that a page asks, in its order. */
async function fieldsOn(page: Page): Promise<readonly Field[]> {
  type Control = {
    readonly name: string;
    readonly type: string;
    readonly value: string;
    readonly options?: Iterable<{ readonly value: string }>;
  };
  const controls = await page.locator("main form [name*='.']").evaluateAll((all) =>
    (all as unknown as readonly Control[]).map(({ name, type: kind, value, options }) => ({
      name,
      kind,
      values: options ? Array.from(options, (option) => option.value) : [value],
    })),
  );
  const fields = new Map<string, Field>();
  for (const { name: full, kind, values } of controls) {
    const [group = "", key = "", part] = full.split(".");
    const name = `${group}.${key}`;
    const before = fields.get(name);
    if (before) fields.set(name, { ...before, values: [...before.values, ...values] });
    else if (part !== undefined) fields.set(name, { name, kind: "date", values });
    else if (kind === "radio") fields.set(name, { name, kind: "choice", values });
    else if (kind === "checkbox") fields.set(name, { name, kind: "box", values });
    else if (kind === "text") fields.set(name, { name, kind: "number", values });
    else fields.set(name, { name, kind: values.includes("4") ? "level" : "place", values });
  }
  return [...fields.values()];
}

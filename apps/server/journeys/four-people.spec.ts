import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { expectToFit } from "./accessible.ts";
import { answerAll, begin, estimatedSeconds, noEffort, type Known } from "./answering.ts";
import { travellers, type AskedAbout, type Traveller } from "./four-people.ts";

const phone = { width: 390, height: 844 };

for (const javaScriptEnabled of [true, false]) {
  test.describe(`on a phone, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.describe.configure({ mode: "parallel" });
    test.use({ viewport: phone, javaScriptEnabled });
    // Forty pages of a couple on a machine that is busy with something else.
    test.setTimeout(120_000);

    for (const traveller of travellers) {
      test(`${traveller.who}: exactly what is theirs, in under three minutes each`, async ({ page }) => {
        const effort = noEffort();
        await begin(page, { who: traveller.asksFor, residence: traveller.residence });
        effort.pages += 2;
        effort.decisions += 3;
        effort.taps += traveller.asksFor.length + 5;
        const given = await answerAll(
          page,
          traveller.people.map(({ knows }) => knows),
          effort,
        );
        await page.getByRole("link", { name: "查看结果" }).first().click();
        effort.taps++;
        effort.pages++;
        const count = traveller.people.length;
        const seconds = Math.round(estimatedSeconds(effort) / count);
        console.log(`${traveller.who}: ${effort.pages} pages, ${effort.taps} taps, about ${seconds} seconds for each of ${count}`);
        expect(effort.pages / count).toBeLessThanOrEqual(25);
        expect(seconds).toBeLessThan(180);
        const family = Object.fromEntries(Object.entries(given[0] ?? {}).filter(([name]) => /^(household|housing)\./.test(name)));
        for (const [i, person] of traveller.people.entries()) {
          await openResult(page, traveller, i);
          await expectToFit(page);
          await expectExactly(page, traveller, person, { ...person.follows, ...family, ...given[i] });
        }
      });
    }
  });
}

async function openResult(page: Page, { people, pack }: Traveller, i: number): Promise<void> {
  if (people.length === 1) return;
  await page.goto("/result");
  await page.locator(`a[href="/result/${i + 1}/${pack}"]`).click();
}

async function expectExactly(page: Page, traveller: Traveller, person: AskedAbout, given: Known): Promise<void> {
  const shown = await linesOf(page);
  const entitled = shown.filter(({ part }) => part === "entitled");
  const perhaps = shown.filter(({ part }) => part === "perhaps");
  const titles = entitled.map(({ title }) => title);
  expect(Object.fromEntries(entitled.filter(({ sum }) => sum !== null).map(({ title, sum }) => [title, sum]))).toEqual(person.sums);
  expect(person.isTheirs.filter((title) => !titles.includes(title))).toEqual([]);
  expect(Object.fromEntries(perhaps.map(({ title, need }) => [title, need]))).toEqual(person.perhaps);
  const refused = await page.locator(".refused > li > a").allTextContents();
  expect(person.isNotTheirs.filter((title) => !refused.includes(title))).toEqual([]);
  if (person.totals) await expect(page.getByText(person.totals)).toBeVisible();
  else await expect(page.getByText("合计")).toHaveCount(0);
  const decided = await decide(traveller, given);
  expect(entitled.map(({ benefit }) => benefit).sort()).toEqual(decided.eligible);
  expect(perhaps.map(({ benefit }) => benefit).sort()).toEqual(decided.unknown);
}

type Line = {
  readonly part: "entitled" | "perhaps";
  readonly title: string;
  /** The key of the benefit, from the address of its own page. */
  readonly benefit: string;
  readonly sum: string | null;
  readonly need: string | null;
};

/** What stands below the headings of the result, in one look at the page. */
function linesOf(page: Page): Promise<readonly Line[]> {
  return page.locator("details.benefit").evaluateAll((all) => {
    type Part = {
      readonly querySelector: (selector: string) => { readonly textContent: string; readonly href?: string } | null;
      readonly classList: { readonly contains: (name: string) => boolean };
    };
    const text = (element: Part, selector: string) => element.querySelector(`summary > ${selector}`)?.textContent.trim() ?? null;
    return (all as unknown as readonly Part[]).map((element) => ({
      part: element.classList.contains("good") ? ("entitled" as const) : ("perhaps" as const),
      title: text(element, ".title") ?? "",
      benefit: element.querySelector('a[href*="/policies/"]')?.href?.split("/").at(-1) ?? "",
      sum: text(element, ".sum"),
      need: text(element, ".need"),
    }));
  });
}

const huican = join(import.meta.dirname, "../../cli/bin/huican.mjs");

/** What `huican decide` says of the same facts on the same day: the benefits that are theirs, and those that are still open. */
async function decide(
  { pack, region }: Traveller,
  given: Known,
): Promise<{ readonly eligible: readonly string[]; readonly unknown: readonly string[] }> {
  const facts: Record<string, Record<string, unknown>> = { person: { hukou_region: region, residence_region: region } };
  for (const [name, value] of Object.entries(given)) {
    const [group = "", key = ""] = name.split(".");
    if (value !== null) (facts[group] ??= {})[key] = value;
  }
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", dateStyle: "short" }).format();
  const answer = JSON.parse(await run(["decide", "--pack", pack, "--as-of", today], JSON.stringify({ facts }))) as {
    readonly decisions: readonly { readonly benefit: string; readonly outcome: string }[];
  };
  const keys = (outcome: string) =>
    answer.decisions
      .filter((decision) => decision.outcome === outcome)
      .map(({ benefit }) => benefit)
      .sort();
  return { eligible: keys("eligible"), unknown: keys("unknown") };
}

function run(args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [huican, ...args], { stdio: ["pipe", "pipe", "pipe"] });
    let [output, faults] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (faults += text));
    child.on("close", (status) => (status === 0 ? resolve(output) : reject(new Error(`huican ended with ${status}: ${faults}${output}`))));
    child.stdin.end(`${input}\n`);
  });
}

import { rounded, type Figure } from "../figure.ts";
import { loadText, type ServedDesk } from "./served-desk.ts";

/** What clerks type: a name, pinyin, a street, a number. */
const words = ["王秀兰 渝碚路", "zhangwei", "沙坪坝区 李", "13800001234"];
const betweenKeysMilliseconds = 60;

/** A stretch of work of the thread that draws the page and takes its keys: `tdur` microseconds of the processor's, which other work on the machine does not add to; `dur` of the clock's. */
type Traced = {
  readonly name: string;
  readonly ph: string;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
};

/** The longest stretch of work while somebody types, in the field of the people and in the palette: while it lasts, no key is taken. */
export async function measureTyping({ page }: ServedDesk, print: (figure: Figure) => void): Promise<void> {
  const browser = page.context().browser();
  if (!browser) throw new Error("There is no browser to trace.");
  for (const place of ["people", "palette"] as const) {
    await page.goto("/desk/people");
    const field = page.locator("#find-person");
    await field.waitFor();
    if (place === "palette") await page.locator(".find").click();
    const typed = place === "people" ? field : page.getByRole("searchbox", { name: "查找人员、页面、操作" });
    await typed.focus();
    await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
    for (const word of words) {
      await page.keyboard.type(word, { delay: betweenKeysMilliseconds });
      await page.waitForTimeout(800);
      await typed.fill("");
    }
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly Traced[] };
    const reference = `longest task, in time of the processor, while ${words.join("").length} keys are typed and what is found is drawn, ${loadText()}`;
    print({
      figure: `desk.typing_task_ms.${place}`,
      value: rounded(longestTask(trace.traceEvents)),
      unit: "ms",
      target: "≤ 50",
      reference,
    });
  }
}

function longestTask(events: readonly Traced[]): number {
  const thread = events.find(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")?.tid;
  const tasks = events.filter(({ name, ph, tid }) => name === "RunTask" && ph === "X" && tid === thread);
  if (tasks.length === 0) throw new Error("The trace tells of no task.");
  return Math.max(...tasks.map(({ tdur, dur = 0 }) => tdur ?? dur)) / 1000;
}

import type { Amount, Text } from "@huican/engine";

/** Both languages on one line, Chinese first. */
export function both(zh: string, en: string): string {
  return `${zh} / ${en}`;
}

export function bothOf(text: Text): string {
  return both(text.zh, text.en);
}

const styles = { bold: [1, 22], dim: [2, 22], green: [32, 39], red: [31, 39], yellow: [33, 39] } as const;

/** Text in a style, where somebody looks at it; plain in a pipe or where NO_COLOR is set. */
export function styled(style: keyof typeof styles, text: string): string {
  const [on, off] = styles[style];
  return process.stdout.isTTY && !process.env["NO_COLOR"] ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** Writes a line and waits where the reader is slow, so that memory stays constant. */
export async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise<void>((resolve) => process.stdout.once("drain", resolve));
}

const periods: Readonly<Record<string, Text>> = {
  once: { zh: "一次", en: "once" },
  case: { zh: "每例", en: "a case" },
  day: { zh: "每天", en: "a day" },
  month: { zh: "每月", en: "a month" },
  year: { zh: "每年", en: "a year" },
  academic_year: { zh: "每学年", en: "an academic year" },
};

/** A rate in words: 每月400元 / 400 yuan a month. */
export function amountText(amount: Amount): Text {
  const per = amount.per ? (periods[amount.per] ?? { zh: "", en: "" }) : { zh: "", en: "" };
  const zh = (figure: string) => `${per.zh}${figure}`;
  const en = (figure: string) => [figure, per.en].filter(Boolean).join(" ");
  switch (amount.kind) {
    case "fixed":
      return { zh: zh(`${amount.yuan}元`), en: en(`${amount.yuan} yuan`) };
    case "floor":
      return { zh: zh(`不低于${amount.min}元`), en: en(`at least ${amount.min} yuan`) };
    case "range":
      return { zh: zh(`${amount.min}至${amount.max}元`), en: en(`${amount.min} to ${amount.max} yuan`) };
    case "cap":
      return { zh: zh(`最高${amount.max}元`), en: en(`up to ${amount.max} yuan`) };
    case "share": {
      const percent = `${Math.round((amount.share ?? 0) * 1e6) / 1e4}%`;
      const cap = amount.max === undefined ? { zh: "", en: "" } : { zh: `，最高${amount.max}元`, en: `, up to ${amount.max} yuan` };
      return { zh: zh(`按${percent}补助${cap.zh}`), en: en(`${percent}${cap.en}`) };
    }
    case "computed":
      return { zh: zh("按公式计算"), en: en("computed") };
    case "unset":
      return { zh: zh("文件未定金额"), en: en("amount not set by the document") };
    case "none":
      return { zh: "服务或减免，不发现金", en: "a service or waiver, no cash" };
  }
}

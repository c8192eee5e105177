import { html, raw } from "hono/html";
import { displayFields, type Display } from "./display.ts";
import { page, type Html, type PageContext } from "./page.ts";

type Choice = { readonly value: string; readonly isChosen: boolean; readonly label: string; readonly sample: Html };

/** 看得清、看得懂: every way of reading the site, with a sample of each. */
export function displayPage(context: PageContext, back: string): Html {
  const { display, tongue } = context;
  const { t, to } = tongue;
  const body = html`<h1>${t("看得清、看得懂", "Easier to see, easier to understand")}</h1>
    <p class="lead">
      ${t("选一选，全站都会照着显示。随时可以改回来。", "Choose, and the whole site follows. You can change back at any time.")}
    </p>
    <form method="post" action="${to("/display")}">
      <input type="hidden" name="return" value="${back}" />
      ${choices(t("字有多大？", "How large should print be?"), "isLarge", [
        { value: "plain", isChosen: !display.isLarge, label: t("普通", "Normal"), sample: sizeSample(context, "") },
        { value: "large", isChosen: display.isLarge, label: t("大字版", "Large print"), sample: sizeSample(context, "large") },
      ])}
      ${choices(t("颜色怎样看得清？", "Which colours can you see well?"), "isContrast", [
        {
          value: "plain",
          isChosen: !display.isContrast,
          label: t("普通", "Normal"),
          sample: html`${t("白底黑字；手机设为深色时跟着变深。", "Dark on white; dark where your device is set to dark.")}`,
        },
        {
          value: "contrast",
          isChosen: display.isContrast,
          label: t("高对比", "High contrast"),
          sample: html`${t("黑底白字，链接是黄色，边框很粗。", "White on black, yellow links, thick borders.")}`,
        },
      ])}
      ${choices(t("用哪种说法？", "Which wording?"), "isEasy", [
        { value: "plain", isChosen: !display.isEasy, label: t("普通", "Normal"), sample: html`${t("文字完整。", "The full text.")}` },
        {
          value: "easy",
          isChosen: display.isEasy,
          label: t("易读版", "Easy read"),
          sample: html`${t("句子短，一行说一件事，行距宽。", "Short sentences, one thing a line, wide lines.")}`,
        },
      ])}
      <div class="actions"><button class="button">${t("就这样显示", "Show it like this")}</button></div>
    </form>
    <h2>${t("听网页", "Listening")}</h2>
    <p>
      ${t(
        "如果您的手机或电脑装有中文语音，每一页上方会有“朗读”按钮：一句一句地读，读到哪里就标出哪里，可以暂停、停止，也可以放慢或加快。只用装在您设备上的语音，文字不会为此发到别处。",
        "Where your phone or computer has an English voice, each page has a “Listen” button above. It reads sentence by sentence, marks where it is, can pause and stop, slower or faster. Only voices on your own device are used; no text is sent anywhere for it.",
      )}
    </p>
    <p>
      ${t(
        "没有这个按钮，说明浏览器没有提供语音。可以换用手机自带的浏览器，或打开手机“无障碍”设置里的读屏功能。",
        "No button means that this browser offers no voice. Try the browser that came with your phone, or the screen reader in its accessibility settings.",
      )}
    </p>
    <h2>${t("还可以放大", "Larger still")}</h2>
    <p>
      ${t("浏览器放大到四倍，文字也会自动换行，不用左右拖动。", "Zoom the browser to four times: lines still wrap, nothing needs dragging sideways.")}
    </p>`;
  return page(context, {
    title: t("看得清、看得懂", "Easier to see and understand"),
    description: t(
      "大字版、高对比、易读版和朗读：怎样让惠残更好看清、看懂。",
      "Large print, high contrast, easy read and read-aloud on Huican.",
    ),
    body,
  });
}

function choices(question: string, key: keyof Display, options: readonly Choice[]): Html {
  return html`<fieldset class="question">
    <legend>${question}</legend>
    <div class="choices">
      ${options.map(
        ({ value, isChosen, label, sample }) =>
          html`<label class="choice"
            ><input type="radio" name="${displayFields[key]}" value="${value}" ${isChosen ? raw(" checked") : raw("")} /><span
              >${label}<small>${sample}</small></span
            ></label
          >`,
      )}
    </div>
  </fieldset>`;
}

/** A line as large as it would be; the whole root scales, so a sample names its own size. */
function sizeSample({ tongue: { t } }: PageContext, size: string): Html {
  return html`<span class="sample ${size}">${t("护理补贴，每月领取", "Nursing subsidy, paid monthly")}</span>`;
}

import { html } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { contactText } from "./contact.ts";

/** 无障碍说明: what was tested and how, what was not, and what does not work. It says no more than the tests in `journeys/` do. */
export function accessibilityPage(context: PageContext, contact: string | undefined): Html {
  const { display, tongue } = context;
  const { t } = tongue;
  const body = html`<h1>${t("无障碍说明", "Accessibility")}</h1>
    ${display.isEasy ? easyBody(context) : fullBody(context)}
    <h2 id="tell">${t("哪里不好用，请告诉我们", "What does not work for you? Tell us")}</h2>
    <p>${t("说一说在哪一页、想做什么、用的什么设备就够了。", "Which page, what you wanted to do and on which device is all we need.")}</p>
    ${contactText(context, contact)}`;
  return page(context, {
    title: t("无障碍说明", "Accessibility"),
    description: t(
      "惠残的无障碍：按什么标准、怎样测试、还有哪些不足。",
      "Accessibility of Huican: standards, how it was tested, what is still lacking.",
    ),
    body,
  });
}

function fullBody(context: PageContext): Html {
  const { t, to } = context.tongue;
  return html`<p class="lead">
      ${t(
        "我们希望看不见、看不清、听不见、手不方便、识字不多的人，都能自己用完这个网站。",
        "We want people who cannot see, see little, cannot hear, cannot use their hands well or read little to use this site on their own.",
      )}
    </p>
    <h2 id="does">${t("您可以这样用", "What you can do")}</h2>
    <ul class="steps">
      <li>
        ${t("全部操作只用键盘完成；当前位置总有粗框和黄底。", "Do everything by keyboard; where you are always has a thick frame and a yellow ground.")}
      </li>
      <li>
        ${t("用读屏软件：每页有标题、地标、“跳到正文”，每个输入框有名称，出错时会读出。", "Use a screen reader: headings, landmarks, a way past the header, a name on each field, errors announced.")}
      </li>
      <li>
        ${t("换成", "Choose ")}<a href="${to("/display")}">${t("大字版、高对比、易读版", "large print, high contrast, easy read")}</a
        >${t("；或放大到四倍，不用左右拖动。", "; or zoom to four times without dragging sideways.")}
      </li>
      <li>${t("请浏览器朗读（设备装有中文语音时）。", "Have a page read aloud, where your device has a voice.")}</li>
      <li>
        ${t("关闭脚本也能用：查询、看结果、换显示方式都不靠脚本。", "Do without scripts: questions, results and ways of reading need none.")}
      </li>
      <li>
        ${t("慢慢来：平时没有倒计时，回答保留两小时。公用设备的自动清除会提前两分钟提醒，可以继续。", "Take your time: answers are kept for two hours. Where a shared device clears itself, it asks two minutes before, and you can go on.")}
      </li>
    </ul>
    <h2 id="standards">${t("按什么标准", "Standards")}</h2>
    <p>
      ${t(
        "目标是《信息技术 互联网内容无障碍可访问性技术要求与测试方法》（GB/T 37668-2019）和 WCAG 2.2 AA 级；文字对比度按更高的 7∶1。",
        "The aim is GB/T 37668-2019 and WCAG 2.2 level AA; contrast of text follows the stricter 7:1.",
      )}
    </p>
    <p>
      ${t(
        "这是我们自己的检查，没有经过第三方评测，也没有取得无障碍或适老化认证。",
        "These are our own checks. No third party has assessed the site, and it holds no accessibility certificate.",
      )}
    </p>
    <h2 id="tested">${t("怎样测试", "How it was tested")}</h2>
    <ul class="steps">
      <li>
        ${t(
          "每次修改，都用浏览器（Chromium）和 axe 自动检查首页、本页、显示设置、清除页、出错页和整个查询流程；其中首页等公共页面还检查普通、大字、高对比、易读、深色和320像素窄屏，脚本开和关。",
          "With each change a browser (Chromium) and axe check the first page, this one, the ways of reading, the cleared and the missing page, and the whole journey of questions; the public ones also in plain, large, contrast, easy and dark looks and 320 pixels wide, scripts on and off.",
        )}
      </li>
      <li>${t("从首页到结果，只用键盘自动走一遍。", "From the first page to the result by keyboard alone, automatically.")}</li>
      <li>${t("自动检查发现不了所有问题，许多要靠人。", "Automatic checks miss a great deal; many faults are found by people only.")}</li>
    </ul>
    <h2 id="limits">${t("已知的不足", "Known limits")}</h2>
    <ul class="steps">
      <li>
        ${t(
          "还没有请残疾人和老年人实际试用，也没有用争渡、阳光、NVDA、旁白等读屏软件逐页听过。",
          "Disabled and older people have not tried it yet, and no page was listened to with a real screen reader such as NVDA, VoiceOver or TalkBack.",
        )}
      </li>
      <li>
        ${t(
          "易读版目前包括首页、本页、“怎样运作”等页面；条件和条款仍是文件的说法，没有经过智力障碍人士试读。",
          "Easy read covers the first page, this one and other static pages; conditions and clauses still speak like documents. People with intellectual disabilities have not tested it.",
        )}
      </li>
      <li>${t("没有手语视频和盲文。", "There is no sign language and no braille.")}</li>
      <li>
        ${t(
          "朗读要看设备：安卓手机的微信里通常没有这个按钮，需要换用手机自带的浏览器。",
          "Reading aloud depends on the device: inside WeChat on Android there is usually no such button; use the phone's own browser.",
        )}
      </li>
      <li>${t("只用 Chromium 测试过，其他浏览器没有逐一测试。", "Only Chromium was tested, no other browser.")}</li>
    </ul>
    <p class="soft">${t("本说明写于2026年11月25日。", "Written on 25 November 2026.")}</p>`;
}

function easyBody(context: PageContext): Html {
  const { t, to } = context.tongue;
  return html`<p>${t("我们想让每个人都能用。", "We want everybody to be able to use this site.")}</p>
    <h2 id="does">${t("您可以", "You can")}</h2>
    <ul class="steps">
      <li>${t("把字变大。", "make the print large.")}</li>
      <li>${t("把颜色变清楚。", "make the colours clear.")}</li>
      <li>${t("只用键盘。", "use the keyboard only.")}</li>
      <li>${t("听网页。有的手机可以。", "listen. Some phones can do it.")}</li>
    </ul>
    <p><a class="button plain" href="${to("/display")}">${t("去选一选", "Choose")}</a></p>
    <h2 id="limits">${t("还做得不好的", "What is not good yet")}</h2>
    <ul class="steps">
      <li>${t("没有手语。没有盲文。", "There is no sign language and no braille.")}</li>
      <li>${t("还没有请残疾人试用。", "Disabled people have not tried it yet.")}</li>
      <li>${t("有些话还是难懂。", "Some words are still hard.")}</li>
    </ul>
    <h2 id="standards">${t("标准", "Standards")}</h2>
    <p>GB/T 37668-2019 · WCAG 2.2 AA</p>`;
}

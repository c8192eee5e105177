import { html } from "hono/html";
import { page, type Html, type PageContext } from "./page.ts";

/** An address that does not exist. */
export function notFoundPage(context: PageContext): Html {
  const { t, to } = context.tongue;
  const body = html`<h1>${t("没有这个页面", "There is no such page")}</h1>
    <p class="lead">
      ${t("网址可能写错了，或者页面已经换了地方。您可以：", "The address may be mistyped, or the page has moved. You can:")}
    </p>
    <ul class="lines">
      <li><a href="${to("/who")}">${t("看看我能享受什么", "See what you can get")}</a></li>
      <li><a href="${to("/search")}">${t("查找某一项待遇", "Search for one benefit")}</a></li>
      <li><a href="${to("/policies")}">${t("翻看政策文件", "Look through the policies")}</a></li>
    </ul>
    <div class="actions"><a class="button" href="${to("/")}">${t("回到首页", "Go to the home page")}</a></div>`;
  return page(context, { title: t("没有这个页面", "No such page"), body });
}

/** Answers that were there and cannot be read any more. */
export function lostPage(context: PageContext): Html {
  const { t, to } = context.tongue;
  const body = html`<h1>${t("您之前的回答已经失效", "Your earlier answers have lapsed")}</h1>
    <p class="lead">
      ${t("为了保护您的隐私，回答只保留两小时；服务器重启后也会失效。您没有做错什么。", "To protect your privacy, answers are kept for two hours only, and a restart of the server ends them too. You did nothing wrong.")}
    </p>
    <p>
      ${t("请重新开始，只需要几分钟。手边有残疾人证会更快。", "Please start again; it takes a few minutes, and goes faster with the certificate at hand.")}
    </p>
    <div class="actions"><a class="button" href="${to("/who")}">${t("重新开始", "Start again")}</a></div>`;
  return page(context, { title: t("回答已失效", "Answers lapsed"), body });
}

/** A form that was too large, or came from another site. */
export function refusedPage(context: PageContext): Html {
  const { t, to } = context.tongue;
  const body = html`<h1>${t("没有收到您的回答", "Your answer did not arrive")}</h1>
    <p class="lead">
      ${t("这一次提交不完整，或者不是从本网站的页面发出的。之前的回答都还在。", "What was sent was incomplete, or did not come from a page of this site. Your earlier answers are still there.")}
    </p>
    <ul class="steps">
      <li>${t("请返回上一页再试一次。", "Go back and try once more.")}</li>
      <li>
        ${t("还是不行，请换用手机自带的浏览器打开本网站。", "If it fails again, open this site in the browser that came with your phone.")}
      </li>
    </ul>
    <div class="actions">
      <a class="button" href="${to("/check")}">${t("继续回答", "Carry on")}</a>
      <a class="button plain" href="${to("/")}">${t("回到首页", "Go to the home page")}</a>
    </div>`;
  return page(context, { title: t("没有收到回答", "Not received"), body });
}

/** Something of ours broke. The number finds it in the log. */
export function brokenPage(context: PageContext, reference: string): Html {
  const { t, to } = context.tongue;
  const body = html`<h1>${t("网站出了点问题", "Something went wrong here")}</h1>
    <p class="lead">
      ${t("不是您的原因。您之前的回答都还在，请过几分钟再试。", "It is not your fault. Your earlier answers are still there; please try again in a few minutes.")}
    </p>
    <p class="note">
      ${t(`反馈时请告诉我们这个编号：${reference}`, `If you tell us about it, please give this number: ${reference}`)}<br />
      <a href="${to("/about")}#contact">${t("怎样告诉我们", "How to tell us")}</a>
    </p>
    <div class="actions">
      <a class="button" href="${to("/check")}">${t("再试一次", "Try again")}</a>
      <a class="button plain" href="${to("/")}">${t("回到首页", "Go to the home page")}</a>
    </div>`;
  return page(context, { title: t("网站出了点问题", "Something went wrong"), body });
}

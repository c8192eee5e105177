import type { Pack } from "@huican/engine";
import { html } from "hono/html";
import { emblem } from "./frame/emblem.ts";
import { page, type Html, type PageContext } from "./frame/page.ts";
import { wording } from "./frame/wording.ts";

/** The first page: one thing to do, what will happen, and where else to look. @param packs the documents in force */
export function homePage(context: PageContext, packs: readonly Pack[]): Html {
  const { t, to, say: text } = context.tongue;
  const say = wording(context);
  const body = html`<div class="hero">
      <h1>
        ${say("残疾人和家人，能享受哪些待遇？", "What can disabled people and their families get?", "您能得到什么帮助？", "What help can you get?")}
      </h1>
      <p class="lead">
        ${say(
          "回答几页问题，就能看到当地文件规定的补贴、康复、照料、上学、就业等待遇：哪些符合，哪些还差一点，以及为什么。",
          "Answer a few pages of questions and see what local documents grant: subsidies, rehabilitation, care, schooling, work. What applies, what nearly does, and why.",
          "回答问题。看看有什么补贴和帮助。",
          "Answer questions. See which money and help there is.",
        )}
      </p>
      <p><a class="button" href="${to("/who")}">${say("看看我能享受什么", "See what I can get", "现在开始", "Start now")}</a></p>
      <ul class="promises">
        <li>
          ${say("不用注册，不填姓名和身份证号码", "No registration, no name, no identity number", "不用写名字", "You need not give your name")}
        </li>
        <li>
          ${say("可以替家人查，也可以请人帮您操作", "For yourself or for a relative, alone or with help", "可以请人帮忙", "Somebody may help you")}
        </li>
        <li>
          ${say("每一项都写明条件和依据的条款", "Each benefit with its conditions and its clause", "不知道，可以不答", "You may leave questions out")}
        </li>
      </ul>
      ${emblem}
    </div>
    ${searchForm(context)}
    <h2 id="more">${t("还可以看", "More to see")}</h2>
    <ul class="doors">
      <li>
        <a href="${to("/opens")}"
          ><b>${t("本月可办", "Open this month")}</b
          >${say("这个月能申请什么，哪些快要截止。", "What can be applied for this month, and what closes soon.", "这个月可以办什么。", "What you can apply for this month.")}</a
        >
      </li>
      <li>
        <a href="${to("/policies")}"
          ><b>${t("政策文件", "Policies")}</b
          >${say("每份文件的每一项待遇：给谁、给多少、找谁办。", "Each benefit of each document: for whom, how much, where to go.", "看全部的补贴和帮助。", "See all money and help.")}</a
        >
      </li>
    </ul>
    <h2 id="steps">${t("会怎样进行", "How it works")}</h2>
    <ol class="walk">
      <li>
        <b>${say("选地方", "Choose the place", "第一步", "First")}</b
        >${say("您住在哪里，就按哪里的文件。", "The documents of where you live apply.", "选您住的地方。", "Choose where you live.")}
      </li>
      <li>
        <b>${say("答问题", "Answer", "第二步", "Then")}</b
        >${say("一页一个问题，只问会影响结果的。不知道可以跳过。", "One question a page, only what can change the result. You may skip.", "回答问题。不知道就跳过。", "Answer questions. Skip what you do not know.")}
      </li>
      <li>
        <b>${say("看结果", "See the result", "第三步", "Last")}</b
        >${say("符合的、可能的、不符合的，要带的材料、找哪个单位。可以打印。", "What applies, perhaps, or not; which papers, which office. You can print it.", "看看有什么帮助。可以打印出来，拿去问。", "See which help there is. Print it and take it to the office.")}
      </li>
    </ol>
    <h2 id="places">${t("已经有的地方", "Places covered so far")}</h2>
    <ul class="places">
      ${packs.map(
        ({ compiled }) =>
          html`<li>
            ${text(compiled.regionText ?? compiled.text)}${compiled.regionText ? html`<small>${text(compiled.text)}</small>` : ""}
          </li>`,
      )}
    </ul>
    <p class="link-line">
      <a href="${to("/about")}#city">${t("没有您的城市？一份文件就能加进来", "Your city is missing? One document brings it in")}</a>
    </p>`;
  return page(context, {
    title: t("我能享受什么", "What can I get"),
    description: t(
      "残疾人和家人能享受哪些补贴、康复、照料、上学、就业待遇？回答几页问题，按当地公开文件逐条告诉您。不用注册，不填姓名。",
      "Which subsidies, rehabilitation, care, schooling and work can disabled people and their families get? A few questions, answered from published local documents. No registration, no name.",
    ),
    body,
  });
}

/** 查找 from the first page, with examples that show what one may type. */
function searchForm({ tongue: { t, to } }: PageContext): Html {
  const examples = [
    t("护理补贴", "nursing subsidy"),
    t("轮椅", "wheelchair"),
    t("康复训练", "rehabilitation"),
    t("上大学", "university"),
    t("找工作", "work"),
  ];
  return html`<form class="seek" action="${to("/search")}" role="search">
    <label for="search">${t("想找某一项？", "Looking for one thing?")}</label>
    <div>
      <input class="text" id="search" name="q" type="search" maxlength="60" autocomplete="off" enterkeyhint="search" />
      <button class="button plain">${t("查找", "Search")}</button>
    </div>
    <div class="examples">
      <span class="soft" id="examples">${t("例如", "For example")}</span>
      <ul aria-labelledby="examples">
        ${examples.map((example) => html`<li><a href="${to("/search")}?q=${encodeURIComponent(example)}">${example}</a></li>`)}
      </ul>
    </div>
  </form>`;
}

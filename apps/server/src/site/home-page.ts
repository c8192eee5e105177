import { html } from "hono/html";
import { page, type Html, type PageContext } from "./frame/page.ts";

/** The first page: one thing to do, and what will happen. */
export function homePage(context: PageContext): Html {
  const { t, to } = context.tongue;
  const body = html` <h1>${t("残疾人和家人，能享受哪些待遇？", "What can disabled people and their families get?")}</h1>
    <p class="lead">
      ${t(
        "回答几页问题，就能看到当地文件规定的补贴、康复、照料、上学、就业等待遇：哪些符合，哪些还差一点，哪些不符合，以及为什么。",
        "Answer a few pages of questions and see what local documents grant: subsidies, rehabilitation, care, schooling, work. What applies, what nearly does, what does not, and why.",
      )}
    </p>
    <p><a class="button" href="${to("/place")}">${t("看看我能享受什么", "See what I can get")}</a></p>
    <h2>${t("会怎样进行", "How it goes")}</h2>
    <ol class="steps">
      <li>${t("先选您住在哪里。", "First choose where you live.")}</li>
      <li>
        ${t("一页一个问题，只问会影响结果的。不知道的可以选“不知道”，也可以跳过。", "One question a page, and only what can change the result. You may always say that you do not know, or skip.")}
      </li>
      <li>
        ${t("看结果：每一项都写明条件、依据的条款、要带的材料和负责的单位。", "See the result: for each benefit its conditions, the clause, what to bring and who is responsible.")}
      </li>
    </ol>
    <p class="note">
      ${t(
        "不用注册，不用填姓名和身份证号码。可以替家人查询，也可以请别人帮您操作。",
        "No registration, no name, no identity number. You may ask for a relative, or have somebody help you.",
      )}
    </p>`;
  return page(context, { title: t("我能享受什么", "What can I get"), body });
}

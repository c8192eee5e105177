import { html, raw } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { problemSummary } from "./problem-summary.ts";
import { relations, type Relation } from "./relatives.ts";

export type WhoParts = { readonly chosen: readonly Relation[]; readonly isShared: boolean; readonly hasError: boolean };

/** Whom the visit is about: one person, or several of a family in one go. */
export function whoPage(context: PageContext, { chosen, isShared, hasError }: WhoParts): Html {
  const { t, to, say } = context.tongue;
  const message = t("请至少选择一个人。", "Please choose at least one person.");
  const body = html` ${hasError ? problemSummary(context.tongue, [{ id: "f-who", message }]) : raw("")}
    <h1 id="question">${t("您想替谁查？", "Who are you asking for?")}</h1>
    <p class="hint" id="question-help">
      ${t("可以一次选几个人。全家一样的情况只问一遍。", "You may choose several people. What the family has in common is asked only once.")}
    </p>
    <form method="post" action="${to("/who")}" novalidate>
      <fieldset
        class="question ${hasError ? "has-error" : ""}"
        aria-labelledby="question"
        aria-describedby="question-help${hasError ? " f-who-error" : ""}"
      >
        ${hasError ? html`<span class="error" id="f-who-error"><span aria-hidden="true">✗ </span>${message}</span>` : raw("")}
        <div class="choices">
          ${relations.map(
            ({ key, text }, i) =>
              html`<label class="choice"
                ><input
                  type="checkbox"
                  name="who"
                  value="${key}"
                  ${i === 0 ? raw(' id="f-who"') : raw("")}${chosen.includes(key) ? raw(" checked") : raw("")}
                /><span>${say(text)}</span></label
              >`,
          )}
        </div>
      </fieldset>
      <div class="choices apart">
        <label class="choice"
          ><input type="checkbox" name="shared" value="yes" ${isShared ? raw(" checked") : raw("")} /><span
            >${t("这是借来的手机，或者公用的电脑", "This is a borrowed phone or a public computer")}<small
              >${t("勾选后，15分钟不操作就自动清除您的回答。", "Your answers are then cleared after 15 minutes without a click.")}</small
            ></span
          ></label
        >
      </div>
      <div class="actions"><button class="button">${t("继续", "Continue")}</button></div>
    </form>
    <p class="soft">
      ${t("不用填姓名、身份证号码和电话。回答只加密保存在这台设备的浏览器里。", "No name, identity number or telephone is asked. Answers are kept, encrypted, in the browser of this device only.")}
    </p>`;
  return page(context, { title: t("替谁查", "For whom"), body, back: "/", hasErrors: hasError });
}

import type { Pack } from "@huican/engine";
import { html, raw } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";

/** Which document: the one of the place where the person lives. */
export function placePage(context: PageContext, packs: readonly Pack[], chosen: string | undefined, hasError: boolean): Html {
  const { t, to, say } = context.tongue;
  const message = t("请选择一个地方。", "Please choose a place.");
  const body = html` ${
      hasError
        ? html`<div class="errors" role="alert" tabindex="-1" autofocus>
            <h2>${t("还需要您看一下", "Something needs another look")}</h2>
            <ul>
              <li><a href="#f-place">${message}</a></li>
            </ul>
          </div>`
        : raw("")
    }
    <h1 id="question">${t("您住在哪里？", "Where do you live?")}</h1>
    <p class="hint" id="question-help">
      ${t("不同地方的标准不一样。户口在别处也没关系，后面会问到。", "Rates differ from place to place. If you are registered elsewhere, that comes later.")}
    </p>
    <form method="post" action="${to("/place")}" novalidate>
      <fieldset
        class="question ${hasError ? "has-error" : ""}"
        aria-labelledby="question"
        aria-describedby="question-help${hasError ? " f-place-error" : ""}"
      >
        ${hasError ? html`<span class="error" id="f-place-error"><span aria-hidden="true">✗ </span>${message}</span>` : raw("")}
        <div class="choices">
          ${packs.map(
            ({ id, compiled }, i) =>
              html`<label class="choice"
                ><input
                  type="radio"
                  name="place"
                  value="${id}"
                  ${i === 0 ? raw(' id="f-place"') : raw("")}${id === chosen ? raw(" checked") : raw("")}
                /><span>${say(compiled.regionText ?? compiled.text)}<small>${say(compiled.text)}</small></span></label
              >`,
          )}
        </div>
      </fieldset>
      <div class="actions"><button class="button">${t("继续", "Continue")}</button></div>
    </form>
    <p class="soft">
      ${t("没有您的地方？目前只收录了这几份文件，当地残联可以告诉您本地的规定。", "Your place is missing? Only these documents are here so far; your local Disabled Persons' Federation can tell you the rules.")}
    </p>`;
  return page(context, { title: t("选择地方", "Choose a place"), body, back: "/", hasErrors: hasError });
}

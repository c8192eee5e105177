import { apiBase, apiPaths, apiVersion, apiVersionHeader, mostCases, problems } from "@huican/contract";
import { html, raw } from "hono/html";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { shortened, type Example } from "./example.ts";
import type { JsonSchema, Operation } from "./operation.ts";
import { fieldList, fieldsOf, shapeAnchor, typeText } from "./shape-fields.ts";

type Shown = {
  /** How the reader's browser reached this server, so that a command can be copied. */
  readonly origin: string;
  readonly operations: readonly { readonly operation: Operation; readonly example: Example }[];
  readonly shapes: readonly (readonly [string, JsonSchema])[];
};

/** The reference of the API: every endpoint with a request that works and what it brings, every shape, every problem. */
export function referencePage(context: PageContext, { origin, operations, shapes }: Shown): Html {
  const { t } = context.tongue;
  const body = html`<h1>${t("接口说明", "The API")}</h1>
    <p class="lead">
      ${t(
        "给程序用的接口：把公开发布的助残文件当作程序来问——能享受什么、多少、为什么。不需要账号，不保存任何内容。",
        "For programs: ask published welfare documents what a person is entitled to, how much, and why. No account is needed and nothing is kept.",
      )}
    </p>
    ${general(context)}
    <nav aria-label="${t("目录", "Contents")}">
      <h2>${t("目录", "Contents")}</h2>
      <ul class="contents">
        ${operations.map(
          ({ operation }) =>
            html`<li>
              <a href="#${operation.id}">${context.tongue.say(operation.title)} <code>${operation.method} ${operation.path}</code></a>
            </li>`,
        )}
        <li><a href="#shapes">${t("数据的形状", "Shapes")}</a></li>
        <li><a href="#problems">${t("错误", "Problems")}</a></li>
      </ul>
    </nav>
    ${operations.map(({ operation, example }) => endpoint(context, operation, example, origin))}
    <h2 id="shapes">${t("数据的形状", "Shapes")}</h2>
    ${shapes.map(([name, schema]) => shape(context, name, schema))} ${problemSection(context)}`;
  return page(context, {
    title: t("接口说明", "The API"),
    description: t(
      "惠残的开放接口：判定、提问、文件、待遇、参数和文字，附可以直接使用的示例。",
      "Huican's open API: decide, ask, packs, benefits, parameters and texts, with examples that work.",
    ),
    body,
  });
}

function general({ tongue }: PageContext): Html {
  const { t } = tongue;
  return html`<ul class="steps">
    <li>
      ${t("完整的机器可读说明：", "The whole of it for machines: ")}<a href="${apiBase}${apiPaths.document}">OpenAPI 3.1</a>${t(
        `。版本 ${apiVersion}，每个答复的 ${apiVersionHeader} 头里也有。`,
        `. Version ${apiVersion}, also in the header ${apiVersionHeader} of every answer.`,
      )}
    </li>
    <li>
      ${t(
        `请求和答复都是 UTF-8 的 JSON，请求正文最多 1 MB，一次最多 ${mostCases} 个案例。`,
        `Requests and answers are JSON in UTF-8. A body has at most 1 MB, and at most ${mostCases} cases.`,
      )}
    </li>
    <li>
      ${t(
        "判定和提问按来源地址限量：一个案例或一个问题算一次，剩余次数在 RateLimit 头里，超出时答复 429 并写明 Retry-After。",
        "Deciding and asking are limited by the caller's address: a case or a question counts one. The header RateLimit says what is left; beyond it comes 429 with Retry-After.",
      )}
    </li>
    <li>
      ${t(
        "只读的答复带 ETag：用 If-None-Match 再问，没有变化就是 304。判定的答复写明文件的版本和内容哈希，多年以后也能重算。",
        "Reads carry an ETag: ask again with If-None-Match, and 304 says that nothing has changed. Decisions name the pack's version and hash, so that they can be computed again years later.",
      )}
    </li>
    <li>
      ${t(
        "不知道的事项请不要写，也不要猜：没有写就是未知，结论会说明还缺什么。请不要发送姓名和身份证号。",
        "Leave out what is not known, and do not guess: the answer says what is lacking. Do not send names or identity numbers.",
      )}
    </li>
  </ul>`;
}

function endpoint(context: PageContext, operation: Operation, example: Example, origin: string): Html {
  const { t, say } = context.tongue;
  const { parameters, body, answer, codes } = operation;
  const fields = parameters.map(({ name, required, schema }) => ({ name, isRequired: required === true, schema }));
  return html`<section class="entry" aria-labelledby="${operation.id}">
    <h2 id="${operation.id}">${say(operation.title)}</h2>
    <p class="address"><code>${operation.method} ${operation.path}</code></p>
    <p>${say(operation.text)}</p>
    ${
      fields.length > 0
        ? html`<h3>${t("参数", "Parameters")}</h3>
            ${fieldList(context.tongue, fields)}`
        : raw("")
    }
    ${
      body
        ? html`<h3>${t("请求", "Request")}</h3>
            <p>${t("正文：", "Body: ")}${typeText(context.tongue, body.schema)}</p>
            ${code(t("请求示例", "Example of a request"), JSON.stringify(body.example, null, 2))}`
        : raw("")
    }
    ${code(t("命令行", "Command line"), curl(operation.method, `${origin}${example.path}`, example.body))}
    <h3>${t("答复", "Answer")}</h3>
    <p>${typeText(context.tongue, answer)}</p>
    ${code(
      t("答复示例（有省略）", "Example of an answer, shortened"),
      shortened(example.answer, (count) => t(`另有 ${count} 项`, `${count} more`)),
    )}
    <p>
      ${t("可能的错误：", "Problems: ")}${codes.map((name, i) => html`${i === 0 ? "" : t("、", ", ")}<a href="#problem-${name}">${name}</a>`)}
    </p>
  </section>`;
}

/** A text to be copied. It can be reached by keyboard, and its lines break rather than run out of the page. */
function code(label: string, text: string): Html {
  return html`<figure class="code">
    <figcaption class="soft">${label}</figcaption>
    <pre><code>${text}</code></pre>
  </figure>`;
}

function curl(method: string, address: string, body: unknown): string {
  if (method === "GET") return `curl '${address}'`;
  return `curl '${address}' \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`;
}

function shape(context: PageContext, name: string, schema: JsonSchema): Html {
  const { say } = context.tongue;
  const fields = fieldsOf(schema);
  return html`<section class="entry" aria-labelledby="${shapeAnchor(name)}">
    <h3 id="${shapeAnchor(name)}"><code>${name}</code></h3>
    <p>${schema["x-text"] ? say(schema["x-text"]) : raw("")}</p>
    ${fields.length > 0 ? fieldList(context.tongue, fields) : html`<p>${typeText(context.tongue, schema)}</p>`}
  </section>`;
}

function problemSection({ tongue }: PageContext): Html {
  const { t, language } = tongue;
  return html`<h2 id="problems">${t("错误", "Problems")}</h2>
    <p>
      ${t(
        "错误的答复是 application/problem+json（RFC 9457），中英文都有；code 给程序看，不会改变；从不重复您填的值。",
        "A problem is application/problem+json (RFC 9457), in both languages. Programs read its code, which does not change. It never repeats a value that was given.",
      )}
    </p>
    <dl class="fields">
      ${Object.entries(problems).map(
        ([name, problem]) =>
          html`<div>
            <dt id="problem-${name}"><code>${name}</code> <span class="soft">${problem.status}</span></dt>
            <dd>${problem[language]}${language === "zh" ? "。" : "."}</dd>
          </div>`,
      )}
    </dl>`;
}

import { beforeAll, expect, test } from "vitest";
import { problems } from "@huican/contract";
import { json, openApp } from "./policy-api.ts";

let app: Awaited<ReturnType<typeof openApp>>;
beforeAll(async () => {
  app = await openApp();
});

const plain = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** The texts to be copied that stand below a label. */
function examples(page: string, label: string): readonly string[] {
  return [...page.matchAll(/<figcaption[^>]*>([^<]*)<\/figcaption>\s*<pre><code>([\s\S]*?)<\/code><\/pre>/g)]
    .filter(([, own = ""]) => own.startsWith(label))
    .map(([, , text = ""]) => plain(text));
}

test.each([
  ["/api", "zh-CN", "接口说明", "命令行", "答复示例"],
  ["/en/api", "en", "The API", "Command line", "Example of an answer"],
])(
  "%s shows every endpoint with a command that works and the answer that it brings",
  async (path, language, title, commandLabel, answerLabel) => {
    const response = await app.request(path);
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain(`lang="${language}"`);
    expect(page).toContain(`<h1>${title}</h1>`);
    expect(page).not.toContain("<script>");
    expect(page).not.toMatch(/undefined|\[object/);
    const { paths } = (await (await app.request("/api/openapi.json")).json()) as { paths: object };
    const commands = examples(page, commandLabel);
    const answers = examples(page, answerLabel);
    expect(commands.length).toBe(Object.keys(paths).length);
    expect(answers.length).toBe(commands.length);
    for (const [i, command] of commands.entries()) {
      const address = /^curl '([^']+)'/.exec(command)?.[1] ?? "";
      const body = / -d '([\s\S]+)'$/.exec(command)?.[1];
      const sent = await app.request(address, body === undefined ? {} : json(body));
      expect(sent.status, address).toBe(200);
      // What is shown is what comes: each line of the shortened answer stands in the whole one.
      const whole = new Set(
        JSON.stringify(await sent.json(), null, 2)
          .split("\n")
          .map((line) => line.trim().replace(/,$/, "")),
      );
      for (const line of (answers[i] ?? "").split("\n").map((each) => each.trim().replace(/,$/, "")))
        if (!line.includes("…") && !/^[[\]{}]/.test(line)) expect(whole).toContain(line);
    }
  },
);

test("every link within the page leads somewhere, and every problem is explained where its type points", async () => {
  for (const path of ["/api", "/en/api"]) {
    const page = await (await app.request(path)).text();
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    expect(ids.size).toBe([...page.matchAll(/ id="/g)].length);
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
    for (const code of Object.keys(problems)) expect(ids).toContain(`problem-${code}`);
  }
});

test("the page is small, in spite of all that stands on it", async () => {
  const { gzipSync } = await import("node:zlib");
  expect(gzipSync(await (await app.request("/api")).text()).length).toBeLessThan(50 * 1024);
});

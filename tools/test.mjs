// `npm test`: installs what is missing and runs everything. `npm run check`: the fast subset, for every commit.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installMissing, lockedNode, root, run, say } from "./bootstrap.mjs";
import { findBrowser } from "./browser.mjs";

installMissing();
const isFast = process.argv.includes("--fast");
const bin = (name) => join(root, "node_modules", name);
const node = lockedNode();
const reports = mkdtempSync(join(tmpdir(), "huican-test-"));
const unitReport = join(reports, "units.json");
const journeyReport = join(reports, "journeys.json");

const steps = [
  // The script of the site and the desk run in browsers: they know other globals than the server.
  ["类型", "types", () => types(".") || types("apps/server/src/site/frame/scripts") || types("apps/desk")],
  ["检查写法", "lint", () => run(node, [bin("oxlint/bin/oxlint"), "--type-aware", "--deny-warnings"])],
  ["格式", "format", () => run(node, [bin("oxfmt/bin/oxfmt"), "--check"])],
  ["无用代码", "dead code", () => run(node, [bin("knip/bin/knip.js")])],
  ["规则文件", "packs", () => run(node, [join(root, "apps/cli/bin/huican.mjs"), "check"])],
  [
    "单元、性质与 HTTP 流程",
    "units, properties, HTTP journeys",
    () => run(node, [bin("vitest/vitest.mjs"), "run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`]),
  ],
  ["浏览器流程", "browser journeys", () => browserJourneys()],
];

/** @type {string[]} */
const failed = [];
/** @type {[string, string, () => number][]} */
const chosen = isFast ? steps.slice(0, 5) : steps;
for (const [zh, en, step] of chosen) {
  const startedAt = performance.now();
  console.log(`\n── ${zh} / ${en}`);
  const status = step();
  if (status !== 0) failed.push(`${zh} / ${en}`);
  say(
    `${status === 0 ? "✓ 通过" : "✗ 未通过"}（${seconds(startedAt)} 秒）`,
    `${status === 0 ? "passed" : "failed"} in ${seconds(startedAt)} s`,
  );
}
if (!isFast) nameFailures();
if (failed.length > 0) say(`\n未通过的步骤：${failed.join("；")}`, `steps that failed: ${failed.join("; ")}`);
const broken = isFast ? 0 : summary();
process.exit(failed.length === 0 && broken === 0 ? 0 : 1);

function types(project) {
  return run(node, [bin("typescript/bin/tsc"), "--noEmit", "-p", join(root, project)]);
}

function browserJourneys() {
  const browser = findBrowser();
  if (!browser) return 1;
  return run(node, [bin("@playwright/test/cli.js"), "test"], { HUICAN_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: journeyReport });
}

/** The runners' own counts, in one last line. */
function summary() {
  const units = read(unitReport);
  const journeys = read(journeyReport)?.stats;
  const passed = (units?.numPassedTests ?? 0) + (journeys?.expected ?? 0) + (journeys?.flaky ?? 0);
  const broken = (units?.numFailedTests ?? 0) + (journeys?.unexpected ?? 0) + (units ? 0 : 1) + (journeys ? 0 : 1);
  console.log(
    `\n测试 / tests: ${passed} 通过 / passed, ${broken} 未通过 / failed (vitest ${units?.numTotalTests ?? 0}, playwright ${(journeys?.expected ?? 0) + (journeys?.flaky ?? 0) + (journeys?.unexpected ?? 0)}, ${journeys?.flaky ?? 0} 第二次才通过 / only at the second attempt)`,
  );
  return broken;
}

/** What failed, once more at the end: a run prints thousands of lines, and often only its last ones are kept. */
function nameFailures() {
  const units = (read(unitReport)?.testResults ?? []).flatMap((file) => [
    ...(file.status === "failed" && file.assertionResults.length === 0 ? [[file.name, file.message]] : []),
    ...file.assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => [`${file.name} › ${test.fullName}`, test.failureMessages.join("\n")]),
  ]);
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  // What passed only at its second attempt is named too, with what went wrong at the first.
  const journeys = (read(journeyReport)?.suites ?? [])
    .flatMap(specs)
    .filter((spec) => spec.tests.some((test) => test.status === "unexpected" || test.status === "flaky"))
    .map((spec) => [
      `${spec.file}:${spec.line} › ${spec.title}${spec.ok ? "（第二次通过 / passed at the second attempt）" : ""}`,
      spec.tests[0]?.results[0]?.error?.message ?? "",
    ]);
  for (const [name, message] of [...units, ...journeys]) {
    console.log(`\n✗ ${name.replace(`${root}/`, "")}\n${message.slice(0, 2_000)}`);
  }
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function seconds(startedAt) {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}

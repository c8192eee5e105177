import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import { systemClock } from "./platform/clock.ts";
import { readConfiguration, type Configuration } from "./platform/configuration.ts";
import { createLog } from "./platform/log.ts";
import { Refusal } from "./platform/refusal.ts";
import { loadPacks } from "./policy/index.ts";
import { warmUp } from "./warm-up.ts";

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 24) {
  console.error(`需要 Node 24 或更高版本（现在是 ${process.versions.node}），请用 npm start 启动。`);
  console.error(`Node 24 or later is needed (this is ${process.versions.node}); start with npm start.`);
  process.exit(1);
}

const { port, logLevel, ...settings } = configuration();
const { packs, words, faults } = await loadPacks();
if (!packs) {
  for (const fault of faults) {
    console.error(
      `${fault.file}:${fault.line}:${fault.column} [${fault.code}]\n  ${fault.message}${fault.remedy}\n  ${fault.message_en} ${fault.remedy_en}`,
    );
  }
  console.error(`规则文件有${faults.length}处错误，没有启动。\nThe packs have ${faults.length} faults; nothing was started.`);
  process.exit(1);
}

const app = createApp({ packs, words, clock: systemClock, log: createLog(logLevel), ...settings });
const server = serve({ fetch: app.fetch, port }, (address) => {
  console.log(`惠残 Huican → http://localhost:${address.port}`);
  void warmUp(app, packs);
});
server.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EADDRINUSE") throw error;
  console.error(`端口 ${port} 已被占用，请用 PORT=其他端口 npm start 启动。\nPort ${port} is taken; start with PORT=another npm start.`);
  process.exit(1);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    server.close();
    process.exit(0);
  });
}

/** What the environment says, or a plain message about what it should say. */
function configuration(): Configuration {
  try {
    return readConfiguration(process.env);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`${error.zh}\n${error.en}`);
    process.exit(1);
  }
}

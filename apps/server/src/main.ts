import { setTimeout } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { accessDoor, notOpenYet, oidcProvider } from "./access/door/index.ts";
import { createApp } from "./app.ts";
import { clientAddresses } from "./platform/client-address.ts";
import { systemClock } from "./platform/clock.ts";
import { readConfiguration, type Configuration, type RegisterConfiguration } from "./platform/configuration.ts";
import { lateRoutes } from "./platform/late-routes.ts";
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

const { port, logLevel, register: where, oidc, ...settings } = configuration();
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

const log = createLog(logLevel);
const doorParts = {
  publicUrl: settings.publicUrl,
  addressOf: clientAddresses(settings.api.trustedProxies),
  oidc: oidc && oidcProvider(oidc),
};
const access = where ? accessDoor(doorParts) : undefined;
const staff = access && lateRoutes((c) => notOpenYet(c));
const app = createApp({ packs, words, clock: systemClock, log, access, staff, ...settings });
const server = serve({ fetch: app.fetch, port }, (address) => {
  console.log(`惠残 Huican → http://localhost:${address.port}`);
  void begin();
});
server.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EADDRINUSE") throw error;
  console.error(`端口 ${port} 已被占用，请用 PORT=其他端口 npm start 启动。\nPort ${port} is taken; start with PORT=another npm start.`);
  process.exit(1);
});

let stopRegister = async () => {};
let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());

/** The public site comes first and waits for nothing: the register opens beside it, and whoever wants to sign in before is told to wait. */
async function begin(): Promise<void> {
  await app.request("/");
  const warm = () => void warmUp(app, packs ?? new Map());
  // Opening takes a second, most of it in another process, and long if it has to wait for pages between its steps.
  if (where) void openRegisterBeside(where, warm);
  else warm();
}

async function openRegisterBeside(settings: RegisterConfiguration, whenOpen: () => void): Promise<void> {
  try {
    // Loaded once the site answers: databases and dictionaries are not for whoever asks for a page.
    const { startRegister } = await import("./start-register.ts");
    const parts = { settings, packs: packs ?? new Map(), clock: systemClock, log, say, whenOpen, access, staff };
    stopRegister = await startRegister(parts);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    end(error);
  }
}

/** What is being loaded is one transaction, so it may be left at any moment; what is open is closed in order, if that does not take too long. */
async function stop(): Promise<void> {
  // Ctrl-C in a terminal comes twice: from the terminal, and from the script that started this process.
  if (isStopping) return;
  isStopping = true;
  server.close();
  await Promise.race([stopRegister(), setTimeout(5_000)]);
  process.exit(0);
}

function say(zh: string, en: string): void {
  console.log(`${zh} / ${en}`);
}

/** Ends with a plain sentence instead of a stack. */
function end({ zh, en }: Refusal): never {
  console.error(`${zh}\n${en}`);
  process.exit(1);
}

/** What the environment says, or a plain message about what it should say. */
function configuration(): Configuration {
  try {
    return readConfiguration(process.env);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    end(error);
  }
}

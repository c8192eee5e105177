// Finds Chromium and a Chinese font for the browser journeys; installs them where the machine lets us.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { say } from "./bootstrap.mjs";

const candidates = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of a browser, or null after one line that says what to install. */
export function findBrowser() {
  const wanted = [existing() ? null : "chromium", hasChineseFont() ? null : "fonts-noto-cjk"].filter(Boolean);
  if (wanted.length > 0 && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say(`正在安装 ${wanted.join("、")}……`, `Installing ${wanted.join(", ")} …`);
    spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...wanted], {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  const browser = existing();
  if (!browser || !hasChineseFont()) {
    say(
      "浏览器流程需要 Chromium 和中文字体，请安装：chromium fonts-noto-cjk（或用 HUICAN_BROWSER 指明浏览器）。",
      "The browser journeys need Chromium and a Chinese font. Install: chromium fonts-noto-cjk (or name a browser with HUICAN_BROWSER).",
    );
    return null;
  }
  return browser;
}

function existing() {
  return [process.env.HUICAN_BROWSER, ...candidates].find((path) => path && existsSync(path));
}

/** Without a Chinese font pages are boxes; where fontconfig is absent (Windows, macOS) the system has one. */
function hasChineseFont() {
  const { status, stdout } = spawnSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" });
  return status === null || (status === 0 && stdout.trim() !== "");
}

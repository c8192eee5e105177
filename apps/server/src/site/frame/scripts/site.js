// What pages gain where a browser runs scripts: reading aloud, sharing, printing, clearing on shared devices.
// Nothing here is needed to use the site, and each button appears only where the browser can do what it says.

const isChinese = document.documentElement.lang.startsWith("zh");
/** @param {string} zh @param {string} en */
const t = (zh, en) => (isChinese ? zh : en);
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const { share: address = location.origin, idle, clear = "", cleared = "" } = document.body.dataset;

offerSharingAndPrinting();
openEverythingInPrint();
if ("speechSynthesis" in window) offerReading();
if (idle) clearWhenIdle(Number(idle));

/** @param {string} label @param {() => void} press @param {string} css */
function button(label, press, css = "button link") {
  const element = document.createElement("button");
  element.type = "button";
  element.className = css;
  element.textContent = label;
  element.addEventListener("click", press);
  return element;
}

// ── Sharing and printing ──

function offerSharingAndPrinting() {
  const isPublic = document.querySelector("link[rel=canonical]") !== null;
  const title = isPublic ? document.title : t("惠残：残疾人待遇查询", "Huican: benefits for disabled people");
  const done = document.createElement("span");
  done.setAttribute("role", "status");
  const share = () => void navigator.share({ title, url: address }).catch(() => undefined);
  const copy = () =>
    void navigator.clipboard.writeText(address).then(
      () => (done.textContent = t("✓ 已复制，可以粘贴到聊天里", "✓ Copied; paste it into a chat")),
      () => (done.textContent = t(`请记下网址：${address}`, `Please note the address: ${address}`)),
    );
  const canShare = "share" in navigator;
  const label = isPublic
    ? canShare
      ? t("分享这一页", "Share this page")
      : t("复制网址", "Copy the address")
    : t("告诉别人这个网站", "Tell others about this site");
  const row = document.createElement("div");
  row.className = "aids no-print";
  if (canShare || "clipboard" in navigator) row.append(button(label, canShare ? share : copy));
  if ("print" in window) row.append(button(t("打印", "Print"), () => window.print()));
  if (row.children.length > 0) main.append(row);
  row.append(done);
}

/** On paper nothing can be opened. Newer browsers learn it from the stylesheet. */
function openEverythingInPrint() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter((details) => !details.open);
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

// ── Reading aloud ──

/** @typedef {{ element: Element, text: string }} Sentence */

function offerReading() {
  const start = button(t("朗读", "Listen"), () => read(start), "listen");
  const offer = () => {
    if (ownVoice()) document.querySelector(".tools .frame")?.append(start);
  };
  // Voices come late in most browsers.
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
}

/** A voice of this device. Others send what they read to somebody else's server, answers included. */
function ownVoice() {
  const [any, best] = isChinese ? [/^(zh|cmn)/i, /^(zh|cmn).(cn|hans)/i] : [/^en/i, /^en.(gb|us)/i];
  const voices = speechSynthesis.getVoices().filter((voice) => voice.localService && any.test(voice.lang));
  return voices.find((voice) => best.test(voice.lang)) ?? voices[0];
}

/** @param {HTMLElement} start where the focus returns to */
function read(start) {
  if (document.querySelector(".player")) return;
  const sentences = sentencesOf(main);
  let position = 0;
  let isPlaying = false;
  // Each start has a number: a browser reports the end of what was cancelled, too.
  let turn = 0;

  const pause = button(t("暂停", "Pause"), () => (isPlaying ? halt() : play()), "button");
  const stop = button(t("停止", "Stop"), close, "button plain");
  const speed = speedChoice(() => isPlaying && play());
  const frame = document.createElement("div");
  frame.className = "frame";
  frame.append(pause, stop, speed.label);
  const player = document.createElement("section");
  player.className = "player no-print";
  player.setAttribute("aria-label", t("朗读", "Reading aloud"));
  player.append(frame);
  player.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.body.append(player);
  addEventListener("pagehide", close, { once: true });
  pause.focus();
  play();

  function play() {
    const sentence = sentences[position];
    if (!sentence) return close();
    const own = ++turn;
    isPlaying = true;
    pause.textContent = t("暂停", "Pause");
    mark(sentence.element);
    speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(sentence.text);
    utterance.voice = ownVoice() ?? null;
    utterance.lang = document.documentElement.lang;
    utterance.rate = speed.rate();
    utterance.addEventListener("end", () => {
      if (own !== turn) return;
      position++;
      document.dispatchEvent(new Event("huican:active"));
      play();
    });
    utterance.addEventListener("error", () => own === turn && halt());
    speechSynthesis.speak(utterance);
  }

  // Some phones cannot pause a voice; stopping and starting the sentence again works on all.
  function halt() {
    turn++;
    isPlaying = false;
    pause.textContent = t("继续", "Go on");
    speechSynthesis.cancel();
  }

  function close() {
    turn++;
    speechSynthesis.cancel();
    mark(null);
    player.remove();
    start.focus();
  }
}

/** @param {Element | null} element */
function mark(element) {
  document.querySelector(".reading")?.classList.remove("reading");
  element?.classList.add("reading");
  element?.scrollIntoView({ block: "center" });
}

/** @param {() => void} changed */
function speedChoice(changed) {
  const name = "huican_speed";
  const select = document.createElement("select");
  for (const [rate, text] of [
    ["0.7", t("慢", "Slow")],
    ["1", t("普通", "Normal")],
    ["1.4", t("快", "Fast")],
  ])
    select.append(new Option(text, rate));
  try {
    select.value = sessionStorage.getItem(name) ?? "1";
  } catch {
    select.value = "1";
  }
  select.addEventListener("change", () => {
    try {
      sessionStorage.setItem(name, select.value);
    } catch {
      // A browser that keeps nothing asks again on the next page.
    }
    changed();
  });
  const label = document.createElement("label");
  label.append(t("语速", "Speed"), select);
  return { label, rate: () => Number(select.value) };
}

/** What can be seen of a part of the page, sentence by sentence. @param {Element} root @returns {Sentence[]} */
function sentencesOf(root) {
  const blocks = "h1,h2,h3,h4,p,li,dt,dd,th,td,caption,legend,label,summary,small,button,div,section,form,main";
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  /** @type {Sentence[]} */
  const pieces = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const element = parent?.closest(blocks);
    if (!parent || !element || parent.closest("[aria-hidden=true],script,select,.aids")) continue;
    if (parent.getClientRects().length === 0) continue;
    const text = walker.currentNode.textContent?.replace(/\s+/g, " ") ?? "";
    const last = pieces.at(-1);
    if (last?.element === element) last.text += text;
    else pieces.push({ element, text });
  }
  return pieces.flatMap(({ element, text }) => split(text).map((sentence) => ({ element, text: sentence })));
}

/** @param {string} text @returns {string[]} */
function split(text) {
  const sentences =
    "Segmenter" in Intl
      ? [...new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" }).segment(text)].map(({ segment }) =>
          segment.trim(),
        )
      : [text.trim()];
  return sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

// ── Clearing on shared devices ──

/** @param {number} seconds without a touch until the answers are cleared */
function clearWhenIdle(seconds) {
  const warningSeconds = Math.min(120, seconds / 2);
  let lastActive = Date.now();
  let isOver = false;
  const dialog = document.createElement("dialog");
  const left = document.createElement("b");
  // Said before it closes: a browser reports the end of a dialog late, and the clock may look in between and ask once more.
  const stay = () => {
    touched();
    dialog.close();
  };
  fillDialog(dialog, left, stay, () => void finish());
  document.body.append(dialog);
  for (const kind of ["cancel", "close"]) dialog.addEventListener(kind, touched);

  // Somebody who goes on in another window is still there.
  const windows = "BroadcastChannel" in window ? new BroadcastChannel("huican") : null;
  windows?.addEventListener("message", () => {
    lastActive = Date.now();
    if (dialog.open) dialog.close();
  });
  for (const kind of ["pointerdown", "pointermove", "keydown", "scroll", "input", "huican:active"])
    document.addEventListener(kind, () => dialog.open || touched(), { passive: true, capture: true });
  // A phone that slept runs no clock: look as soon as somebody looks at it.
  for (const kind of ["visibilitychange", "pageshow"]) addEventListener(kind, look, { capture: true });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  setInterval(look, 1000);

  function touched() {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches windows of this site only
    if (Date.now() - lastActive > 1000) windows?.postMessage("active");
    lastActive = Date.now();
  }

  function look() {
    if (isOver) return;
    const remaining = Math.ceil(seconds - (Date.now() - lastActive) / 1000);
    if (remaining <= 0) return void finish();
    left.textContent = t(`${remaining}秒`, `${remaining} seconds`);
    // Very old browsers have no such dialog; they clear without a warning.
    if (remaining <= warningSeconds && !dialog.open) dialog.showModal?.();
  }

  async function finish() {
    isOver = true;
    // Whoever comes next sees nothing, even where the network is gone.
    main.hidden = true;
    try {
      const response = await fetch(clear, { method: "POST" });
      if (!response.ok) throw new Error(String(response.status));
      location.replace(cleared);
    } catch {
      dialog.textContent = t(
        "网络不通，您的回答还没有清除。请关闭浏览器，或等网络恢复，本页会再试。",
        "No network: your answers are not cleared yet. Close the browser, or wait: this page tries again.",
      );
      if (!dialog.open) dialog.showModal?.();
      setTimeout(() => void finish(), 10_000);
    }
  }
}

/** @param {HTMLDialogElement} dialog @param {HTMLElement} left @param {() => void} stay @param {() => void} finish */
function fillDialog(dialog, left, stay, finish) {
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "idle-title");
  dialog.setAttribute("aria-describedby", "idle-text");
  const title = document.createElement("h2");
  title.id = "idle-title";
  title.textContent = t("您还在吗？", "Are you still there?");
  const text = document.createElement("p");
  text.id = "idle-text";
  text.append(t("好一会儿没有操作了。这是公用设备，再过", "Nothing was touched for a while. This is a shared device: in "), left);
  text.append(t("会清除您的回答。", " your answers will be cleared."));
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(button(t("我还在，继续", "I am here, go on"), stay, "button"), button(t("现在清除", "Clear now"), finish, "button plain"));
  dialog.append(title, text, actions);
}

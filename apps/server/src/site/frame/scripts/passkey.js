// Passkeys: asks the server what to sign, has the browser's own dialogue sign it, and brings it back. Where a browser cannot, nothing of it is shown.

const isChinese = document.documentElement.lang.startsWith("zh");
/** What the types of this checker's library do not know yet. @type {any} */
const keys = "PublicKeyCredential" in window ? window.PublicKeyCredential : null;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (form instanceof HTMLFormElement && keys?.parseRequestOptionsFromJSON) offer(form);
}

/** @param {HTMLFormElement} form */
function offer(form) {
  const { passkey, address = "", return: goTo } = form.dataset;
  const said = /** @type {HTMLElement} */ (form.querySelector("[role=alert]"));
  form.hidden = false;
  document.querySelector("#passkey-needs")?.remove();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    said.textContent = "";
    const name = form.querySelector("input")?.value ?? "";
    void follow(passkey === "add" ? add(address, name) : signIn(address, goTo), said);
  });
}

/** @param {Promise<string>} work @param {HTMLElement} said */
async function follow(work, said) {
  try {
    location.assign(await work);
  } catch (error) {
    said.textContent = error instanceof Error ? error.message : "";
  }
}

/** @param {string} address @param {string} name */
async function add(address, name) {
  const { options, sealed } = await ask(`${address}/options`, {});
  const made = await dialogue(() => navigator.credentials.create({ publicKey: keys.parseCreationOptionsFromJSON(options) }));
  return (await ask(address, { name, sealed, response: made.toJSON() })).address;
}

/** @param {string} address @param {string | undefined} goTo */
async function signIn(address, goTo) {
  const { options, sealed } = await ask(`${address}/options`, {});
  const made = await dialogue(() => navigator.credentials.get({ publicKey: keys.parseRequestOptionsFromJSON(options) }));
  return (await ask(address, { return: goTo, sealed, response: made.toJSON() })).address;
}

/** @param {() => Promise<any>} open */
async function dialogue(open) {
  try {
    return await open();
  } catch {
    throw new Error(isChinese ? "没有完成，或者这台设备没有通行密钥。" : "It was not finished, or this device has no passkey.");
  }
}

/** @param {string} address @param {unknown} body */
async function ask(address, body) {
  const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(isChinese ? said.detail : said.detail_en);
  return said;
}

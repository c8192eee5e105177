import { setTimeout } from "node:timers/promises";
import { registerBase, registerPaths } from "@huican/contract";
import { randomFrom } from "@huican/engine/generate";

/** Somebody who is signed in, with people of their area. */
export type LoadUser = {
  readonly token: string;
  readonly isDesk: boolean;
  readonly people: readonly number[];
  readonly names: readonly string[];
};

export type LoadAnswer = {
  readonly requests: number;
  readonly errors: readonly string[];
  readonly p50: number;
  readonly p95: number;
  readonly writes: number;
};

type Load = { readonly origin: string; readonly seconds: number; readonly users: readonly LoadUser[] };
type Call = { readonly method: "GET" | "POST"; readonly path: string; readonly body?: object };

const random = randomFrom(1);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const at = (path: string, id: number) => path.replace(":id", String(id));

/** Requests that wait for somebody else, and whose they are. */
const asked: { readonly id: number; readonly by: LoadUser }[] = [];
const times: number[] = [];
const errors: string[] = [];
let writes = 0;

process.once("message", (load) => void run(load as Load));

async function run({ origin, seconds, users }: Load): Promise<void> {
  const until = performance.now() + seconds * 1000;
  await Promise.all(users.map((user) => work(origin, user, until)));
  times.sort((a, b) => a - b);
  const within = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  const answer: LoadAnswer = { requests: times.length, errors, p50: within(0.5), p95: within(0.95), writes };
  process.send?.(answer, () => process.exit());
}

/** One person at their desk: does something, looks at it for a second or so, does the next. */
async function work(origin: string, user: LoadUser, until: number): Promise<void> {
  await setTimeout(random() * 1000);
  while (performance.now() < until) {
    await act(origin, user);
    await setTimeout(500 + random() * 1000);
  }
}

async function act(origin: string, user: LoadUser): Promise<void> {
  const kind = random();
  const person = pick(user.people);
  if (kind < 0.45) await send(origin, user, { method: "GET", path: at(registerPaths.person, person) });
  else if (kind < 0.65)
    await send(origin, user, { method: "POST", path: registerPaths.search, body: { query: pick(user.names).slice(0, 2) } });
  else if (kind < 0.75)
    await send(origin, user, {
      method: "POST",
      path: registerPaths.list,
      body: { filters: [{ fact: "certificate.status", is: "equal", value: "valid" }] },
    });
  else if (kind < 0.85) await send(origin, user, { method: "GET", path: at(registerPaths.entitlements, person) });
  else if (kind < 0.95) await ask(origin, user, person);
  else await approve(origin, user);
}

async function ask(origin: string, user: LoadUser, person: number): Promise<void> {
  const number = `139${String(Math.floor(random() * 1e8)).padStart(8, "0")}`;
  const steps = [{ of: "value", kind: "phone", source: "person", from: null, to: null, text: number }];
  const answer = await send(origin, user, { method: "POST", path: at(registerPaths.changes, person), body: { steps, reason: "换号" } });
  if (answer) asked.push({ id: (answer as { readonly id: number }).id, by: user });
  writes++;
}

/** The desk decides what clerks asked for; of two requests about one file the later is refused, and that is right. */
async function approve(origin: string, user: LoadUser): Promise<void> {
  const place = user.isDesk ? asked.findIndex(({ by }) => by !== user) : -1;
  const [request] = place === -1 ? [] : asked.splice(place, 1);
  if (!request) return;
  await send(origin, user, { method: "POST", path: at(registerPaths.approval, request.id), body: {} });
  writes++;
}

async function send(origin: string, { token }: LoadUser, { method, path, body }: Call): Promise<unknown> {
  const startedAt = performance.now();
  try {
    const response = await fetch(`${origin}${registerBase}${path}`, {
      method,
      headers: { cookie: `huican-session=${token}`, origin, "sec-fetch-site": "same-origin", "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    times.push(performance.now() - startedAt);
    if (!response.ok && response.status !== 409)
      errors.push(`${method} ${path.replace(/\d+/, ":id")} ${response.status} ${text.slice(0, 200)}`);
    return response.ok && text ? JSON.parse(text) : null;
  } catch (error) {
    errors.push(String(error));
    return null;
  }
}

import { apiBase, registerBase } from "@huican/contract";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { send, type Fetcher } from "../src/api/api.ts";
import { isSessionLost, lastSeen } from "../src/session/session-state.ts";

const answering =
  (status: number): Fetcher =>
  () =>
    Promise.resolve(Response.json(null, { status }));

/** One request, and how it ends plays no part. */
const ask = async (address: string, fetcher: Fetcher) => {
  await send(address, { method: "GET" }, 1000, fetcher).catch(() => {});
};
const own = `${registerBase}/me`;
const lose = () => ask(own, answering(401));
/** Time goes on between one request and the next. */
const later = () => vi.advanceTimersByTime(1000);

beforeAll(() => void vi.useFakeTimers());
afterAll(() => void vi.useRealTimers());
beforeEach(async () => {
  later();
  await ask(own, answering(200));
  later();
});

test("the server's word that nobody is signed in covers the desk, and an answer to who has signed in again takes the cover off", async () => {
  await lose();
  expect(isSessionLost()).toBe(true);
  later();
  await ask(own, answering(200));
  expect(isSessionLost()).toBe(false);
});

test("what anybody may read neither takes the cover off nor keeps a session alive", async () => {
  const seen = lastSeen();
  later();
  await ask(`${apiBase}/packs`, answering(200));
  expect(lastSeen()).toBe(seen);
  await lose();
  later();
  await ask(`${apiBase}/packs`, answering(200));
  expect(isSessionLost()).toBe(true);
});

test.each([400, 403, 429, 502])("an answer with %i tells of no session, so the cover stays", async (status) => {
  await lose();
  later();
  await ask(own, answering(status));
  expect(isSessionLost()).toBe(true);
});

test("an answer to what was asked before the session was lost comes too late to take the cover off", async () => {
  const { promise, resolve } = Promise.withResolvers<Response>();
  const asked = ask(`${registerBase}/people`, () => promise);
  later();
  await lose();
  later();
  resolve(Response.json(null));
  await asked;
  expect(isSessionLost()).toBe(true);
});

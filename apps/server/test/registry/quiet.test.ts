import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Quiet } from "../../src/platform/database/quiet.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether somebody who waits for quiet may go on. */
function waiting(quiet: Quiet) {
  const state = { mayGoOn: false };
  void quiet.come().then(() => (state.mayGoOn = true));
  return state;
}

test("where nobody has asked, nobody waits", async () => {
  const state = waiting(new Quiet());
  await vi.advanceTimersByTimeAsync(0);
  expect(state.mayGoOn).toBe(true);
});

test("whoever can wait goes on once nobody has asked for some seconds", async () => {
  const quiet = new Quiet();
  quiet.disturb();
  const state = waiting(quiet);
  await vi.advanceTimersByTimeAsync(2_000);
  quiet.disturb();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(state.mayGoOn).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(state.mayGoOn).toBe(true);
});

test("where it never is quiet, nobody waits for ever", async () => {
  const quiet = new Quiet();
  const asking = setInterval(() => quiet.disturb(), 100);
  quiet.disturb();
  const state = waiting(quiet);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(state.mayGoOn).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(state.mayGoOn).toBe(true);
  clearInterval(asking);
});

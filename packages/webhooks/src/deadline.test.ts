import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { startDeadline } from "#deadline.ts";

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test("it ends when the time has run out, and isOver is true", async () => {
  using deadline = startDeadline(1, []);
  await new Promise((resolve) => deadline.signal.addEventListener("abort", resolve));
  expect(deadline.isOver).toBe(true);
});

test("another signal ends it, and isOver is false", () => {
  const other = new AbortController();
  using deadline = startDeadline(60_000, [undefined, other.signal]);
  expect(deadline.signal.aborted).toBe(false);
  other.abort();
  expect(deadline.signal.aborted).toBe(true);
  expect(deadline.isOver).toBe(false);
});

test("a signal that is aborted already ends it at once", () => {
  using deadline = startDeadline(60_000, [AbortSignal.abort()]);
  expect(deadline.signal.aborted).toBe(true);
});

test("disposing removes its timer and its listener", () => {
  const other = new AbortController();
  const before = timers();
  for (let count = 0; count < 100; count += 1) startDeadline(60_000, [other.signal])[Symbol.dispose]();
  expect(timers()).toBe(before);
  expect(getEventListeners(other.signal, "abort")).toEqual([]);
});

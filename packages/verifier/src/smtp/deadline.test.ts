import { expect, test } from "vitest";
import { atInstant } from "#smtp/deadline.ts";

/** Keeps this iteration of the event loop busy. */
function spin(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until;);
}

test("never fires early, even when set late in a long iteration of the event loop", async () => {
  spin(25);
  const instant = performance.now() + 10;
  const rangAt = await new Promise<number>((resolve) => {
    atInstant(instant, () => resolve(performance.now()));
  });
  expect(rangAt).toBeGreaterThanOrEqual(instant);
});

test("an instant in the past fires, and a cancelled one does not", async () => {
  let rang = 0;
  atInstant(performance.now() + 1, () => (rang += 10)).cancel();
  await new Promise<void>((resolve) => {
    atInstant(performance.now() - 100, () => resolve());
  });
  atInstant(Number.POSITIVE_INFINITY, () => (rang += 1)).cancel();
  expect(rang).toBe(0);
});

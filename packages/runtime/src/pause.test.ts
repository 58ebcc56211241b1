import { expect, test } from "vitest";
import { pauseFor } from "#pause.ts";

const HOUR_MS = 3_600_000;

test("a pause ends when its signal is aborted, and does not begin when it already is", async () => {
  const controller = new AbortController();
  const pausing = pauseFor(HOUR_MS, controller.signal);
  controller.abort(new Error("enough"));
  await expect(pausing).resolves.toBeUndefined();
  await pauseFor(HOUR_MS, controller.signal);
});

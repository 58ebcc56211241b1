import { expect, test } from "vitest";
import { patienceMs } from "#patience.ts";
import { waitFor } from "#wait.ts";

test("returns what the condition does at last", async () => {
  const answers = [undefined, null, false, 0, 1];
  expect(await waitFor("a number", () => answers.shift())).toBe(0);
});

test("gives up just before the test would, and says what did not come", { timeout: 800 }, async () => {
  const until = Date.now() + patienceMs();
  await expect(waitFor("the rain", () => false)).rejects.toThrow(
    /^gave up waiting for the rain after \d+ ms$/,
  );
  expect(Date.now()).toBeGreaterThanOrEqual(until - 1);
});

test("an error of the condition ends the wait", async () => {
  const broken = waitFor("a wonder", () => {
    throw new Error("out of order");
  });
  await expect(broken).rejects.toThrow("out of order");
});

import { expect, test } from "vitest";
import { awaitedProvider } from "#awaited-provider.ts";

const dns = { stage: "dns", outcome: "hosts" };
const refusal = { stage: "budget", provider: "google", egress: "default", reason: "paused" };
const reply = { stage: "rcpt", code: 450, host: "mx.google.test" };

test("an address waits for the provider whose budget deferred it last", () => {
  expect(awaitedProvider([dns, refusal])).toBe("google");
  expect(awaitedProvider([dns, reply, refusal])).toBe("google");
  expect(awaitedProvider([dns, refusal, reply])).toBeUndefined();
  expect(awaitedProvider([dns, reply])).toBeUndefined();
  expect(awaitedProvider([])).toBeUndefined();
});

import { expect, test } from "vitest";
import { startLiveServer } from "../deployment/live-server.ts";
import { credits, signUp } from "./callers.ts";

const FEW = { name: "failed-authentication", quota: 3, windowSeconds: 600 };
const throughProxy = { trustedProxies: ["127.0.0.1"] };

test("wrong keys do not lock out the right keys that come from behind the same proxy", async () => {
  await using server = await startLiveServer({ failedAuthenticationLimit: FEW });
  const victim = await signUp(server);
  const statuses = [];
  for (let guess = 0; guess < 31; guess += 1) statuses.push(await credits(server, "wn_live_guess"));
  expect(statuses.slice(0, 3)).toEqual([401, 401, 401]);
  expect(new Set(statuses.slice(3))).toEqual(new Set([429]));
  expect(await credits(server, victim.live)).toBe(200);
});

test("a caller cannot choose its address by X-Forwarded-For", async () => {
  await using server = await startLiveServer({ failedAuthenticationLimit: FEW });
  const statuses = [];
  for (let guess = 0; guess < 6; guess += 1) {
    statuses.push(await credits(server, "wn_live_guess", { "x-forwarded-for": `203.0.113.${guess}` }));
  }
  expect(statuses).toEqual([401, 401, 401, 429, 429, 429]);
});

test("behind a trusted proxy the last address that the proxy named counts, whatever stands before it", async () => {
  await using server = await startLiveServer({ failedAuthenticationLimit: FEW, ...throughProxy });
  const statuses = [];
  for (let guess = 0; guess < 6; guess += 1) {
    const forwarded = `198.51.100.${guess}, 203.0.113.7`;
    statuses.push(await credits(server, "wn_live_guess", { "x-forwarded-for": forwarded }));
  }
  expect(statuses).toEqual([401, 401, 401, 429, 429, 429]);
  expect(await credits(server, "wn_live_guess", { "x-forwarded-for": "203.0.113.8" })).toBe(401);
});

test("a key that is bound to an address is not usable by naming that address", async () => {
  await using server = await startLiveServer();
  const { live } = await signUp(server);
  const made = await fetch(`${server.url}/v1/keys`, {
    method: "POST",
    headers: { authorization: `Bearer ${live}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "office", allowed_addresses: ["203.0.113.7"] }),
  });
  const { token } = (await made.json()) as { token: string };
  expect(await credits(server, token, { "x-forwarded-for": "203.0.113.7" })).toBe(403);
});

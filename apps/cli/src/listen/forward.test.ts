import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createWebhookSecret, verifyWebhook } from "@winnow/client";
import { expect, test } from "vitest";
import { forwardCallback } from "#listen/forward.ts";

const secret = createWebhookSecret();
const callback = {
  id: "evt_1",
  type: "ping",
  jobId: null,
  sequence: 7,
  body: JSON.stringify({
    type: "ping",
    timestamp: "2026-01-01T00:00:00Z",
    sequence: 7,
    data: { webhook_id: "end_1" },
  }),
} as const;

async function startReceiver(listener: RequestListener) {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const signal = new AbortController().signal;
const forwardTo = (url: URL, waitsMs = [1, 1, 1]) =>
  Array.fromAsync(forwardCallback(callback, { url, secret }, signal, waitsMs));

test("a refused callback is posted again: the same id and bytes, signed, with the next attempt's number", async () => {
  const bodies: string[] = [];
  const attempts: unknown[] = [];
  await using receiver = await startReceiver((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      expect(verifyWebhook(secret, request.headers, body)).toMatchObject({ type: "ping", sequence: 7 });
      expect(request.headers).toMatchObject({
        "webhook-id": "evt_1",
        "content-type": "application/json; charset=utf-8",
      });
      attempts.push(request.headers["winnow-attempt"]);
      response.writeHead(bodies.push(body) === 3 ? 204 : 500).end();
    });
  });
  const ms = expect.any(Number) as number;
  const refused = { outcome: "rejected", status: 500, error: null, ms, againInMs: 1 };
  expect(await forwardTo(receiver.url)).toEqual([
    { number: 1, ...refused },
    { number: 2, ...refused },
    { number: 3, outcome: "delivered", status: 204, error: null, ms, againInMs: null },
  ]);
  expect(attempts).toEqual(["1", "2", "3"]);
  expect(new Set(bodies)).toEqual(new Set([callback.body]));
});

test("a redirect counts as a refusal and is not followed", async () => {
  let elsewhere = 0;
  await using receiver = await startReceiver((request, response) => {
    if (request.url === "/elsewhere") elsewhere += 1;
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  const attempts = await forwardTo(receiver.url);
  expect(attempts.map(({ status }) => status)).toEqual([307, 307, 307, 307]);
  expect(attempts.at(-1)).toMatchObject({ outcome: "rejected", againInMs: null });
  expect(elsewhere).toBe(0);
});

test("410 ends the attempts, and Retry-After is respected up to a limit", async () => {
  await using gone = await startReceiver((_request, response) => response.writeHead(410).end());
  expect(await forwardTo(gone.url)).toMatchObject([{ outcome: "rejected", status: 410, againInMs: null }]);
  for (const [retryAfter, againInMs] of [
    ["2", 2_000],
    ["86400", 30_000],
    ["tomorrow", 1],
  ] as const) {
    await using busy = await startReceiver((_request, response) =>
      response.writeHead(503, { "retry-after": retryAfter }).end(),
    );
    for await (const attempt of forwardCallback(callback, { url: busy.url, secret }, signal, [1])) {
      expect(attempt.againInMs).toBe(againInMs);
      break;
    }
  }
});

test("a receiver that refuses or drops the connection is unreachable; an endless answer is not read to its end", async () => {
  const away = await startReceiver(() => {});
  await away[Symbol.asyncDispose]();
  const [first, ...more] = await forwardTo(away.url, [1]);
  expect(first).toMatchObject({ outcome: "unreachable", status: null, error: "ECONNREFUSED", againInMs: 1 });
  expect(more).toMatchObject([{ number: 2, againInMs: null }]);
  await using rude = await startReceiver((request) => request.socket.destroy());
  expect(await forwardTo(rude.url, [])).toMatchObject([{ outcome: "unreachable", status: null }]);
  await using endless = await startReceiver((_request, response) => {
    response.writeHead(200);
    const pour = (): void => void response.write("x".repeat(16_384), (error) => error ?? pour());
    pour();
  });
  expect(await forwardTo(endless.url, [])).toMatchObject([{ outcome: "delivered", status: 200 }]);
});

test("Ctrl-C ends it, also while it waits for an answer or for the next attempt", async () => {
  const asked = Promise.withResolvers<void>();
  await using hanging = await startReceiver(() => asked.resolve());
  const controller = new AbortController();
  const posting = Array.fromAsync(forwardCallback(callback, { url: hanging.url, secret }, controller.signal));
  await asked.promise;
  controller.abort(new Error("enough"));
  await expect(posting).rejects.toThrow("enough");

  await using refusing = await startReceiver((_request, response) => response.writeHead(500).end());
  const second = new AbortController();
  const attempts = forwardCallback(callback, { url: refusing.url, secret }, second.signal, [60_000]);
  expect((await attempts.next()).value).toMatchObject({ status: 500 });
  const waiting = attempts.next();
  second.abort();
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
});

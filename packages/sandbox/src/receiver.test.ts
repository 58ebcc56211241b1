import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { startReceiver } from "#receiver.ts";

const post = (
  url: string,
  body: string | Uint8Array<ArrayBuffer> = "{}",
  headers: Record<string, string> = {},
) => fetch(url, { method: "POST", body, headers });

test("stores requests byte for byte, and answers 200", async () => {
  await using receiver = await startReceiver();
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0xff]);
  const answer = await post(`${receiver.url}?page=2`, bytes, { "webhook-id": "evt_1" });
  expect([answer.status, await answer.text()]).toEqual([200, ""]);
  const [request] = receiver.received;
  expect(request).toMatchObject({
    method: "POST",
    path: "/callbacks?page=2",
    headers: { "webhook-id": "evt_1" },
    at: expect.any(Date),
  });
  expect(request?.rawBody.equals(bytes)).toBe(true);
  expect(request?.body.slice(0, 2)).toBe("\uFEFFé");
});

test("answers by its script, request by request", async () => {
  await using receiver = await startReceiver({
    behaviour: ({ body }, count) =>
      count === 1
        ? { status: 503, headers: { "retry-after": "7" }, body: "later" }
        : { status: 201, body, delayMs: 1 },
  });
  const first = await post(receiver.url, "one");
  expect([first.status, first.headers.get("retry-after"), await first.text()]).toEqual([503, "7", "later"]);
  const second = await post(receiver.url, "two");
  expect([second.status, await second.text()]).toEqual([201, "two"]);
});

test("hangs by its script until it is closed", async () => {
  const receiver = await startReceiver({ behaviour: () => ({ hang: true }) });
  const outcome = post(receiver.url).catch((error: unknown) => error);
  await receiver.waitFor(({ length }) => length === 1);
  await receiver.close();
  expect(await outcome).toBeInstanceOf(TypeError);
  await receiver[Symbol.asyncDispose]();
});

test("does not wait for a delayed answer when it is closed", async () => {
  const receiver = await startReceiver({ behaviour: () => ({ delayMs: 3_600_000 }) });
  const outcome = post(receiver.url).catch((error: unknown) => error);
  await receiver.waitFor(({ length }) => length === 1);
  await receiver.close();
  expect(await outcome).toBeInstanceOf(TypeError);
});

describe("waitFor", () => {
  test("waits for earlier and for later requests", async () => {
    await using receiver = await startReceiver();
    await post(receiver.url, "one");
    await receiver.waitFor(([first]) => first?.body === "one", 1);
    const both = receiver.waitFor((requests) => requests.some(({ body }) => body === "two"));
    await post(receiver.url, "two");
    await both;
  });

  test("reports the number of requests when its wait times out", async () => {
    await using receiver = await startReceiver();
    await post(receiver.url);
    await expect(receiver.waitFor(({ length }) => length === 2, 5)).rejects.toThrow("after 5 ms, 1 request");
  });
});

test("a request that breaks off is not stored", async () => {
  await using receiver = await startReceiver();
  const socket = connect(Number(new URL(receiver.url).port), "127.0.0.1");
  socket.write("POST /callbacks HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
  await once(socket, "connect");
  socket.destroy();
  await post(receiver.url, "whole");
  expect(receiver.received.map(({ body }) => body)).toEqual(["whole"]);
});

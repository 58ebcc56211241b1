import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { waitFor } from "@winnow/testing";
import express from "express";
import { expect, test } from "vitest";
import { sendDownload } from "#answer/download.ts";

/** A server whose only answer is `blocks` as CSV; errors while answering are collected. */
async function serve(blocks: () => AsyncIterable<string>) {
  const failures: unknown[] = [];
  const app = express();
  app.get("/", async (incoming, response) => {
    await sendDownload(incoming, response, { name: "x.csv", blocks: blocks() }).catch((error: unknown) => {
      failures.push(error);
      if (response.headersSent) response.destroy();
      else response.status(500).end("failed");
    });
  });
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    failures,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

test("blocks arrive in order, as an attachment", async () => {
  await using server = await serve(async function* () {
    yield "a,b\n";
    yield "";
    yield "1,2\n";
  });
  const response = await fetch(server.url);
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="x.csv"');
  expect(await response.text()).toBe("a,b\n1,2\n");
});

test("a source without blocks is an empty file", async () => {
  await using server = await serve(async function* () {});
  expect(await (await fetch(server.url)).text()).toBe("");
});

test("a source that fails at once is an error, not an empty file", async () => {
  await using server = await serve(() => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("no database")) }),
  }));
  const response = await fetch(server.url);
  expect([response.status, await response.text()]).toEqual([500, "failed"]);
  expect(response.headers.has("content-disposition")).toBe(false);
});

test("a source that fails later cuts the answer short visibly", async () => {
  await using server = await serve(async function* () {
    yield "a\n";
    throw new Error("gone");
  });
  const response = await fetch(server.url);
  await expect(response.text()).rejects.toThrow();
  expect(server.failures).toEqual([new Error("gone")]);
});

test("HEAD does not read the source", async () => {
  let started = false;
  await using server = await serve(async function* () {
    started = true;
    yield "a\n";
  });
  expect((await fetch(server.url, { method: "HEAD" })).status).toBe(200);
  expect(started).toBe(false);
});

test("a caller that does not read pauses the source, and one that disconnects ends it", async () => {
  let yielded = 0;
  let ended = false;
  await using server = await serve(async function* () {
    try {
      for (; ; yielded += 1) yield "x".repeat(64 * 1024);
    } finally {
      ended = true;
    }
  });
  const call = request(server.url).end();
  const [response] = (await once(call, "response")) as [NodeJS.ReadableStream & { destroy(): void }];
  let before = -1;
  // A few blocks fill the buffers of both ends; then the source pauses.
  await waitFor("the source to pause", async () => {
    const still = yielded === before && yielded > 0;
    before = yielded;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return still;
  });
  expect(yielded).toBeLessThan(1000);
  response.destroy();
  await waitFor("the source to be ended", () => ended);
  expect(server.failures).toEqual([]);
});

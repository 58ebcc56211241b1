import { createHash } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendKnownDownload } from "#answer/known-download.ts";
import type { ApiError } from "#problem/api-error.ts";

const file = Buffer.from(
  Array.from({ length: 500 }, (_, line) => `${line},ada${line}@acme.test\r\n`).join(""),
);
const sha256 = createHash("sha256").update(file).digest("hex");
/** Blocks of 100 bytes that were read from the source. */
let made = 0;

async function* blocks(): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.length; start += 100) {
    made += 1;
    yield file.subarray(start, start + 100);
  }
}

let url: string;
let stop: () => Promise<unknown>;
beforeAll(async () => {
  const app = express();
  app.get("/", (request, response) => {
    const known = { name: "x.csv", blocks: blocks(), size: file.length, sha256 };
    void sendKnownDownload(request, response, known).catch((error: unknown) => {
      const { status, headers } = error as ApiError;
      response.status(status).set(headers).end();
    });
  });
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  stop = () => {
    server.closeAllConnections();
    server.close();
    return once(server, "close");
  };
});
afterAll(() => stop());

const get = (headers: Record<string, string> = {}) => fetch(url, { headers });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

test("the whole file has its length, its digest and its tag", async () => {
  const response = await get();
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    etag: `"${sha256}"`,
    "content-length": String(file.length),
    "accept-ranges": "bytes",
    "repr-digest": `sha-256=:${createHash("sha256").update(file).digest("base64")}:`,
  });
  expect((await bytesOf(response)).equals(file)).toBe(true);
});

test("a caller with a current copy receives 304", async () => {
  const response = await get({ "if-none-match": `"${sha256}"` });
  expect([response.status, await response.text()]).toEqual([304, ""]);
});

test("a range is these bytes of the file, and the parts make up the whole", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: file.length - 1 }),
      fc.integer({ min: 0, max: 3_000 }),
      async (start, more) => {
        const end = Math.min(start + more, file.length - 1);
        const response = await get({ range: `bytes=${start}-${start + more}`, "if-range": `"${sha256}"` });
        expect(response.status).toBe(206);
        expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end}/${file.length}`);
        expect((await bytesOf(response)).equals(file.subarray(start, end + 1))).toBe(true);
        const rest = await get({ range: `bytes=${end}-` });
        expect((await bytesOf(rest)).equals(file.subarray(end))).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test("blocks after the range are not made", async () => {
  made = 0;
  await bytesOf(await get({ range: "bytes=0-99" }));
  expect(made).toBe(1);
});

test.each([
  ["of another version", { range: "bytes=5-9", "if-range": '"older"' }],
  ["of several parts", { range: "bytes=0-1,5-6" }],
  ["in other units", { range: "rows=0-1" }],
  ["that is malformed", { range: "bytes" }],
])("a range %s is answered with the whole", async (_, headers) => {
  const response = await get(headers);
  expect([response.status, (await bytesOf(response)).length]).toEqual([200, file.length]);
});

test("a range after the end is refused with the size of the file", async () => {
  const response = await get({ range: `bytes=${file.length}-` });
  expect([response.status, response.headers.get("content-range")]).toEqual([416, `bytes */${file.length}`]);
});

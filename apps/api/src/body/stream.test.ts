import { once } from "node:events";
import { createServer, request as call, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import type { Request } from "express";
import { expect, test } from "vitest";
import { openBody } from "#body/stream.ts";

interface Upload {
  readonly encoding?: string;
  /** Called with the request; opens its body some time. */
  readonly handle: (open: () => Readable, request: IncomingMessage) => void;
  /** When the caller goes away. */
  readonly until: Promise<void>;
}

/** Sends the start of a body, and goes away. */
async function uploadStart({ encoding, handle, until }: Upload): Promise<void> {
  const server = createServer((request) => {
    const get = (name: string) => request.headers[name];
    const whole = Object.assign(request, { get }) as unknown as Request;
    handle(() => openBody(whole, { limitBytes: 1_000_000, damaged: "unreadable_csv" }), request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const headers = {
    "content-length": "1000",
    ...(encoding !== undefined && { "content-encoding": encoding }),
  };
  const upload = call({ port, host: "127.0.0.1", method: "POST", headers });
  upload.on("error", () => {});
  upload.write(encoding === undefined ? "email\n" : gzipSync("email\n").subarray(0, -4));
  await until;
  upload.destroy();
  server.close();
}

const tooEarly = { code: "unreadable_csv" };

test.each([{}, { encoding: "gzip" }])(
  "a caller who goes away before anybody reads the body ends it, and nothing else: %o",
  async (encoding) => {
    const opened = Promise.withResolvers<void>();
    const body = Promise.withResolvers<Readable>();
    await uploadStart({
      ...encoding,
      until: opened.promise,
      // Read only later: meanwhile the callback's host is resolved, or a connection to the database waited for.
      handle(open) {
        const stream = open();
        stream.once("close", () => body.resolve(stream));
        opened.resolve();
      },
    });
    // Vitest fails on an error that nobody takes, as the process would.
    await expect(text(await body.promise)).rejects.toMatchObject(tooEarly);
  },
);

test.each([{}, { encoding: "gzip" }])(
  "a caller who has gone away before the body is opened lets nobody wait for it: %o",
  async (encoding) => {
    const arrived = Promise.withResolvers<void>();
    const body = Promise.withResolvers<Readable>();
    await uploadStart({
      ...encoding,
      until: arrived.promise,
      // As while a key is looked up.
      handle(open, request) {
        request.on("error", () => {});
        request.once("close", () => setImmediate(() => body.resolve(open())));
        arrived.resolve();
      },
    });
    await expect(text(await body.promise)).rejects.toMatchObject(tooEarly);
  },
);

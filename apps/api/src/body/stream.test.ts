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
  /** Called with the request; opens its body at some later time. */
  readonly handle: (open: () => Readable, request: IncomingMessage) => void;
  /** When the caller disconnects. */
  readonly until: Promise<void>;
}

/** Sends the start of a body, and disconnects. */
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
  "a caller that disconnects before the body is read ends only the body: %o",
  async (encoding) => {
    const opened = Promise.withResolvers<void>();
    const body = Promise.withResolvers<Readable>();
    await uploadStart({
      ...encoding,
      until: opened.promise,
      // Read later: before that, the callback's host is resolved, or a connection to the database is awaited.
      handle(open) {
        const stream = open();
        stream.once("close", () => body.resolve(stream));
        opened.resolve();
      },
    });
    // Vitest fails on an unhandled error, as the process would.
    await expect(text(await body.promise)).rejects.toMatchObject(tooEarly);
  },
);

test.each([{}, { encoding: "gzip" }])(
  "a body is not awaited when its caller disconnects before it is opened: %o",
  async (encoding) => {
    const arrived = Promise.withResolvers<void>();
    const body = Promise.withResolvers<Readable>();
    await uploadStart({
      ...encoding,
      until: arrived.promise,
      // As during the look-up of a key.
      handle(open, request) {
        request.on("error", () => {});
        request.once("close", () => setImmediate(() => body.resolve(open())));
        arrived.resolve();
      },
    });
    await expect(text(await body.promise)).rejects.toMatchObject(tooEarly);
  },
);

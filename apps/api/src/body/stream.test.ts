import { once } from "node:events";
import { createServer, request as call } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Request } from "express";
import { expect, test } from "vitest";
import { openBody } from "#body/stream.ts";

test.each([undefined, "gzip"])(
  "a caller who goes away before anybody reads the body ends it, and nothing else (encoding: %s)",
  async (encoding) => {
    const opened = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<unknown>();
    const server = createServer((request) => {
      const get = (name: string) => request.headers[name];
      const body = openBody(Object.assign(request, { get }) as unknown as Request, {
        limitBytes: 1_000_000,
        damaged: "unreadable_csv",
      });
      // Read only later: meanwhile the key is looked up, the callback's host is resolved, a connection is waited for.
      body.once("close", () => ended.resolve(body.errored));
      opened.resolve();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const headers = { "content-length": "1000", ...(encoding && { "content-encoding": encoding }) };
    const upload = call({ port, host: "127.0.0.1", method: "POST", headers });
    upload.on("error", () => {});
    upload.write(encoding === undefined ? "email\n" : gzipSync("email\n").subarray(0, -4));
    await opened.promise;
    upload.destroy();
    // Vitest fails on an error that nobody takes, as the process would.
    expect(await ended.promise).toMatchObject({ code: "unreadable_csv" });
    server.close();
  },
);

import { once } from "node:events";
import { createServer, request as call } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import type { Request } from "express";
import { expect, test } from "vitest";
import { discardBody } from "#problem/discard-body.ts";

test("a body that is still being sent after a refusal is read, also where a pipe had begun and stopped", async () => {
  const server = createServer((request, response) => {
    request.pipe(new PassThrough());
    discardBody(request as Request);
    response.writeHead(409).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const upload = call({ port, host: "127.0.0.1", method: "POST" });
  upload.end(Buffer.alloc(4_000_000));
  const [[response]] = await Promise.all([
    once(upload, "response") as Promise<[{ statusCode: number; resume(): void }]>,
    // Only now all of it has left; a connection that is cut before is an error.
    once(upload, "finish"),
  ]);
  response.resume();
  expect(response.statusCode).toBe(409);
  await once(upload, "close");
  expect(upload.errored).toBeNull();
  server.close();
});

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Worker } from "node:worker_threads";
import type * as client from "@winnow/client";
import { expect, test } from "vitest";
import { bundleClient } from "./bench/client-bundle.ts";

const GZIP_BYTES_MAX = 40_000;
/** Undefined for the bundle, though Node's own fetch needs some of them. */
const NODE_GLOBALS = ["process", "Buffer", "global", "require", "module", "exports", "setImmediate"];

test("the bundle is small and has neither zod nor modules of Node", async () => {
  const { bytes, gzipBytes, modules, imports, warnings } = await bundleClient();
  console.info(`The client in a browser: ${bytes} bytes minified, ${gzipBytes} gzipped`);
  expect(gzipBytes).toBeLessThanOrEqual(GZIP_BYTES_MAX);
  expect(modules.filter((path) => path.includes("zod"))).toEqual([]);
  expect(modules.filter((path) => path.includes("packages/client/src/")).length).toBeGreaterThan(20);
  expect(imports).toEqual([]);
  expect(warnings).toEqual([]);
});

test("the bundle works without Node's globals, in a page without https, and in an older browser", async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => void answer(request, response, seen));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { script } = await bundleClient();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const worker = new Worker(
    `const { parentPort } = require("node:worker_threads");
    ((${NODE_GLOBALS.join(", ")}) => {
      ${script}
      return (${page.toString()})(winnow, ${JSON.stringify(url)});
    })().then((told) => parentPort.postMessage(told), (error) => parentPort.postMessage(error?.stack));`,
    { eval: true },
  );
  const [told] = (await once(worker, "message")) as [unknown];
  await worker.terminate();
  server.closeAllConnections();
  server.close();
  expect(told).toEqual({
    created: "job_1",
    rows: [1, 2],
    states: ["running", "completed"],
    file: "email\n",
    verified: "ping",
    refused: "not_winnow",
  });
  expect(seen).toEqual([
    "POST /v1/jobs?kind=verify email\n",
    "GET /v1/jobs/job_1/results ",
    "GET /v1/jobs/job_1/results?cursor=a ",
    "GET /v1/jobs/job_1/events ",
    "GET /v1/jobs/job_1/results?formulas=escape ",
    "GET /elsewhere/v1/credits ",
  ]);
});

/** The code of a page. Runs in the worker, without access to this file. */
async function page(winnow: typeof client, baseUrl: string): Promise<unknown> {
  // Missing in a page without https.
  Object.defineProperty(crypto, "randomUUID", { value: undefined });
  const streams = ReadableStream as unknown as Record<string, unknown>;
  delete streams["from"];

  const { jobs, webhooks } = winnow.createClient({ baseUrl, apiKey: "wn_test_x", retries: 0 });
  async function* csv() {
    yield new TextEncoder().encode("email\n");
  }
  const { id: created } = await jobs.createFromCsv(csv(), { kind: "verify" });

  // Not every browser can iterate over a stream; Node itself does when it sends one.
  const prototype = ReadableStream.prototype as unknown as Record<symbol, unknown>;
  delete prototype[Symbol.asyncIterator];
  const rows: number[] = [];
  for await (const { row } of jobs.results(created)) rows.push(row);
  const states: string[] = [];
  for await (const { status } of jobs.watch(created)) states.push(status);
  const file = await (await jobs.resultsCsv(created, { formulas: "escape" })).text();
  const secret = webhooks.createSecret();
  const body = JSON.stringify({ type: "ping", timestamp: "", sequence: 1, data: {} });
  const verified = webhooks.verify(secret, webhooks.sign(secret, { id: "evt_1", body }), body).type;
  const elsewhere = winnow.createClient({ baseUrl: `${baseUrl}/elsewhere`, retries: 0 });
  const refused = await elsewhere.credits.get().catch((error: { code: string }) => error.code);
  return { created, rows, states, file, verified, refused };
}

async function answer(request: IncomingMessage, response: ServerResponse, seen: string[]): Promise<void> {
  seen.push(`${request.method} ${request.url} ${await text(request)}`);
  const json = (body: unknown) =>
    response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  const job = (status: string, endedAt: string | null) => ({ id: "job_1", status, ended_at: endedAt });
  const url = new URL(request.url ?? "", "http://127.0.0.1");
  if (request.method === "POST") json(job("queued", null));
  else if (url.pathname.endsWith("/events")) {
    const states = [job("running", null), job("completed", "2026-01-01T00:00:00Z")];
    const blocks = states.map((state) => `event: progress\ndata: ${JSON.stringify(state)}\n\n`);
    response.setHeader("content-type", "text/event-stream").end(blocks.join(""));
  } else if (url.searchParams.has("formulas")) response.setHeader("content-type", "text/csv").end("email\n");
  else if (url.searchParams.has("cursor")) json({ data: [{ row: 2 }], next_cursor: null });
  else if (url.pathname.endsWith("/results")) json({ data: [{ row: 1 }], next_cursor: "a" });
  else response.setHeader("content-type", "text/html").end("<h1>Welcome</h1>");
}

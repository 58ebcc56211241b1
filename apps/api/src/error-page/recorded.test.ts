import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { errorCatalogue, fieldCodes, Problem, type ErrorCode } from "@winnow/contracts";
import { createLogger } from "@winnow/runtime";
import { expect, test } from "vitest";
import { exampleCalls } from "#error-page/calls.ts";
import { worldOf } from "#fixture/provoke-errors.ts";
import { sendExample } from "#fixture/send-example.ts";
import { refuseUnparsed } from "#problem/refuse-unparsed.ts";

// The problems on the page of errors are what a server answered here. `vitest -u` records them anew.
const recorded = new Map<string, Problem>();
const codes = Object.keys(errorCatalogue) as ErrorCode[];

test.each(codes)("the example of %s is answered with it", async (code) => {
  const problem = Problem.parse(withoutChance(await answerTo(code)));
  const { status, title, retryable } = errorCatalogue[code];
  expect(problem).toMatchObject({ code, status, title, retryable, type: `/docs/errors#${code}` });
  for (const { code: field } of problem.errors ?? []) expect(Object.keys(fieldCodes)).toContain(field);
  recorded.set(code, problem);
});

test("the page shows what was answered", async () => {
  const inOrder = Object.fromEntries(codes.map((code) => [code, recorded.get(code)]));
  const file = join(import.meta.dirname, "recorded.json");
  await expect(`${JSON.stringify(inOrder, undefined, 2)}\n`).toMatchFileSnapshot(file);
});

async function answerTo(code: ErrorCode): Promise<unknown> {
  if (code === "request_timeout") return answerToSilence();
  const { api, values, cable } = await worldOf(code);
  await using ending = new AsyncDisposableStack();
  ending.use(api);
  ending.defer(async () => cable?.plug());
  return await sendExample(api, exampleCalls[code], values);
}

/** The real limit is 15 seconds; the refusal is the same. */
async function answerToSilence(): Promise<unknown> {
  const server = createServer({ connectionsCheckingInterval: 10, headersTimeout: 50 });
  refuseUnparsed(server, "/docs/errors", createLogger({ name: "api", level: "silent" }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(exampleCalls.request_timeout.replaceAll("\n", "\r\n"));
  const answer = await text(socket);
  server.close();
  return JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")));
}

/** Ids and times of one run become those of the examples. */
function withoutChance(problem: unknown): unknown {
  return JSON.parse(
    JSON.stringify(problem)
      .replaceAll(/\breq_\w{26}/g, "req_01kaqvm3y6b9e2h5k8n1q4t7w0")
      .replaceAll(/\bjob_\w{26}/g, "job_01kaqvc7h2n5q8t1w4z7b0e3gk")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "2026-11-23T09:30:02.480Z"),
  );
}

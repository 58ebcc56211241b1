import { expect, test } from "vitest";
import { createClient } from "#client.ts";
import { failureOf } from "#fixture/failure-of.ts";
import { beginAnswer, hang, headsOf } from "#fixture/hanging-server.ts";
import { job } from "#fixture/job.ts";
import { answer, startScriptedServer, startServer } from "#fixture/scripted-server.ts";
import { stopClock } from "#fixture/stopped-clock.ts";
import { createOperator } from "#operator.ts";

/** Uploads, downloads and streams may take as long as they move. Only the test moves the clock. */

const clientOf = (url: string, options = {}) =>
  createClient({ baseUrl: url, apiKey: "wn_test_x", retries: 0, ...options });

test("a download ends after a silence, however long it takes in total", async () => {
  using clock = stopClock();
  const { scene, reached } = hang(beginAnswer(200, "text/csv", "email\n"));
  let send: (text: string) => void = () => {};
  await using server = await startScriptedServer((request, response) => {
    send = (text) => void response.write(text);
    scene(request, response);
  });
  const response = await clientOf(server.url).jobs.resultsCsv("job_1", { timeoutMs: 10_000 });
  await reached;
  const reader = response.body!.getReader();
  const lines = async () => Buffer.from((await reader.read()).value ?? []).toString();
  expect(await lines()).toBe("email\n");
  // The reader's own time does not count as the server's silence.
  clock.pass(600_000);
  for (const line of ["ada\n", "bob\n", "eve\n"]) {
    const read = lines();
    await clock.untilWaiting();
    clock.pass(9_999);
    send(line);
    expect(await read).toBe(line);
  }
  const failure = failureOf(lines());
  await clock.untilWaiting();
  clock.pass(10_000);
  expect(await failure).toMatchObject({
    code: "timeout",
    status: 200,
    requestId: "req_1",
    message: expect.stringContaining("made no progress for 10 s (timeoutMs)") as string,
  });
});

test("a resumable download is resumed after a silence", async () => {
  using clock = stopClock();
  const head = { "content-type": "text/csv", etag: '"a"' };
  const { scene, reached } = hang((_request, response) => {
    response.writeHead(200, { ...head, "content-length": 6 });
    response.write("ema");
  });
  await using server = await startScriptedServer(scene, (_request, response) => {
    response.writeHead(206, { ...head, "content-range": "bytes 2-5/6" }).end("ail\n");
  });
  const broke: string[] = [];
  const { chunks } = await clientOf(server.url).jobs.downloadCsv("job_1", {
    onBreak: ({ code }, bytes) => broke.push(`${code} ${bytes}`),
  });
  await reached;
  expect(Buffer.from((await chunks.next()).value ?? []).toString()).toBe("ema");
  const next = chunks.next();
  await clock.untilWaiting();
  clock.pass(120_000);
  expect(Buffer.from((await next).value ?? []).toString()).toBe("il\n");
  expect(broke).toEqual(["timeout 3"]);
});

test("an upload may take as long as it moves, and the time of its source does not count", async () => {
  using clock = stopClock();
  await using server = await startScriptedServer(answer(202, job("queued")));
  const parts = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const waiting = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  async function* source() {
    for (const [index, part] of parts.entries()) {
      waiting[index]!.resolve();
      yield Buffer.from(await part.promise);
    }
  }
  const call = clientOf(server.url).jobs.createFromCsv(source(), { kind: "verify" });
  for (const [index, part] of parts.entries()) {
    await waiting[index]!.promise;
    clock.pass(3_600_000);
    part.resolve("email\n");
  }
  expect((await call).id).toBe("job_1");
  expect(server.seen[0]?.body).toBe("email\nemail\n");
});

test("an upload that the server does not read ends", async () => {
  using clock = stopClock();
  const arrived = Promise.withResolvers<void>();
  await using server = await startServer((request) => {
    request.pause();
    arrived.resolve();
  });
  let sent = 0;
  async function* endless() {
    for (;;) {
      sent += 1;
      yield new Uint8Array(2 ** 20);
    }
  }
  const call = clientOf(server.url).jobs.createFromCsv(endless(), { kind: "verify" });
  await arrived.promise;
  // Each part that a buffer in between still accepts restarts its time.
  expect(await clock.passUntilFailure(call, 120_000)).toMatchObject({
    code: "timeout",
    message: expect.stringContaining("no progress") as string,
  });
  expect(sent).toBeGreaterThan(0);
});

test("a body that is sent whole has time by its size", async () => {
  using clock = stopClock();
  const { scene, reached } = hang();
  await using server = await startScriptedServer(scene);
  // A second at the slowest speed.
  const csv = "x".repeat(16_000);
  const call = clientOf(server.url).jobs.preview(csv, { kind: "verify" });
  const failure = failureOf(call);
  await reached;
  clock.pass(120_999);
  expect(clock.waiting).toBe(1);
  clock.pass(1);
  expect(await failure).toMatchObject({ code: "timeout" });
});

test("an answer that begins while a body is sent may be silent until the body can have been sent", async () => {
  using clock = stopClock();
  const rejected = { type: "rejected", line: 2, key: null, reason: "invalid_line", message: "It is." };
  const line = `${JSON.stringify(rejected)}\n`;
  await using server = await startScriptedServer(beginAnswer(200, "application/x-ndjson", line));
  const operator = createOperator({ baseUrl: server.url, operatorToken: "x" });
  // A hundred seconds at the slowest speed.
  const file = new Blob(["x".repeat(1_600_000)]);
  const imported = operator.importDirectory(file, { source: "crm", format: "text/csv" });
  expect((await imported.next()).value).toMatchObject({ line: 2 });
  const failure = failureOf(imported.next());
  await clock.untilWaiting();
  clock.pass(219_999);
  expect(clock.waiting).toBe(1);
  clock.pass(1);
  expect(await failure).toMatchObject({ code: "timeout" });
});

test("a source that fails rejects its upload with its own error", async () => {
  await using server = await startScriptedServer(answer(202, job("queued")));
  const gone = new Error("the disk is gone");
  // oxlint-disable-next-line require-yield
  async function* broken(): AsyncGenerator<Uint8Array> {
    throw gone;
  }
  const call = clientOf(server.url).jobs.createFromCsv(broken(), { kind: "verify" });
  expect(await failureOf(call)).toBe(gone);
});

test("a silent stream of states is opened again, and fails after several attempts without an event", async () => {
  using clock = stopClock();
  await using server = await startScriptedServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
  });
  const { fetch, head } = headsOf();
  const next = clientOf(server.url, { fetch }).jobs.watch("job_1").next();
  const failure = failureOf(next);
  for (let stream = 1; stream <= 5; stream += 1) {
    await head();
    expect(server.seen).toHaveLength(stream);
    await clock.untilWaiting();
    clock.pass(45_000);
    if (stream === 5) break;
    // The pause before the next attempt.
    await clock.untilWaiting();
    clock.pass(1_000);
  }
  expect(await failure).toMatchObject({
    code: "timeout",
    message: expect.stringContaining("no progress for 45 s (timeoutMs)") as string,
  });
});

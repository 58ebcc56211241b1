import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { createClient } from "#client.ts";
import { failureOf } from "#fixture/failure-of.ts";
import { beginAnswer, hang, headsOf } from "#fixture/hanging-server.ts";
import { job } from "#fixture/job.ts";
import { answer, portOf, startScriptedServer } from "#fixture/scripted-server.ts";
import { stopClock } from "#fixture/stopped-clock.ts";
import type { Repetition } from "#http/retry.ts";

/** Servers that hang, in each phase of a call. Only the test moves the clock. */

const clientOf = (url: string, options = {}) =>
  createClient({ baseUrl: url, apiKey: "wn_test_x", retries: 0, ...options });

/** A server that accepts connections and never finishes a TLS handshake. */
async function startSilentTls() {
  const server = createServer();
  const connected = once(server, "connection");
  return {
    url: `https://127.0.0.1:${await portOf(server)}`,
    connected,
    async [Symbol.asyncDispose]() {
      const [socket] = (await connected) as [{ destroy(): void }];
      socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

test("a connection that is not made in time is a time-out", async () => {
  using clock = stopClock();
  await using server = await startSilentTls();
  const call = clientOf(server.url).credits.get();
  const failure = failureOf(call);
  await server.connected;
  clock.pass(29_999);
  expect(clock.waiting).toBe(1);
  clock.pass(1);
  expect(await failure).toMatchObject({
    code: "timeout",
    status: 0,
    retryable: true,
    message: `GET ${server.url}/v1/credits was not answered within 30 s (timeoutMs). Trying again is safe`,
  });
});

test("an answer that does not begin in time is a time-out, and the error says whether the call may have had its effect", async () => {
  using clock = stopClock();
  const { scene, reached } = hang();
  await using server = await startScriptedServer(scene);
  const call = clientOf(server.url).keys.create({ name: "nightly" });
  const failure = failureOf(call);
  await reached;
  clock.pass(60_000);
  expect(await failure).toMatchObject({
    code: "timeout",
    message: expect.stringMatching(
      /not answered within 60 s \(timeoutMs\)\. It may have had its effect/,
    ) as string,
  });
  expect(clock.waiting).toBe(0);
});

test.each([200, 422])("an answer with %i that does not end in time is a time-out", async (status) => {
  using clock = stopClock();
  const { scene, reached } = hang(beginAnswer(status, "application/json", '{"mode":'));
  await using server = await startScriptedServer(scene);
  const { fetch, head } = headsOf();
  const call = clientOf(server.url, { fetch }).credits.get({ timeoutMs: 1_500 });
  const failure = failureOf(call);
  await reached;
  await head();
  clock.pass(1_500);
  expect(await failure).toMatchObject({
    code: "timeout",
    status,
    requestId: "req_1",
    message: expect.stringContaining("was not answered to its end within 1.5 s") as string,
  });
});

test("waiting for a job ends after its own time, of which a call to the server is a part", async () => {
  using clock = stopClock();
  const { scene, reached } = hang();
  await using server = await startScriptedServer(scene);
  const failure = failureOf(clientOf(server.url).jobs.wait("job_1", { timeoutMs: 5_000 }));
  await reached;
  clock.pass(5_000);
  expect(await failure).toMatchObject({
    code: "timeout",
    message: "job_1 had not ended after 5 s (timeoutMs). It continues: wait again",
  });
  expect(clock.waiting).toBe(0);
});

test("following events lets the server wait for half of the time", async () => {
  const end = answer(400, { code: "invalid_cursor", detail: "It is." });
  const none = answer(200, { data: [], next_cursor: null, has_more: false });
  for (const [timeoutMs, wait] of [
    [undefined, "20"],
    [9_000, "4"],
    [500, "0"],
  ] as const) {
    await using server = await startScriptedServer(none, end);
    await expect(clientOf(server.url).webhooks.follow({ timeoutMs }).next()).rejects.toThrow("It is.");
    expect(server.seen[1]?.url).toBe(`/v1/events?wait=${wait}`);
  }
});

const busy = (retryAfter: string) =>
  answer(503, { code: "unavailable", detail: "Busy.", retryable: true }, { "retry-after": retryAfter });

test("a call that may be repeated only after its time is refused at once", async () => {
  using clock = stopClock();
  await using server = await startScriptedServer(busy("31"), busy("29"), answer(200, {}));
  const waits: number[] = [];
  const repeated = Promise.withResolvers<void>();
  const { credits } = clientOf(server.url, {
    retries: 4,
    onRetry: ({ waitMs }: Repetition) => {
      waits.push(waitMs);
      repeated.resolve();
    },
  });
  await expect(credits.get()).rejects.toMatchObject({ code: "unavailable", retryAfterMs: 31_000 });
  expect(server.seen).toHaveLength(1);
  const call = credits.get();
  await repeated.promise;
  await clock.untilWaiting();
  clock.pass(29_000);
  await call;
  expect(waits).toEqual([29_000]);
});

test("a Retry-After longer than the longest timer does not end at once", async () => {
  using clock = stopClock();
  await using server = await startScriptedServer(busy("3000000"), answer(202, job("queued")));
  const repeated = Promise.withResolvers<void>();
  const { jobs } = clientOf(server.url, { retries: 1, onRetry: () => repeated.resolve() });
  const call = jobs.createFromCsv("email\n", { kind: "verify" });
  await repeated.promise;
  await clock.untilWaiting();
  clock.pass(2 ** 31 - 2);
  expect(clock.waiting).toBe(1);
  clock.pass(1);
  expect((await call).id).toBe("job_1");
});

test("the time of a call is for all of its attempts", async () => {
  using clock = stopClock();
  const first = hang();
  const second = hang();
  let refuse = () => {};
  await using server = await startScriptedServer((request, response) => {
    refuse = () => busy("0")(request, response);
    first.scene(request, response);
  }, second.scene);
  const repeated = Promise.withResolvers<void>();
  const { credits } = clientOf(server.url, { retries: 4, onRetry: () => repeated.resolve() });
  const failure = failureOf(credits.get());
  await first.reached;
  clock.pass(28_000);
  refuse();
  await repeated.promise;
  await clock.untilWaiting();
  clock.pass(500);
  await second.reached;
  clock.pass(1_499);
  expect(clock.waiting).toBe(1);
  clock.pass(1);
  expect(await failure).toMatchObject({ code: "timeout" });
  expect(server.seen).toHaveLength(2);
});

test.each([0, -1, Number.NaN])("timeoutMs of %d is refused", async (timeoutMs) => {
  const { credits, jobs } = clientOf("http://127.0.0.1:9");
  await expect(credits.get({ timeoutMs })).rejects.toThrow(RangeError);
  await expect(jobs.wait("job_1", { timeoutMs })).rejects.toThrow(RangeError);
});

test("Infinity, or a time longer than the longest timer, means no limit", async () => {
  using clock = stopClock();
  for (const timeoutMs of [Infinity, 2 ** 40]) {
    const { scene, reached } = hang();
    let release = () => {};
    await using server = await startScriptedServer((request, response) => {
      release = () => answer(200, { available: 1 })(request, response);
      scene(request, response);
    });
    const call = clientOf(server.url).credits.get({ timeoutMs });
    await reached;
    expect(clock.waiting).toBe(0);
    release();
    expect(await call).toEqual({ available: 1 });
  }
});

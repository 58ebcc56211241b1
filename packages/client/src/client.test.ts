import { openAsBlob } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text as readText } from "node:stream/consumers";
import type { Problem, Wallet } from "@winnow/contracts";
import { expect, test } from "vitest";
import { createClient, signup } from "#client.ts";
import { job } from "#fixture/job.ts";
import { answer, hangUp, startScriptedServer, startServer, type Scene } from "#fixture/scripted-server.ts";
import { stopClock } from "#fixture/stopped-clock.ts";
import type { Repetition } from "#http/retry.ts";
import { WinnowError } from "#http/winnow-error.ts";

const wallet: Wallet = { mode: "test", granted: 10, available: 10, reserved: 0, spent: 0 };

const problem = (code: string, status: number, retryable: boolean): Problem => ({
  type: `/docs/errors#${code}`,
  title: code,
  status,
  detail: `it is ${code}`,
  code,
  request_id: "req_1",
  retryable,
  docs_url: `/docs/errors#${code}`,
});

const refuse = (code: string, status: number, retryable: boolean, headers = {}): Scene =>
  answer(status, problem(code, status, retryable), headers);

const clientOf = (url: string, options = {}) =>
  createClient({ baseUrl: url, apiKey: "wn_test_x", ...options });

test("a call carries the key, and its answer is returned", async () => {
  await using server = await startScriptedServer(answer(200, wallet));
  expect(await clientOf(server.url).credits.get()).toEqual(wallet);
  expect(server.seen[0]).toMatchObject({
    method: "GET",
    url: "/v1/credits",
    headers: { authorization: "Bearer wn_test_x", accept: "application/json" },
  });
});

test("a base address with a path keeps it", async () => {
  await using server = await startScriptedServer(answer(200, wallet));
  await clientOf(`${server.url}/winnow/`).credits.get();
  expect(server.seen[0]?.url).toBe("/winnow/v1/credits");
});

test("a refusal becomes an error with the code, the request id and the whole problem", async () => {
  await using server = await startScriptedServer(refuse("not_found", 404, false));
  const error = await clientOf(server.url)
    .jobs.get("job_1")
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WinnowError);
  expect(error).toMatchObject({
    code: "not_found",
    status: 404,
    requestId: "req_1",
    retryable: false,
    message: "it is not_found",
    problem: problem("not_found", 404, false),
  });
  expect(server.seen).toHaveLength(1);
});

test("a lost connection, a 429 and a 503 are repeated with the same Idempotency-Key and the same body", async () => {
  await using server = await startScriptedServer(
    hangUp,
    refuse("rate_limited", 429, true, { "retry-after": "0" }),
    refuse("unavailable", 503, true),
    answer(202, job("queued")),
  );
  const created = await clientOf(server.url).jobs.create({
    kind: "verify",
    rows: [{ email: "ada@acme.test" }],
  });
  expect(created.id).toBe("job_1");
  expect(server.seen).toHaveLength(4);
  const keys = new Set(server.seen.map(({ headers }) => headers["idempotency-key"]));
  expect([...keys]).toEqual([expect.stringMatching(/^"[0-9a-f-]{36}"$/)]);
  expect(new Set(server.seen.map(({ body }) => body)).size).toBe(1);
});

test("a call whose answer breaks off is repeated", async () => {
  await using server = await startScriptedServer(
    (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"mode":', () => response.destroy());
    },
    answer(200, wallet),
  );
  expect(await clientOf(server.url).credits.get()).toEqual(wallet);
  expect(server.seen).toHaveLength(2);
});

test("a file whose upload is cut off is sent again, whole and under the same key, and onRetry is called", async () => {
  const text = "ada@acme.test\n".repeat(200_000);
  const directory = await mkdtemp(join(tmpdir(), "winnow-client-"));
  const path = join(directory, "people.csv");
  await writeFile(path, text);
  const keys: unknown[] = [];
  const bodies: string[] = [];
  await using server = await startServer((request, response) => {
    // The first two are cut off after some of it.
    keys.push(request.headers["idempotency-key"]);
    if (keys.length <= 2) request.once("data", () => request.socket.destroy());
    else
      void readText(request).then((body) => {
        bodies.push(body);
        response.writeHead(202, { "content-type": "application/json" }).end(JSON.stringify(job("queued")));
      });
  });
  const told: string[] = [];
  const { jobs } = clientOf(server.url, {
    onRetry: ({ error, number, most }: Repetition) => told.push(`${error.code} ${number}/${most}`),
  });
  expect((await jobs.createFromCsv(await openAsBlob(path), { kind: "verify" })).id).toBe("job_1");
  expect(told).toEqual(["network_error 1/4", "network_error 2/4"]);
  expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  expect(bodies[0] === text).toBe(true);
  await rm(directory, { recursive: true });
});

test("while the server answers an earlier attempt under the same key, the client waits, and the wait is not counted", async () => {
  const busy = refuse("idempotency_in_progress", 409, true, { "retry-after": "0" });
  await using server = await startScriptedServer(busy, hangUp, busy, busy, answer(202, job("queued")));
  const csv = clientOf(server.url, { retries: 1 }).jobs.createFromCsv("email\n", { kind: "verify" });
  expect((await csv).id).toBe("job_1");
  expect(server.seen).toHaveLength(5);
  await using unasked = await startScriptedServer(busy);
  await expect(
    clientOf(unasked.url, { retries: 0 }).jobs.createFromCsv("email\n", { kind: "verify" }),
  ).rejects.toMatchObject({ code: "idempotency_in_progress" });
  expect(unasked.seen).toHaveLength(1);
});

test("Retry-After is waited for", async () => {
  using clock = stopClock();
  await using server = await startScriptedServer(
    refuse("rate_limited", 429, true, { "retry-after": "1" }),
    answer(200, wallet),
  );
  const repeated = Promise.withResolvers<Repetition>();
  const call = clientOf(server.url, { onRetry: repeated.resolve }).credits.get();
  expect(await repeated.promise).toMatchObject({ waitMs: 1_000, number: 1, most: 4 });
  await clock.untilWaiting();
  clock.pass(999);
  expect(server.seen).toHaveLength(1);
  clock.pass(1);
  expect(await call).toEqual(wallet);
});

test("after as many repetitions as allowed the last error is thrown", async () => {
  await using server = await startScriptedServer(refuse("unavailable", 503, true));
  await expect(clientOf(server.url, { retries: 1 }).credits.get()).rejects.toMatchObject({
    code: "unavailable",
  });
  expect(server.seen).toHaveLength(2);
});

test("a refused connection is a network_error", async () => {
  const server = await startScriptedServer(hangUp);
  await server[Symbol.asyncDispose]();
  await expect(clientOf(server.url, { retries: 0 }).credits.get()).rejects.toMatchObject({
    code: "network_error",
    status: 0,
    message: expect.stringContaining("ECONNREFUSED") as string,
  });
});

test("a sign-up is not repeated after a lost answer: the keys were in it", async () => {
  await using server = await startScriptedServer(hangUp);
  const account = { email: "ada@acme.test", password: "correct horse" };
  await expect(signup({ baseUrl: server.url }, account)).rejects.toMatchObject({ code: "network_error" });
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]?.headers.authorization).toBeUndefined();
});

test("a stream is sent once, a text again", async () => {
  await using server = await startScriptedServer(hangUp, hangUp, answer(202, job("queued")));
  const { jobs } = clientOf(server.url);
  const stream = Readable.from([Buffer.from("email\n"), Buffer.from("ada@acme.test\n")]);
  await expect(jobs.createFromCsv(stream, { kind: "verify" })).rejects.toMatchObject({
    code: "network_error",
    // A consumed stream cannot be sent again, so it is not tried.
    message: expect.stringMatching(/UND_ERR_SOCKET|ECONNRESET/) as string,
  });
  expect(server.seen.map(({ body }) => body)).toEqual(["email\nada@acme.test\n"]);
  await jobs.createFromCsv("email\n", {
    kind: "verify",
    charge_on: ["valid"],
    mapping: { email: "E-Mail" },
    has_header: true,
    max_credits: 5,
  });
  expect(server.seen).toHaveLength(3);
  expect(server.seen[2]?.headers["content-type"]).toBe("text/csv");
  expect(Object.fromEntries(new URL(server.seen[2]?.url ?? "", server.url).searchParams)).toEqual({
    kind: "verify",
    charge_on: "valid",
    mapping: '{"email":"E-Mail"}',
    has_header: "true",
    max_credits: "5",
  });
});

test("a list is read page by page, only as far as the caller reads", async () => {
  const page = (id: string, next: string | null) =>
    answer(200, { data: [{ ...job("running"), id }], next_cursor: next, has_more: next !== null });
  await using server = await startScriptedServer(page("job_3", "a"), page("job_2", "b"), page("job_1", null));
  const { jobs } = clientOf(server.url);
  const ids: string[] = [];
  for await (const { id } of jobs.list({ pageSize: 1 })) ids.push(id);
  expect(ids).toEqual(["job_3", "job_2", "job_1"]);
  expect(server.seen.map(({ url }) => url)).toEqual([
    "/v1/jobs?limit=1",
    "/v1/jobs?limit=1&cursor=a",
    "/v1/jobs?limit=1&cursor=b",
  ]);
  for await (const first of jobs.list()) {
    expect(first.id).toBe("job_1");
    break;
  }
  expect(server.seen).toHaveLength(4);
});

test("waiting polls until the job has ended and reports each state", async () => {
  await using server = await startScriptedServer(
    answer(200, job("queued")),
    answer(200, job("running")),
    answer(200, job("failed", "2026-01-01T00:00:01Z")),
  );
  const seen: string[] = [];
  const ended = await clientOf(server.url).jobs.wait("job_1", {
    onProgress: ({ status }) => seen.push(status),
  });
  expect(ended.status).toBe("failed");
  expect(seen).toEqual(["queued", "running", "failed"]);
});

test("a signal ends the waiting with its own reason", async () => {
  await using server = await startScriptedServer(answer(200, job("running")));
  const controller = new AbortController();
  const waiting = clientOf(server.url).jobs.wait("job_1", {
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("enough")),
  });
  await expect(waiting).rejects.toThrow("enough");
});

test("results as CSV are requested as CSV", async () => {
  await using server = await startScriptedServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/csv" }).end("email\n");
  });
  const csv = await clientOf(server.url).jobs.resultsCsv("job/1", { formulas: "escape" });
  expect(await csv.text()).toBe("email\n");
  expect(server.seen[0]).toMatchObject({
    url: "/v1/jobs/job%2F1/results?formulas=escape",
    headers: { accept: "text/csv" },
  });
});

test("an invalid baseUrl is refused at once", () => {
  expect(() => createClient({ baseUrl: "localhost:3000", apiKey: "x" })).toThrow("baseUrl");
});

import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { request } from "node:http";
import { waitFor } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

const LIMIT = 200_000;

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi({ csvBodyMaxBytes: LIMIT, welcomeCredits: { live: 0, test: 1_000_000 } });
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const headersOf = () => ({
  ...organization.test,
  "content-type": "text/csv",
  "idempotency-key": randomBytes(8).toString("hex"),
});

const send = (body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = {}) =>
  api.fetch("/v1/jobs?kind=verify", {
    method: "POST",
    body,
    headers: { ...headersOf(), ...headers },
    duplex: "half",
  } as RequestInit);

const csvOf = (bytes: number) => `email\n${"someone@acme.test\n".repeat(Math.ceil(bytes / 18))}`;

async function* blocks(bytes: number) {
  yield "email\n";
  for (let sent = 0; sent < bytes; sent += 18_000) yield "someone@acme.test\n".repeat(1000);
}

const streamed = (bytes: number) =>
  ReadableStream.from(blocks(bytes)).pipeThrough(new TextEncoderStream()) as ReadableStream<Uint8Array>;

test("a body up to the limit is accepted, with or without Content-Length", async () => {
  expect((await send(csvOf(100_000))).status).toBe(202);
  expect((await send(streamed(100_000))).status).toBe(202);
  expect((await send(new Uint8Array(gzipSync(csvOf(100_000))), { "content-encoding": "gzip" })).status).toBe(
    202,
  );
});

test("a longer one is refused, announced, streamed or compressed; nothing of it is stored", async () => {
  const before = await api.counts();
  const compressed = new Uint8Array(gzipSync(csvOf(5_000_000)));
  expect(compressed.byteLength).toBeLessThan(LIMIT);
  for (const answer of [
    await send(csvOf(LIMIT + 1)),
    await send(streamed(LIMIT * 2)),
    await send(compressed, { "content-encoding": "gzip" }),
  ]) {
    const problem = await expectProblem(answer, "payload_too_large");
    expect(problem["limit_bytes"]).toBe(LIMIT);
  }
  expect(await api.counts()).toEqual(before);
});

test("a file of more rows than one job takes is refused while it streams; nothing of it is stored", async () => {
  await using strict = await startTestApi({ jobRowsMax: 500, welcomeCredits: { live: 0, test: 1_000 } });
  const { test: key } = await strict.signUp();
  const sendRows = (path: string, rows: number, more: Record<string, string> = {}) =>
    strict.fetch(`${path}?kind=verify`, {
      method: "POST",
      body: csvOf(rows * 18),
      headers: { ...headersOf(), ...key, ...more },
    });
  expect((await sendRows("/v1/jobs", 500)).status).toBe(202);
  const before = await strict.counts();
  const again = { "idempotency-key": "again" };
  for (const path of ["/v1/jobs", "/v1/jobs/preview"]) {
    const problem = await expectProblem(await sendRows(path, 501, again), "payload_too_large");
    expect(problem).toMatchObject({ limit_rows: 500, detail: expect.stringContaining("500 rows") as string });
    await expectProblem(await sendRows(path, 100_000, again), "payload_too_large");
  }
  expect(await strict.counts()).toEqual(before);
  expect((await sendRows("/v1/jobs", 499, again)).status).toBe(202);
});

test("a caller that disconnects before its file is read does not stop the server", async () => {
  const before = await api.counts();
  const client = await api.database.pool.connect();
  const waiting = async (many: number) => {
    const { rows } = await api.database.pool.query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows.length === many;
  };
  await client.query("begin; lock table idempotency_keys in access exclusive mode");
  const upload = request(`${api.url}/v1/jobs?kind=verify`, { method: "POST", headers: headersOf() });
  upload.on("error", () => undefined);
  upload.write(csvOf(50_000));
  await waitFor("the intake to wait for the database", () => waiting(1));
  const gone = new Promise((resolve) => upload.once("close", resolve));
  upload.destroy();
  await gone;
  // The next answer of the server proves that it has seen the other connection end.
  expect((await api.fetch("/healthz")).status).toBe(200);
  await client.query("rollback");
  client.release();
  await waitFor("the intake to end", () => waiting(0));
  // An error without a listener would have ended the process.
  expect((await send(csvOf(1_000))).status).toBe(202);
  const { jobs: after } = await api.counts();
  expect(after).toBe((before["jobs"] ?? 0) + 1);
});

test("a caller that disconnects during an upload leaves nothing stored", async () => {
  const before = await api.counts();
  const upload = request(`${api.url}/v1/jobs?kind=verify`, { method: "POST", headers: headersOf() });
  upload.on("error", () => undefined);
  upload.write(csvOf(50_000));
  await waitFor("the upload to be under way", async () => {
    const { rows } = await api.database.pool.query(
      "select 1 from pg_stat_activity where datname = current_database() and state like '%in transaction%' or query ilike 'copy %'",
    );
    return rows.length > 0;
  });
  upload.destroy();
  await waitFor("the upload to be given up", async () => {
    const { rows } = await api.database.pool.query(
      "select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' and backend_type = 'client backend'",
    );
    return rows.length === 0;
  });
  expect(await api.counts()).toEqual(before);
  expect(api.log.filter((line) => line.includes('"level":50'))).toEqual([]);
});

test("an organization's concurrent uploads are limited, previews included; other organizations and JSON rows are not affected", async () => {
  await using strict = await startTestApi({
    uploadsMax: 2,
    welcomeCredits: { live: 0, test: 1_000 },
  });
  const { test: key } = await strict.signUp();
  const post = (path: string, body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = {}) =>
    strict.fetch(`${path}?kind=verify`, {
      method: "POST",
      body,
      headers: { ...headersOf(), ...key, ...headers },
      duplex: "half",
    } as RequestInit);
  const small = "email\na@acme.test\n";
  const gate = Promise.withResolvers<void>();
  async function* slow() {
    yield Buffer.from("email\n");
    await gate.promise;
    yield Buffer.from("a@acme.test\n");
  }
  const slowly = () => ReadableStream.from(slow()) as ReadableStream<Uint8Array>;
  const sending = [post("/v1/jobs", slowly()), post("/v1/jobs/preview", slowly())];
  // A slot each, and the lock of the job's Idempotency-Key.
  await waitFor("both to be at work", async () => {
    const { rows } = await strict.database.pool.query(`
      select from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
      where l.locktype = 'advisory' and l.granted`);
    return rows.length === 3;
  });

  for (const path of ["/v1/jobs", "/v1/jobs/preview"]) {
    const refused = await post(path, small);
    expect(refused.headers.get("retry-after")).toBe("5");
    expect(await expectProblem(refused, "rate_limited")).toMatchObject({ policy: "upload" });
  }
  const stranger = await strict.signUp();
  expect((await post("/v1/jobs", small, stranger.test)).status).toBe(202);
  const json = { "content-type": "application/json" };
  const rows = JSON.stringify({ kind: "verify", rows: [{ email: "a@acme.test" }] });
  const asJson = await strict.fetch("/v1/jobs", {
    method: "POST",
    body: rows,
    headers: { ...headersOf(), ...key, ...json },
  });
  expect(asJson.status).toBe(202);

  gate.resolve();
  expect((await Promise.all(sending)).map(({ status }) => status)).toEqual([202, 200]);
  expect((await post("/v1/jobs", small)).status).toBe(202);
});

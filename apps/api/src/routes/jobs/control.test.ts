import { EventSourceParserStream, type EventSourceMessage } from "eventsource-parser/stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshKey, jobCallsOf } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi({ watchLimit: { name: "watch", most: 2 } });
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const order = (id: string, what: string) =>
  api.post(`/v1/jobs/${id}/${what}`, {}, { ...organization.test, "idempotency-key": freshKey() });
const createdJob = () => jobCallsOf(api, organization).createdJob();

/** Opens a stream without checking the whole answer, which would wait for its end. */
async function watch(id: string, headers: Record<string, string> = {}, of = api) {
  const stop = new AbortController();
  const response = await fetch(`${of.url}/v1/jobs/${id}/events`, {
    headers: { ...organization.test, ...headers },
    signal: stop.signal,
  });
  const events = response
    .body!.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  const reader = events.getReader();
  const next = async (): Promise<EventSourceMessage | undefined> => (await reader.read()).value;
  return { response, next, stop: () => stop.abort() };
}

test("pause, resume and rerun answer the job, or refuse with its state", async () => {
  const { id } = await createdJob();
  expect(await (await order(id, "pause")).json()).toMatchObject({ id, status: "paused" });
  expect(await (await order(id, "resume")).json()).toMatchObject({ id, status: "queued" });
  expect(await expectProblem(await order(id, "resume"), "job_state_conflict")).toMatchObject({
    job_status: "queued",
  });
  await expectProblem(await order(id, "rerun"), "job_state_conflict");
  await order(id, "cancel");
  await expectProblem(await order(id, "pause"), "job_state_conflict");
  const rerun = await order(id, "rerun");
  expect(rerun.status).toBe(202);
  expect(await rerun.json()).toMatchObject({ status: "queued", counts: { submitted: 2 } });
});

test("a rerun needs the scope of the job's kind, as the job did", async () => {
  const { id } = await createdJob();
  await order(id, "cancel");
  const scopes = ["jobs:write", "jobs:read", "enrich"];
  const created = await api.post("/v1/keys", { name: "no verifier", scopes }, organization.test);
  const { token } = (await created.json()) as { token: string };
  const refused = await api.post(
    `/v1/jobs/${id}/rerun`,
    {},
    { authorization: `Bearer ${token}`, "idempotency-key": freshKey() },
  );
  expect(await expectProblem(refused, "insufficient_scope")).toMatchObject({ required: "verify" });
});

test("a concurrent repetition of a rerun is refused with Retry-After", async () => {
  const { id } = await createdJob();
  await order(id, "cancel");
  const headers = { ...organization.test, "idempotency-key": freshKey() };
  const rerun = () => api.post(`/v1/jobs/${id}/rerun`, {}, headers);
  const blocker = await api.database.pool.connect();
  await blocker.query("begin");
  await blocker.query("lock table job_rows in share mode");
  // One of the two calls has the key and waits for the table; the other is refused at once.
  const both = [rerun(), rerun()];
  const early = await Promise.race(both);
  await blocker.query("commit");
  blocker.release();
  await expectProblem(early, "idempotency_in_progress");
  expect(early.headers.get("retry-after")).toBe("1");
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([202, 409]);
  expect((await rerun()).headers.get("idempotency-replayed")).toBe("true");
});

test("a stream shows the job as it is, then each change, and ends with the job", async () => {
  const { id } = await createdJob();
  const { response, next } = await watch(id);
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const head = await api.fetch(`/v1/jobs/${id}/events`, { method: "HEAD", headers: organization.test });
  expect(head.status).toBe(200);
  const first = await next();
  expect(first?.event).toBe("progress");
  expect(JSON.parse(first?.data ?? "")).toMatchObject({ id, status: "queued" });
  await order(id, "cancel");
  expect(JSON.parse((await next())?.data ?? "")).toMatchObject({ id, status: "cancelled" });
  expect(await next()).toBeUndefined();
});

test("a changed estimate is sent under the same id, because the id identifies only the state", async () => {
  const { id } = await createdJob();
  const { pool } = api.database;
  await pool.query("update jobs set status = 'running', started_at = now() where id = $1", [id]);
  const early = await watch(id);
  const first = await early.next();
  // A row is deferred: no row was settled, nothing was charged.
  await pool.query(
    `insert into chunks (job_number, number, rows, recheck, due_at)
     select number, 1, '{1}', 1, '2030-01-01T12:00:00Z' from jobs where id = $1`,
    [id],
  );
  // A new subscriber receives the current state, and so do all others.
  const late = await watch(id);
  const second = await early.next();
  expect(second?.id).toBe(first?.id);
  expect(JSON.parse(second?.data ?? "")).toMatchObject({
    progress: {
      deferred: 1,
      next_attempt_at: "2030-01-01T12:00:00.000Z",
      estimated_end_at: "2030-01-01T12:00:00.000Z",
    },
  });
  await order(id, "cancel");
  expect(JSON.parse((await early.next())?.data ?? "")).toMatchObject({ status: "cancelled" });
  late.stop();
  early.stop();
});

test("a caller that reconnects with the last event's id does not receive it again", async () => {
  const { id } = await createdJob();
  const before = await watch(id);
  const seen = (await before.next())?.id ?? "";
  before.stop();
  const after = await watch(id, { "last-event-id": seen });
  await order(id, "cancel");
  expect(JSON.parse((await after.next())?.data ?? "")).toMatchObject({ status: "cancelled" });
});

test("a caller that has seen the last event receives 204", async () => {
  const { id } = await createdJob();
  await order(id, "cancel");
  const ended = await watch(id);
  const seen = (await ended.next())?.id ?? "";
  expect(await ended.next()).toBeUndefined();
  expect((await watch(id, { "last-event-id": "another" })).response.status).toBe(200);
  const again = await api.fetch(`/v1/jobs/${id}/events`, {
    headers: { ...organization.test, "last-event-id": seen },
  });
  expect(again.status).toBe(204);
});

test("the number of concurrent streams is limited; a closed stream frees its slot", async () => {
  const { id } = await createdJob();
  const open = [await watch(id), await watch(id)];
  await expectProblem(
    await api.fetch(`/v1/jobs/${id}/events`, { headers: organization.test }),
    "rate_limited",
  );
  for (const { next } of open) await next();
  await order(id, "cancel");
  for (const { next } of open) await next();
  for (const { next } of open) expect(await next()).toBeUndefined();
  expect((await api.fetch(`/v1/jobs/${id}/events`, { headers: organization.test })).status).toBe(200);
});

test("a stopping server does not wait for open streams", async () => {
  const other = await startTestApi();
  const owner = await other.signUp();
  const { id } = await jobCallsOf(other, owner).createdJob();
  const { next } = await watch(id, owner.test, other);
  await next();
  await other[Symbol.asyncDispose]();
  expect(await next()).toBeUndefined();
});

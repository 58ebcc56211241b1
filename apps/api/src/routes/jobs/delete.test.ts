import { EntryDetail, Job } from "@winnow/contracts";
import { createId } from "@winnow/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshKey, jobCallsOf } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
let calls: ReturnType<typeof jobCallsOf>;
beforeAll(async () => {
  api = await startTestApi({
    keyLimit: { name: "key", quota: 10_000, windowSeconds: 60 },
    singleWaitMs: 50,
  });
  organization = await api.signUp();
  calls = jobCallsOf(api, organization);
});
afterAll(() => api[Symbol.asyncDispose]());

const send = (method: string, path: string, headers: Record<string, string> = {}) =>
  api.fetch(path, { method, headers: { ...organization.test, ...headers } });
const remove = (id: string) => send("DELETE", `/v1/jobs/${id}`);

test("the rows of an ended job are deleted once and for good; its counts and credits stay", async () => {
  const { id } = await calls.createdJob();
  const running = await expectProblem(await remove(id), "job_state_conflict");
  expect(running).toMatchObject({
    job_status: "queued",
    detail: expect.stringContaining("cancel it first") as string,
  });
  const cancelled = Job.parse(await (await send("POST", `/v1/jobs/${id}/cancel`)).json());
  expect(cancelled).toMatchObject({ results_deleted_at: null });
  expect(Date.parse(cancelled.results_expire_at ?? "")).toBe(
    Date.parse(cancelled.ended_at ?? "") + 90 * 86_400_000,
  );
  const response = await remove(id);
  expect(response.status).toBe(200);
  const deleted = Job.strict().parse(await response.json());
  expect(deleted).toEqual({
    ...cancelled,
    results_expire_at: null,
    results_deleted_at: deleted.results_deleted_at,
  });
  expect(deleted.results_deleted_at).not.toBeNull();
  expect(await (await remove(id)).json()).toEqual(deleted);
  expect(await (await calls.get(`/v1/jobs/${id}`)).json()).toEqual(deleted);
  expect(await (await calls.get("/v1/jobs?limit=1")).json()).toMatchObject({ data: [deleted] });
});

test("every call that reads its rows answers 410, with the time and reason of the deletion", async () => {
  const { id } = await calls.createdJob();
  await send("POST", `/v1/jobs/${id}/cancel`);
  const hook = await api.post("/v1/webhooks", { url: "http://127.0.0.1:9/hook" }, organization.test);
  const { id: webhook } = (await hook.json()) as { id: string };
  const delivery = await deliveredPage(id, webhook);
  const { results_deleted_at: at } = Job.parse(await (await remove(id)).json());
  const csv = { accept: "text/csv" };
  for (const [method, path, headers] of [
    ["GET", `/v1/jobs/${id}/results`],
    ["GET", `/v1/jobs/${id}/results?format=csv`],
    ["GET", `/v1/jobs/${id}/results?format=ndjson`],
    ["GET", `/v1/jobs/${id}/results`, { ...csv, range: "bytes=10-" }],
    ["GET", `/v1/jobs/${id}/rows/1`],
    ["POST", `/v1/jobs/${id}/rerun`, { "idempotency-key": freshKey() }],
    ["POST", `/v1/webhooks/${webhook}/deliveries/${delivery}/resend`],
  ] as const) {
    const problem = await expectProblem(await send(method, path, headers), "results_expired");
    expect(problem.detail).toBe(`The rows and results of this job were deleted at ${at} by their owner.`);
  }
  await api.database.pool.query("update jobs set results_deletion = 'expired' where id = $1", [id]);
  const expired = await expectProblem(await calls.get(`/v1/jobs/${id}/results`), "results_expired");
  expect(expired).toMatchObject({
    detail: `The rows and results of this job were kept for their time, which ended at ${at}.`,
    results_deleted_at: at,
  });
});

/** As a worker would leave it. */
async function deliveredPage(jobId: string, webhookId: string): Promise<string> {
  const event = createId("evt");
  const delivery = createId("del");
  const { pool } = api.database;
  await pool.query(
    `insert into events (id, organization_id, mode, type, job_id, page)
     select $1, organization_id, mode, 'rows.batch', id, 1 from jobs where id = $2`,
    [event, jobId],
  );
  await pool.query(
    `insert into deliveries (id, endpoint_id, event_id, sequence, body, state)
     values ($1, $2, $3, 1000, '{"rows":[]}', 'delivered')`,
    [delivery, webhookId, event],
  );
  return delivery;
}

test("the replay of a submission answers the accepted job; that of a single call says that its row is deleted", async () => {
  const body = { kind: "verify", rows: [{ email: "ada@acme.test" }] };
  const headers = { "idempotency-key": freshKey() };
  const accepted = Job.parse(await (await calls.create(body, headers)).json());
  await send("POST", `/v1/jobs/${accepted.id}/cancel`);
  await remove(accepted.id);
  const replayed = await calls.create(body, headers);
  expect(replayed.status).toBe(202);
  expect(await replayed.json()).toEqual(accepted);
  const verify = () =>
    api.post("/v1/verify", { email: "ada@acme.test" }, { ...organization.test, "idempotency-key": "single" });
  const { id } = Job.parse(await (await verify()).json());
  await send("POST", `/v1/jobs/${id}/cancel`);
  expect((await remove(id)).status).toBe(200);
  await expectProblem(await verify(), "results_expired");
});

test("an entry of the statement says that its rows are deleted", async () => {
  const { id } = await calls.createdJob();
  const { pool } = api.database;
  await send("POST", `/v1/jobs/${id}/cancel`);
  const granted = await calls.get("/v1/credits/entries");
  const { data } = (await granted.json()) as { data: [{ id: string }] };
  const entry = async () =>
    EntryDetail.strict().parse(await (await calls.get(`/v1/credits/entries/${data[0].id}`)).json());
  expect(await entry()).toMatchObject({ rows_deleted_at: null });
  // Entries are append-only, so the trigger is off while the test adds the worker's job id.
  await pool.query("alter table entries disable trigger entries_append_only");
  await pool.query("update entries set job_id = $1 where id = $2", [id, data[0].id]);
  await pool.query("alter table entries enable trigger entries_append_only");
  const { results_deleted_at: at } = Job.parse(await (await remove(id)).json());
  expect(await entry()).toMatchObject({ rows: [], rows_deleted_at: at });
});

import { Job, JobPreview } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshKey } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
let stranger: TestOrganization;
beforeAll(async () => {
  api = await startTestApi({ uploadsKeptHours: 36 });
  organization = await api.signUp();
  stranger = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const CSV = "Nr;E-Mail\n1;ada@acme.test\n2;bob@acme.test\n";
const csv = (key?: string) => ({
  ...organization.test,
  "content-type": "text/csv",
  ...(key !== undefined && { "idempotency-key": key }),
});

let files = 0;
/** Previews a file that differs from all others in these tests. */
async function keep(query = "kind=verify"): Promise<{ id: string; body: string }> {
  files += 1;
  const body = `${CSV}3;eve${files}@acme.test\n`;
  const answer = await api.fetch(`/v1/jobs/preview?${query}`, { method: "POST", headers: csv(), body });
  return { id: JobPreview.parse(await answer.json()).upload.id, body };
}
const start = (body: object, headers = organization.test, key = freshKey()) =>
  api.post("/v1/jobs", { kind: "verify", ...body }, { ...headers, "idempotency-key": key });

test("a previewed file becomes a job by its token, once", async () => {
  const { id } = await keep();
  const started = await start({ upload: id, max_credits: 5 });
  expect(started.status).toBe(202);
  const job = Job.parse(await started.json());
  expect(job).toMatchObject({ kind: "verify", status: "queued", counts: { submitted: 3, pending: 3 } });
  expect(started.headers.get("location")).toBe(job.links.self);
  const again = await expectProblem(await start({ upload: id }), "upload_started");
  expect(again).toMatchObject({ job_id: job.id, detail: expect.stringContaining(job.id) as string });
});

test("starting is the same request as sending the file", async () => {
  const mapping = encodeURIComponent('{"ref":"Nr","email":"E-Mail"}');
  const query = `kind=verify&mapping=${mapping}&delimiter=%3B`;
  const { id, body } = await keep(query);
  const job = (await (await start({ upload: id }, organization.test, "either-way")).json()) as object;
  const sent = await api.fetch(`/v1/jobs?${query}`, { method: "POST", headers: csv("either-way"), body });
  expect(sent.headers.get("idempotency-replayed")).toBe("true");
  expect(await sent.json()).toEqual(job);
  const other = await api.fetch("/v1/jobs?kind=verify", { method: "POST", headers: csv("either-way"), body });
  await expectProblem(other, "idempotency_key_reused");
});

test("a trial takes the first rows, and leaves the rest to be started", async () => {
  const { id } = await keep();
  const trial = Job.parse(await (await start({ upload: id, first: 2 })).json());
  expect(trial.counts.submitted).toBe(2);
  const whole = Job.parse(await (await start({ upload: id })).json());
  expect(whole.counts.submitted).toBe(3);
  expect(whole.id).not.toBe(trial.id);
});

test("an upload of another organization or mode is not found", async () => {
  const { id } = await keep();
  const before = await api.counts();
  for (const headers of [stranger.test, stranger.live, organization.live]) {
    for (const body of [{ upload: id }, { upload: id, first: 1 }]) {
      const problem = await expectProblem(await start(body, headers), "not_found");
      expect(problem.detail).toContain("36 hours");
    }
  }
  expect(await api.counts()).toEqual(before);
  expect((await start({ upload: id })).status).toBe(202);
});

test.each([
  [{ mapping: { email: "Nr" } }, "/mapping", "settled_by_preview"],
  [{ encoding: "utf-8" }, "/encoding", "settled_by_preview"],
  [{ has_header: "true" }, "/has_header", "settled_by_preview"],
  [{ rows: [{ email: "a@b.test" }] }, "/rows", "two_sources"],
  [{ first: 0 }, "/first", "too_small"],
  [{ first: 1001 }, "/first", "too_big"],
  [{ kind: "enrich" }, "/kind", "other_kind"],
  [{ unheard_of: 1 }, "/unheard_of", "unknown_member"],
])("%j beside an upload is refused", async (extra, pointer, code) => {
  const { id } = await keep();
  const problem = await expectProblem(await start({ upload: id, ...extra }), "validation_failed");
  expect(problem.errors).toMatchObject([{ pointer, code }]);
});

test("a key without the scope of the kind cannot start a job from an upload", async () => {
  const { id } = await keep();
  const made = await api.post("/v1/keys", { name: "poor", scopes: ["jobs:write"] }, organization.test);
  const { token } = (await made.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  await expectProblem(await start({ upload: id }, headers), "insufficient_scope");
});

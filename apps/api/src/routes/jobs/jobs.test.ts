import { Job, JobPage, RowPage } from "@winnow/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobCallsOf, rows } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

const MISSING_ID = "job_00000000000000000000000000";

let api: TestApi;
let organization: TestOrganization;
let stranger: TestOrganization;
let calls: ReturnType<typeof jobCallsOf>;
beforeAll(async () => {
  api = await startTestApi({ keyLimit: { name: "key", quota: 10_000, windowSeconds: 60 } });
  organization = await api.signUp();
  stranger = await api.signUp();
  calls = jobCallsOf(api, organization);
});
afterAll(() => api[Symbol.asyncDispose]());

describe("reading jobs", () => {
  test("the list is newest first and has pages", async () => {
    const reader = await api.signUp();
    const make = async () =>
      Job.parse(await (await calls.create({ kind: "verify", rows }, reader.test)).json()).id;
    const [first, second, third] = [await make(), await make(), await make()];
    const page = JobPage.strict().parse(await (await calls.get("/v1/jobs?limit=2", reader.test)).json());
    expect(page.data.map(({ id }) => id)).toEqual([third, second]);
    expect(page.has_more).toBe(true);
    const next = JobPage.parse(
      await (await calls.get(`/v1/jobs?limit=2&cursor=${page.next_cursor}`, reader.test)).json(),
    );
    expect(next).toMatchObject({ data: [{ id: first }], next_cursor: null, has_more: false });
    const live = JobPage.parse(await (await calls.get("/v1/jobs", reader.live)).json());
    expect(live.data).toEqual([]);
  });

  test("an unknown cursor is refused, for jobs and for results", async () => {
    const { id } = await calls.createdJob();
    for (const cursor of ["abc", "%00", "a".repeat(200)]) {
      await expectProblem(await calls.get(`/v1/jobs?cursor=${cursor}`), "invalid_cursor");
      await expectProblem(await calls.get(`/v1/jobs/${id}/results?cursor=${cursor}`), "invalid_cursor");
    }
    await expectProblem(await calls.get("/v1/jobs?limit=0"), "validation_failed");
  });

  test("results have pages; rows without a result are pending", async () => {
    const { id } = await calls.createdJob();
    const page = RowPage.strict().parse(await (await calls.get(`/v1/jobs/${id}/results?limit=1`)).json());
    expect(page).toMatchObject({ data: [{ row: 1, ref: "crm-17", status: "pending" }], has_more: true });
    const next = RowPage.parse(
      await (await calls.get(`/v1/jobs/${id}/results?cursor=${page.next_cursor}`)).json(),
    );
    expect(next).toMatchObject({ data: [{ row: 2, status: "pending" }], has_more: false, next_cursor: null });
  });

  test("results are available as the caller's own CSV, by Accept or by ?format", async () => {
    const created = await calls.sendDownload("E-Mail;Note\nada@acme.test;=1+1\n");
    const { id } = Job.parse(await created.json());
    const accepted = await calls.get(`/v1/jobs/${id}/results`, { accept: "text/csv" });
    expect(accepted.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(accepted.headers.get("content-disposition")).toBe(`attachment; filename="${id}.csv"`);
    const csv = await accepted.text();
    expect(csv).toMatch(/^E-Mail;Note;/);
    expect(csv).toContain("ada@acme.test;=1+1;");
    expect(await (await calls.get(`/v1/jobs/${id}/results?format=csv`)).text()).toBe(csv);
    const safe = await (await calls.get(`/v1/jobs/${id}/results?format=csv&formulas=escape`)).text();
    expect(safe).toContain("'=1+1");
    expect(
      await (await calls.get(`/v1/jobs/${id}/results?format=json`, { accept: "text/csv" })).json(),
    ).toHaveProperty("data");
  });

  test("?format takes precedence over Accept", async () => {
    const { id } = await calls.createdJob();
    const accept = "application/pdf";
    expect((await calls.get(`/v1/jobs/${id}/results?format=csv`, { accept })).status).toBe(200);
    expect((await calls.get(`/v1/jobs/${id}/results?format=json`, { accept })).status).toBe(200);
  });

  test("results in an unknown format are refused", async () => {
    const { id } = await calls.createdJob();
    await expectProblem(
      await calls.get(`/v1/jobs/${id}/results`, { accept: "application/pdf" }),
      "not_acceptable",
    );
    await expectProblem(await calls.get(`/v1/jobs/${id}/results?format=xlsx`), "validation_failed");
  });

  test("HEAD of the results sends no rows", async () => {
    const { id } = await calls.createdJob();
    const head = await api.fetch(`/v1/jobs/${id}/results?format=csv`, {
      method: "HEAD",
      headers: organization.test,
    });
    expect(head.status).toBe(200);
    expect(head.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const missing = { method: "HEAD", headers: organization.test };
    expect((await api.fetch(`/v1/jobs/${MISSING_ID}/results?format=csv`, missing)).status).toBe(404);
  });
});

describe("cancelling", () => {
  test("ends a job; a second call is refused", async () => {
    const { id } = await calls.createdJob();
    const cancel = () => api.fetch(`/v1/jobs/${id}/cancel`, { method: "POST", headers: organization.test });
    const response = await cancel();
    expect(response.status).toBe(200);
    expect(Job.strict().parse(await response.json())).toMatchObject({ id, status: "cancelled" });
    const problem = await expectProblem(await cancel(), "job_state_conflict");
    expect(problem["job_status"]).toBe("cancelled");
  });
});

describe("jobs of another organization and unknown ids", () => {
  test("are the same 404 on every path, with every key, and stay as they are", async () => {
    const { id } = await calls.createdJob();
    const before = await (await calls.get(`/v1/jobs/${id}`)).json();
    const ids = [MISSING_ID, "job_x", "1", "%00", "..%2f..", `${id}x`];
    const attempts = [
      ...ids.map((missing) => [missing, organization.test] as const),
      [id, stranger.test] as const,
      [id, organization.live] as const,
    ];
    for (const [path, headers] of attempts) {
      for (const [suffix, method] of [
        ["", "GET"],
        ["/results", "GET"],
        ["/results?format=csv", "GET"],
        ["/cancel", "POST"],
      ] as const) {
        await expectProblem(await api.fetch(`/v1/jobs/${path}${suffix}`, { method, headers }), "not_found");
      }
    }
    expect(await (await calls.get(`/v1/jobs/${id}`)).json()).toEqual(before);
  });
});

import { RowDetail } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jobCallsOf } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
let calls: ReturnType<typeof jobCallsOf>;
beforeAll(async () => {
  api = await startTestApi({ keyLimit: { name: "key", quota: 10_000, windowSeconds: 60 } });
  organization = await api.signUp();
  calls = jobCallsOf(api, organization);
});
afterAll(() => api[Symbol.asyncDispose]());

test("a row has the reason of its result, and every attempt in order", async () => {
  const { id } = await calls.createdJob();
  const { rows } = await api.database.pool.query<{ number: number }>(
    "select number from jobs where id = $1",
    [id],
  );
  const number = rows[0]?.number;
  const evidence = (text: string) => JSON.stringify([{ stage: "rcpt", host: "mx1", code: 250, text }]);
  await api.database.pool.query(
    `insert into verification_attempts (job_number, row, attempt, address, email_status, email_reason, why, evidence, at)
     values ($1, 1, 1, 'ada@acme.test', 'unknown', 'greylisted', 'Later.', $2, '2026-11-26T10:00:00Z')`,
    [number, evidence("later")],
  );
  await api.database.pool.query(
    `insert into results (job_number, row, status, email, email_status, email_reason, evidence, checked_at, why,
       classifier_version, verdict_version, score_bucket, score, score_outcomes, score_model)
     values ($1, 1, 'verified', 'ada@acme.test', 'valid', 'accepted', $2, '2026-11-26T10:05:00Z', 'Accepted.',
       '2026-11-26.1', '2026-11-26.2', 'valid/accepted/other/plain', 0.97, 120, '2026-11-26.1/7')`,
    [number, evidence("ok")],
  );
  const response = await calls.get(`/v1/jobs/${id}/rows/1`);
  expect(response.status).toBe(200);
  expect(RowDetail.strict().parse(await response.json())).toMatchObject({
    row: 1,
    ref: "crm-17",
    why: "Accepted.",
    email: {
      score: 0.97,
      score_basis: { outcomes: 120, required: 50, model: "2026-11-26.1/7" },
      reclassified: null,
    },
    verifications: [
      {
        attempt: 1,
        reason: "greylisted",
        why: "Later.",
        classifier_version: null,
        evidence: [{ text: "later" }],
      },
      { attempt: 2, reason: "accepted", verdict_version: "2026-11-26.2", evidence: [{ text: "ok" }] },
    ],
  });
  expect(await (await calls.get(`/v1/jobs/${id}/rows/2`)).json()).toMatchObject({
    status: "pending",
    why: null,
    verifications: [],
  });
});

test("an unknown row is not found", async () => {
  const { id } = await calls.createdJob();
  for (const row of ["0", "3", "-1", "1.5", "01", "1e3", "2147483648", "99999999999", "x", "%00"]) {
    await expectProblem(await calls.get(`/v1/jobs/${id}/rows/${row}`), "not_found");
  }
});

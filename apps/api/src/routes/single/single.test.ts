import { Job } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshKey } from "#fixture/job-calls.ts";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

// No worker is running here, so no call is answered in time; test/journeys/single-calls.test.ts has one.
const limit = { name: "single", most: 3, withinMs: 60_000 };
let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi({ singleWaitMs: 50, singleCallLimit: limit });
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const verify = (body: unknown, headers: Record<string, string> = organization.test) =>
  api.post("/v1/verify", body, headers);
const slots = async () =>
  (await api.database.kysely.selectFrom("waiting_calls").select("id").execute()).length;

test("a call that is not answered in time continues as a job, which has an id but is not listed", async () => {
  const response = await verify({ email: "ada@acme.test" });
  expect(response.status).toBe(202);
  const job = Job.strict().parse(await response.json());
  expect(job).toMatchObject({ kind: "verify", status: "queued", counts: { submitted: 1 } });
  expect(response.headers.get("location")).toBe(job.links.self);
  expect((await api.fetch(job.links.self, { headers: organization.test })).status).toBe(200);
  const listed = await api.fetch("/v1/jobs", { headers: organization.test });
  expect(await listed.json()).toMatchObject({ data: [] });
  expect(await slots()).toBe(0);
});

test("the same Idempotency-Key is the same call", async () => {
  const headers = { ...organization.test, "idempotency-key": freshKey() };
  const person = { first_name: "Ada", last_name: "Lovelace", domain: "acme.test" };
  const first = await api.post("/v1/enrich", person, headers);
  const again = await api.post("/v1/enrich", person, headers);
  expect(((await again.json()) as Job).id).toBe(((await first.json()) as Job).id);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  await expectProblem(
    await api.post("/v1/enrich", { ...person, first_name: "Eve" }, headers),
    "idempotency_key_reused",
  );
});

test("concurrent calls are limited per organization and mode, in all processes together; the next answers Retry-After", async () => {
  await using slow = await startTestApi({ singleWaitMs: 1_500, singleCallLimit: limit });
  const one = await slow.signUp();
  const call = () => slow.post("/v1/verify", { email: "ada@acme.test" }, one.test);
  const answers = await Promise.all(Array.from({ length: 5 }, call));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 202, 202, 429, 429]);
  const refused = answers.find(({ status }) => status === 429)!;
  expect(await expectProblem(refused, "rate_limited")).toMatchObject({ policy: "single" });
  expect(refused.headers.get("retry-after")).toBe("1");
  expect((await slow.post("/v1/verify", { email: "ada@acme.test" }, one.live)).status).toBe(202);
  expect((await call()).status).toBe(202);
});

test("the slot of a call whose process died is released after a while", async () => {
  const subject = `${organization.id}:test`;
  const values = ["a", "b", "c"].map((id) => ({ id, subject, expires_at: new Date(Date.now() + 60_000) }));
  await api.database.kysely.insertInto("waiting_calls").values(values).execute();
  await expectProblem(await verify({ email: "ada@acme.test" }), "rate_limited");
  await api.database.kysely
    .updateTable("waiting_calls")
    .set({ expires_at: new Date(0) })
    .execute();
  expect((await verify({ email: "ada@acme.test" })).status).toBe(202);
  expect(await slots()).toBe(0);
});

test("without credits nothing is stored", async () => {
  await using poor = await startTestApi({ welcomeCredits: { live: 0, test: 0 } });
  const one = await poor.signUp();
  const before = await poor.counts();
  const refused = await poor.post("/v1/verify", { email: "ada@acme.test" }, one.test);
  const problem = await expectProblem(refused, "insufficient_credits");
  expect(problem).toMatchObject({ required: 1, available: 0, shortfall: 1 });
  expect(await poor.counts()).toEqual(before);
});

test.each([
  ["/v1/verify", {}, "/email"],
  ["/v1/verify", { email: 7 }, "/email"],
  ["/v1/verify", { email: "a\0@acme.test" }, "/email"],
  ["/v1/verify", { email: "ada@acme.test", depth: 3 }, "/depth"],
  ["/v1/enrich", {}, ""],
  ["/v1/enrich", { ref: "crm-17" }, ""],
  ["/v1/enrich", { first_name: "  " }, ""],
  ["/v1/enrich", { email: "ada@acme.test", age: 36 }, "/age"],
])("%s with %j points at %s", async (path, body, pointer) => {
  const response = await api.post(path, body, { ...organization.test, "idempotency-key": freshKey() });
  const problem = await expectProblem(response, "validation_failed");
  expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
});

import type { CallBook } from "@winnow/contracts";
import { createCallBook } from "@winnow/core";
import {
  createHttpProvider,
  createPaidStep,
  readyDefinitions,
  type HttpProviderDefinitionJson,
  type PaidProvider,
} from "@winnow/enrichment";
import { ada, startFakeService, type FakeService } from "@winnow/enrichment/fake-service";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

// Calls to a paid service, and their charges, through crashes: the real call book, real sockets, and a service that misbehaves
// on request.
let database: TestDatabase;
let fake: FakeService;
let organizationId: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  fake = await startFakeService();
  organizationId = `org_${crypto.randomUUID()}`;
  await database.kysely
    .insertInto("organizations")
    .values({ id: organizationId, name: "Acme", webhook_secret: "sealed" })
    .execute();
  return () => fake[Symbol.asyncDispose]();
});

const person = { firstName: ada.firstName, lastName: ada.lastName, domain: ada.domain };
const book = (): CallBook => createCallBook(database.kysely, { organizationId, mode: "live" });
function hunter(
  terms: Partial<HttpProviderDefinitionJson["terms"]> = {},
  members: Partial<HttpProviderDefinitionJson> = {},
): PaidProvider {
  const { hunter: ready } = readyDefinitions;
  const definition = fake.definition({ ...ready, ...members, terms: { ...ready.terms, ...terms } });
  return createHttpProvider(definition, { secret: fake.key });
}
const troubles: object[] = [];
const row = (number: number, job = 1) => `job_${organizationId}_${job}:${number}`;
function ask(service: PaidProvider, reference = row(1)) {
  return createPaidStep(service, (trouble) => troubles.push(trouble)).find([{ reference, person }], {
    mode: "live",
    calls: book(),
  });
}
const stored = () =>
  database.kysely
    .selectFrom("provider_calls")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .execute();

test("one call is made for a row: a second attempt at the row uses the paid answer", async () => {
  const [found] = await ask(hunter());
  expect(found).toMatchObject({
    outcome: "found",
    emails: [ada.email],
    contact: { job_title: ada.jobTitle },
  });
  expect(await ask(hunter())).toEqual([found]);
  expect(fake.calls).toHaveLength(1);
  expect(await stored()).toMatchObject([
    { key: `${row(1)}:hunter:find`, state: "found", charged: true, price_credits: 1 },
  ]);
});

test("the same person in another row is not paid for again by this organization while the answer is fresh", async () => {
  const [found] = await ask(hunter());
  expect(await ask(hunter(), row(7, 2))).toEqual([found]);
  expect(fake.calls).toHaveLength(1);
  await ask(hunter({ fresh_for_days: 0 }), row(8, 2));
  expect(fake.calls).toHaveLength(2);
  const stranger = createCallBook(database.kysely, { organizationId, mode: "test" });
  const terms = { name: "hunter", priceCredits: 1, freshForDays: 90 };
  const state = await stranger.intend(terms, { key: `other_${organizationId}`, person });
  expect(state).toEqual({ state: "fresh" });
});

test.each(["hang", "cut", "cut_within", "truncated_json", "status_500", "somebody_else"] as const)(
  "%s: the service may have billed, so the call is not repeated",
  async (behaviour) => {
    fake.next(behaviour);
    const service = hunter({ timeout_ms: 200 });
    expect(await ask(service)).toMatchObject([{ outcome: "failed" }]);
    expect(await stored()).toMatchObject([{ state: "unknown", charged: false }]);
    const [again] = await ask(service);
    expect(again).toMatchObject({
      outcome: "failed",
      detail: expect.stringContaining("not repeated") as string,
    });
    expect(fake.calls).toHaveLength(1);
  },
);

test("a worker that dies between the intent and the answer: the call is not repeated", async () => {
  await book().intend(
    { name: "hunter", priceCredits: 1, freshForDays: 90 },
    { key: `${row(1)}:hunter:find`, person },
  );
  expect(await ask(hunter())).toMatchObject([{ outcome: "failed" }]);
  expect(fake.calls).toHaveLength(0);
});

test("a service that honours idempotency keys is called again, and bills once", async () => {
  fake.next("cut");
  const again = hunter({}, { after_unknown: "ask_again" });
  expect(await ask(again)).toMatchObject([{ outcome: "failed" }]);
  expect(await ask(again)).toMatchObject([{ outcome: "found" }]);
  expect(fake.calls).toHaveLength(2);
  expect([...fake.billed]).toEqual([[`${row(1)}:hunter:find`, 1]]);
});

test("a refused call is not billed: it is deferred, retried, and reported to the operator, not the customer", async () => {
  fake.next("status_429");
  troubles.length = 0;
  const apollo = createHttpProvider(fake.definition(readyDefinitions.apollo), { secret: fake.key });
  expect(await ask(apollo)).toEqual([
    { outcome: "failed", detail: "the service limits the rate of calls at the moment", retryAfterSeconds: 7 },
  ]);
  expect(troubles).toMatchObject([{ provider: "apollo", reason: "rate_limited" }]);
  expect(await ask(apollo)).toMatchObject([{ outcome: "found" }]);
  expect(await stored()).toMatchObject([{ state: "found", charged: true }]);
  const wrongKey = createHttpProvider(fake.definition(readyDefinitions.apollo), { secret: "another-key" });
  const [refused] = await ask(wrongKey, row(1, 3));
  expect(refused).toEqual((await ask(apollo, row(1, 1)))[0]);
});

test("a service that refuses this server's key is not retried", async () => {
  const wrong = createHttpProvider(fake.definition(readyDefinitions.hunter), { secret: "another-key" });
  expect(await ask(wrong)).toEqual([
    { outcome: "failed", detail: "the service does not accept this server" },
  ]);
});

test("after failures in a row the worker pauses, and then makes one trial call", async () => {
  const service = hunter({ breaker: { failures: 2, open_ms: 300 } });
  const step = createPaidStep(service, () => {});
  const find = (number: number) =>
    step.find([{ reference: row(number, 9), person: { ...person, lastName: `L${number}` } }], {
      mode: "live",
      calls: book(),
    });
  fake.next("status_500", "status_500");
  await find(1);
  await find(2);
  expect(await find(3)).toMatchObject([{ outcome: "failed", retryAfterSeconds: 1 }]);
  expect(fake.calls).toHaveLength(2);
  await pause(350);
  expect(await find(3)).toMatchObject([{ outcome: "not_found" }]);
  expect(fake.calls).toHaveLength(3);
});

test("concurrent calls keep to the terms; a person with too few fields costs no call", async () => {
  let now = 0;
  let most = 0;
  const service: PaidProvider = {
    ...hunter({ concurrency: 3 }),
    async call() {
      now += 1;
      most = Math.max(most, now);
      await pause(20);
      now -= 1;
      return { outcome: "not_found", charged: false };
    },
  };
  const questions = Array.from({ length: 10 }, (_, number) => ({
    reference: row(number, 8),
    person: number === 0 ? { firstName: "Cher" } : { ...person, lastName: `N${number}` },
  }));
  const findings = await createPaidStep(service, () => {}).find(questions, { mode: "live", calls: book() });
  expect(findings).toHaveLength(10);
  expect(findings[0]).toMatchObject({ outcome: "not_found", detail: expect.any(String) as string });
  expect(most).toBe(3);
  expect(await stored()).toHaveLength(9);
});

test("test keys call no paid service, unless its definition says so", async () => {
  const step = createPaidStep(hunter(), () => {});
  expect(await step.find([{ reference: row(1, 1), person }], { mode: "test", calls: book() })).toEqual([
    { outcome: "skipped", detail: "is not called under test keys" },
  ]);
  expect(fake.calls).toHaveLength(0);
});

test("a stopping worker starts no further call, and finishes the running one", async () => {
  const stopping = new AbortController();
  const service: PaidProvider = {
    ...hunter({ concurrency: 1 }),
    async call() {
      stopping.abort(new Error("the worker stops"));
      return { outcome: "not_found", charged: true };
    },
  };
  const questions = [1, 2].map((number) => ({
    reference: row(number, 7),
    person: { ...person, lastName: `S${number}` },
  }));
  const step = createPaidStep(service, () => {});
  await expect(
    step.find(questions, { mode: "live", calls: book(), signal: stopping.signal }),
  ).rejects.toThrow("the worker stops");
  const states = (await stored()).map(({ state, charged }) => [state, charged]);
  expect(states).toEqual([["not_found", true]]);
});

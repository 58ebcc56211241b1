import { inTransaction } from "@winnow/database";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tenant } from "#context.ts";
import { answerOnce } from "#idempotency/answer-once.ts";
import { signUpOrganization } from "#organization/fixture/signed-up.ts";
import { orRefusal } from "#refusal.ts";

let database: TestDatabase;
let tenant: Tenant;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = (await signUpOrganization(database)).test.actor;
});
afterAll(() => database[Symbol.asyncDispose]());

/** Answers with what `run` says; the body tells requests apart. */
function ask(key: string, body: string, run: () => unknown, of: Tenant = tenant) {
  return orRefusal(() =>
    inTransaction(database.kysely, (transaction) =>
      answerOnce(transaction, of, {
        key,
        status: 200,
        fingerprint: () => Buffer.from(body),
        run: async () => run(),
      }),
    ),
  );
}

test("the same request gets the first answer again, and nothing runs a second time", async () => {
  let runs = 0;
  const run = () => ({ runs: (runs += 1) });
  expect(await ask("same", "a", run)).toEqual({ answer: { runs: 1 }, replayed: false });
  expect(await ask("same", "a", run)).toEqual({ answer: { runs: 1 }, replayed: true });
  expect(runs).toBe(1);
});

test("another request under the key is refused, and does not run", async () => {
  await ask("reused", "a", () => 1);
  const run = () => expect.unreachable();
  expect(await ask("reused", "b", run)).toMatchObject({ outcome: "refused", code: "idempotency_key_reused" });
});

test("while a request is being answered, another one under its key is refused at once", async () => {
  const inside = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const first = ask("busy", "a", async () => {
    inside.resolve();
    await finish.promise;
    return "done";
  });
  await inside.promise;
  const run = () => expect.unreachable();
  expect(await ask("busy", "a", run)).toMatchObject({ code: "idempotency_in_progress" });
  finish.resolve();
  expect(await first).toEqual({ answer: "done", replayed: false });
  expect(await ask("busy", "a", run)).toEqual({ answer: "done", replayed: true });
});

test("a request that fails leaves its key free", async () => {
  const failing = ask("failed", "a", () => {
    throw new Error("broken");
  });
  await expect(failing).rejects.toThrow("broken");
  expect(await ask("failed", "b", () => "second")).toEqual({ answer: "second", replayed: false });
});

test("a key belongs to one organization and mode", async () => {
  const live = { ...tenant, mode: "live" } as const;
  const other = (await signUpOrganization(database)).test.actor;
  await ask("mine", "a", () => "test");
  expect(await ask("mine", "b", () => "live", live)).toEqual({ answer: "live", replayed: false });
  expect(await ask("mine", "c", () => "other", other)).toEqual({ answer: "other", replayed: false });
});

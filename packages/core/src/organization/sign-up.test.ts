import { auditLedger } from "@winnow/credits";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contextOf, vault } from "#organization/fixture/signed-up.ts";
import { verifyPassword } from "#member/password.ts";
import { signUp } from "#organization/sign-up.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const welcomeCredits = { live: 100, test: 1000 };
const account = { email: "Ada@Acme.test", password: "correct horse battery", welcomeCredits };

async function counts() {
  const { rows } = await database.pool.query<Record<string, number>>(
    `select (select count(*) from organizations) as organizations, (select count(*) from members) as members,
      (select count(*) from api_keys) as keys, (select count(*) from wallets) as wallets,
      (select count(*) from entries) as entries`,
  );
  return rows[0];
}

test("a sign-up gives two keys, two wallets with welcome credits and a callback secret", async () => {
  const outcome = await signUp(contextOf(database), { ...account, organization: "Acme" });
  expect(outcome).toEqual({
    outcome: "signed_up",
    answer: {
      organization: { id: expect.stringMatching(/^org_/), name: "Acme" },
      keys: [
        expect.objectContaining({ mode: "live", token: expect.stringMatching(/^wn_live_/) }),
        expect.objectContaining({ mode: "test", token: expect.stringMatching(/^wn_test_/) }),
      ],
      wallets: [
        { mode: "live", granted: 100, available: 100 },
        { mode: "test", granted: 1000, available: 1000 },
      ],
      webhook_secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    },
  });
});

test("nothing secret is stored: no token, no password, and the callback secret only sealed", async () => {
  const outcome = await signUp(contextOf(database), { ...account, email: "secrets@acme.test" });
  if (outcome.outcome !== "signed_up") throw new Error(outcome.outcome);
  const { answer } = outcome;
  const { rows } = await database.pool.query<{ text: string }>(
    `select (select string_agg(o::text, '') from organizations o) || (select string_agg(m::text, '') from members m)
      || (select string_agg(k::text, '') from api_keys k) as text`,
  );
  const stored = rows[0]?.text ?? "";
  for (const { token } of answer.keys) expect(stored).not.toContain(token.slice(12, -4));
  expect(stored).not.toContain(account.password);
  expect(stored).not.toContain(answer.webhook_secret.slice("whsec_".length));
  const organization = await database.kysely
    .selectFrom("organizations")
    .select("webhook_secret")
    .where("id", "=", answer.organization.id)
    .executeTakeFirstOrThrow();
  expect(vault.open(organization.webhook_secret)).toBe(answer.webhook_secret);
  const member = await database.kysely
    .selectFrom("members")
    .selectAll()
    .where("email", "=", "secrets@acme.test")
    .executeTakeFirstOrThrow();
  expect(member.role).toBe("owner");
  const credential = await database.kysely
    .selectFrom("credentials")
    .select("password")
    .where("member_id", "=", member.id)
    .executeTakeFirstOrThrow();
  expect(await verifyPassword(account.password, credential.password ?? "")).toBe(true);
});

test("without a name the organization is called after the mail domain", async () => {
  const outcome = await signUp(contextOf(database), { ...account, email: "eve@Example.COM" });
  expect(outcome).toMatchObject({ answer: { organization: { name: "example.com" } } });
});

test("an email signs up once, in whatever capitals, and the second attempt leaves no trace", async () => {
  const context = contextOf(database);
  await signUp(context, { ...account, email: "twice@acme.test" });
  const before = await counts();
  expect(await signUp(context, { ...account, email: "TWICE@acme.TEST" })).toEqual({ outcome: "email_taken" });
  expect(await counts()).toEqual(before);
});

test("of many sign-ups with one email at the same time one wins", async () => {
  const context = contextOf(database);
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => signUp(context, { ...account, email: "race@acme.test" })),
  );
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual([
    "email_taken",
    "email_taken",
    "email_taken",
    "email_taken",
    "signed_up",
  ]);
});

test("text that is not an address is refused", async () => {
  const context = contextOf(database);
  for (const email of [
    "ada",
    "ada@",
    "@acme.test",
    "a b@acme.test",
    "ada@acme..test",
    "ada@-acme.test",
    "<a@b.c>",
  ]) {
    expect(await signUp(context, { ...account, email })).toEqual({ outcome: "invalid_email" });
  }
});

test("letters of any script are kept and compared in one form", async () => {
  const context = contextOf(database);
  expect(await signUp(context, { ...account, email: "Jose\u0301@bücher.test" })).toMatchObject({
    outcome: "signed_up",
  });
  expect(await signUp(context, { ...account, email: "jos\u00e9@BÜCHER.test" })).toEqual({
    outcome: "email_taken",
  });
});

test("no welcome credits leave an empty wallet that the audit agrees with", async () => {
  const outcome = await signUp(contextOf(database), {
    ...account,
    email: "poor@acme.test",
    welcomeCredits: { live: 0, test: 1 },
  });
  if (outcome.outcome !== "signed_up") throw new Error(outcome.outcome);
  expect(outcome.answer.wallets).toEqual([
    { mode: "live", granted: 0, available: 0 },
    { mode: "test", granted: 1, available: 1 },
  ]);
  const organizationId = outcome.answer.organization.id;
  for (const mode of ["live", "test"] as const) {
    expect(await auditLedger(database.kysely, { organizationId, mode })).toMatchObject({ ok: true });
  }
});

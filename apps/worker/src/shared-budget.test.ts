import { createProviderBudget, type Verification } from "@winnow/core";
import { createLogger, loadConfiguration } from "@winnow/runtime";
import { startSandbox } from "@winnow/sandbox";
import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { describeBudget } from "@winnow/verifier/budget-conformance";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createVerifiers } from "#verifiers.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const logger = createLogger({ name: "test", level: "silent" });
const ADDRESS = "ada.lovelace@deliverable.test";

describeBudget("the shared budget", async (clock) => {
  await sql`truncate mail_provider_budgets, mail_provider_grants, mail_provider_counts`.execute(
    database.kysely,
  );
  const now = () => new Date(clock.now());
  return createProviderBudget({ database: database.kysely, logger }, { mode: "test", now });
});

test("live sessions keep to the shared budget, and a deferred address names its provider; the sandbox has no budget", async () => {
  await using sandbox = await startSandbox();
  const { verifier } = loadConfiguration({
    VERIFIER_DNS_SERVERS: sandbox.dnsServers.join(","),
    VERIFIER_SMTP_PORT: String(sandbox.smtpPort),
    VERIFIER_ALLOW_PRIVATE_MX: "true",
  });
  const budget = createProviderBudget({ database: database.kysely, logger }, { mode: "live" });
  await using verifiers = createVerifiers(verifier, sandbox, "key", {
    egressHealthy: () => "unmeasured",
    budget,
  });
  const verify = async (mode: "live" | "test"): Promise<Verification> => {
    for await (const verification of verifiers[mode].verifyMany([ADDRESS])) return verification;
    throw new Error("no answer");
  };
  expect(await verify("live")).toMatchObject({ verdict: { reason: "accepted" } });
  await waitFor("the end of the session", async () => {
    const counted = await database.kysely
      .selectFrom("mail_provider_counts")
      .select(["provider", "sessions"])
      .where("mode", "=", "live")
      .execute();
    return counted.some(({ provider, sessions }) => provider === "deliverable.test" && sessions > 0);
  });
  await sql`
    insert into mail_provider_pauses (mode, provider, paused_until)
    values ('live', 'deliverable.test', now() + interval '1 hour')`.execute(database.kysely);
  const putOff = await verify("live");
  expect(putOff).toMatchObject({
    verdict: { status: "unknown", reason: "rate_limited" },
    deferral: { cause: "rate_limited", awaits: "deliverable.test" },
  });
  expect(putOff.deferral?.retryAfterSeconds).toBeGreaterThan(3_500);
  expect(await verify("test")).toMatchObject({ verdict: { reason: "accepted" } });
});

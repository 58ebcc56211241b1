import { createTestDatabase, waitFor, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withBounceFeedback } from "#bounce/bouncing-domains.ts";
import { reportBounce } from "#bounce/report.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import type { BounceFeedback } from "#ports/verifier.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

const people = (domain: string, count: number, status = "valid") =>
  Array.from({ length: count }, (_, index) => `${status}${index + 1}@${domain}`);

/** An organization that paid for these addresses. */
async function owning(addresses: readonly string[]): Promise<Pipeline> {
  const pipeline = await createPipeline(database, { credits: 500 });
  await pipeline.run(await pipeline.submit(["email", ...addresses].join("\n")));
  return pipeline;
}

async function bounce({ caller }: Pipeline, emails: readonly string[], dsn = "5.1.1"): Promise<void> {
  for (const email of emails) {
    await reportBounce(caller, {
      bounce: { email, dsn, received_at: new Date().toISOString() },
      windowDays: 30,
    });
  }
}

/** What the verifier is told with the next chunk. */
async function told(
  { worker }: Pipeline,
  mode: "live" | "test" = "test",
): Promise<Record<string, BounceFeedback>> {
  let feedback: ReadonlyMap<string, BounceFeedback> | undefined;
  const verifier = await withBounceFeedback(database.kysely, mode, {
    ...worker.verifiers[mode],
    verifyMany: (addresses, options) => {
      feedback = options?.feedback;
      return worker.verifiers[mode].verifyMany(addresses, options);
    },
  });
  await Array.fromAsync(verifier.verifyMany(["ada@a.test"]));
  return Object.fromEntries(feedback ?? []);
}

test("three distinct valid addresses that bounce, a fifth of those accepted, make the domain known", async () => {
  const pipeline = await owning(people("bad.test", 10));
  await bounce(pipeline, ["valid1@bad.test", "valid2@bad.test", "Valid2@bad.test", "valid1@bad.test"]);
  expect(await told(pipeline)).toEqual({});
  await bounce(pipeline, ["valid3@bad.test"]);
  expect(await told(pipeline)).toEqual({ "bad.test": { accepted: 10, bounced: 3 } });
  await bounce(pipeline, ["valid4@bad.test"]);
  expect(await told(pipeline)).toEqual({ "bad.test": { accepted: 10, bounced: 4 } });
  expect(await told(pipeline, "live")).toEqual({});
});

test("the next chunk is verified with it", async () => {
  const pipeline = await owning(people("next.test", 3));
  await bounce(pipeline, people("next.test", 3));
  const { verifyMany } = pipeline.worker.verifiers.test;
  const seen: unknown[] = [];
  Object.assign(pipeline.worker.verifiers.test, {
    verifyMany: (...call: Parameters<typeof verifyMany>) => {
      seen.push(Object.fromEntries(call[1]?.feedback ?? []));
      return verifyMany(...call);
    },
  });
  await pipeline.run(await pipeline.submit("email\nvalid9@next.test"));
  expect(seen).toEqual([{ "next.test": { accepted: 3, bounced: 3 } }]);
});

test("a domain where most mail arrives is not blamed for mailboxes that were closed", async () => {
  const pipeline = await owning(people("large.test", 100));
  await bounce(pipeline, people("large.test", 5));
  expect(await told(pipeline)).toEqual({});
  // Rows of an organization that reports no bounces are not counted.
  const silent = await owning(people("quiet.test", 50));
  const reporting = await owning(people("quiet.test", 4));
  await bounce(reporting, people("quiet.test", 3));
  expect(await told(silent)).toEqual({ "quiet.test": { accepted: 4, bounced: 3 } });
});

test.each([
  ["soft bounces", "valid", "4.2.2"],
  ["catch-alls", "catch_all", "5.1.1"],
  ["what nobody paid for", "unknown", "5.1.1"],
])("%s do not count", async (_, status, dsn) => {
  const emails = people("other.test", 4, status);
  const pipeline = await owning(emails);
  await bounce(pipeline, emails, dsn);
  expect(await told(pipeline)).toEqual({});
});

test("bounces long after the verdict do not count, and a domain is forgotten 90 days after its last one", async () => {
  const late = await owning(people("late.test", 4));
  await sql`update results set checked_at = checked_at - interval '91 days'`.execute(database.kysely);
  await bounce(late, people("late.test", 4));
  expect(await told(late)).toEqual({});
  const pipeline = await owning(people("bad.test", 4));
  await bounce(pipeline, people("bad.test", 4));
  expect(Object.keys(await told(pipeline))).toEqual(["bad.test"]);
  await sql`update bouncing_domains set last_bounce_at = now() - interval '91 days'`.execute(database.kysely);
  expect(await told(pipeline)).toEqual({});
});

test("a report waits for another one about the same domain, and counts it", async () => {
  const first = await owning(people("race.test", 3));
  const second = await owning(people("race.test", 3));
  let reported = false;
  const waiting = async () => {
    const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(
      database.kysely,
    );
    return rows.length > 0;
  };
  const { report } = await database.kysely.transaction().execute(async (transaction) => {
    const caller = { ...first.caller, database: transaction };
    await bounce({ ...first, caller }, ["valid1@race.test", "valid2@race.test"]);
    const late = bounce(second, ["valid3@race.test"]).then(() => (reported = true));
    await waitFor("the second report to wait", async () => reported || (await waiting()));
    return { report: late };
  });
  await report;
  expect(await told(first)).toEqual({ "race.test": { accepted: 3, bounced: 3 } });
});

test("an international domain is named in ASCII, however it was reported", async () => {
  const pipeline = await owning(people("xn--bcher-kva.test", 3));
  await bounce(pipeline, ["valid1@bücher.test", "valid2@xn--bcher-kva.test", "valid3@BÜCHER.test"]);
  expect(await told(pipeline)).toEqual({ "xn--bcher-kva.test": { accepted: 3, bounced: 3 } });
});

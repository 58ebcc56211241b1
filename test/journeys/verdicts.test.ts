import { createClient, signup } from "@winnow/client";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { operate } from "./command.ts";
import { startJourneySystem } from "./standalone.ts";

/** The evidence of a verdict, the effect of bounces on later ones, and the reclassification of old ones. */
test("a verdict has its evidence, bounces change later verdicts, and new rules reclassify old evidence", async () => {
  await using system = await startJourneySystem();
  const { url: baseUrl } = system.standalone;
  const account = await signup({ baseUrl }, { email: "mary@example.com", password: "a quite long password" });
  const { token } = account.keys.find(({ mode }) => mode === "test")!;
  const client = createClient({ baseUrl, apiKey: token });
  const run = async (...words: string[]) => {
    const ran = await operate(system.standalone, words);
    expect(ran).toMatchObject({ code: 0 });
    return ran.stdout;
  };
  const verify = async (...people: string[]) => {
    const rows = people.map((person) => ({ email: `${person}@acme.deliverable.test` }));
    return client.jobs.wait((await client.jobs.create({ kind: "verify", rows })).id);
  };

  // The sentence quotes the mail host; the attempt has the commands and replies. packages/core/src/job/results/show-row.ts
  const job = await verify("person.1", "person.2", "person.3");
  const first = await client.jobs.row(job.id, 1);
  expect(first).toMatchObject({
    email: { status: "valid", score: null, score_basis: { outcomes: 0, required: 50 } },
    why: expect.stringMatching(/^The mail host accepts this address.* answered: 250/) as string,
    verifications: [{ attempt: 1, status: "valid", classifier_version: expect.any(String) as string }],
  });
  expect(first.verifications[0]!.evidence.map(({ stage }) => stage)).toEqual(
    expect.arrayContaining(["dns", "rcpt", "catch_all"]),
  );

  // All three bounce: no address at that company is valid any more.  packages/core/src/bounce/bouncing-domains.ts
  for (const person of ["person.1", "person.2", "person.3"]) {
    const email = `${person}@acme.deliverable.test`;
    const received_at = new Date().toISOString();
    expect(await client.bounces.report({ email, dsn: "5.1.1", received_at })).toMatchObject({
      status: "refunded",
    });
  }
  const next = await verify("person.4");
  expect(await client.jobs.row(next.id, 1)).toMatchObject({
    email: { status: "catch_all", reason: "accepts_all_unconfirmed" },
    why: expect.stringContaining(
      "of 3 addresses of the domain that it accepted, mail to 3 bounced",
    ) as string,
  });

  // As if earlier rules had misread the host's reply.                packages/core/src/verdict/reclassify.ts
  await sql`
    update results set classifier_version = '2020-01-01.1', evidence = ${JSON.stringify([
      {
        stage: "rcpt",
        host: "mx1",
        address: "127.0.0.1",
        code: 550,
        text: "5.1.1 user unknown",
        at: job.created_at,
      },
    ])}::jsonb
    where email = 'person.4@acme.deliverable.test'`.execute(system.database.kysely);
  const change = "1  catch_all{accepts_all_unconfirmed} → invalid{mailbox_not_found}";
  expect(await run("reclassify", "--dry-run")).toBe(
    `4 rows: 1 would change; 1 credit of 1 row would be refunded\n  ${change}\n`,
  );
  expect(await run("reclassify")).toBe(`4 rows: 1 changed; 1 credit of 1 row refunded\n  ${change}\n`);
  expect(await client.jobs.row(next.id, 1)).toMatchObject({
    email: {
      status: "catch_all",
      reclassified: { status: "invalid", reason: "mailbox_not_found" },
    },
  });
  expect((await client.jobs.get(next.id)).credits).toMatchObject({ captured: 1, refunded: 1 });
  expect(await run("reclassify")).toMatch(/^4 rows: 0 changed/);

  // Three bounces are too few for a score.                           packages/core/src/score/calibration.ts
  expect(await run("calibration", "--mode", "test")).toMatch(/^Not enough outcomes yet/);
  expect(JSON.parse(await run("calibration", "--json"))).toMatchObject({ mode: "live", brier: null });
});

import { createClient, signup } from "@winnow/client";
import { waitFor } from "@winnow/testing";
import { expect, test } from "vitest";
import { startJourneySystem } from "./standalone.ts";

const file = ["email", ...Array.from({ length: 30 }, (_, n) => `ada.lovelace+${n}@deliverable.test`)].join(
  "\n",
);

test("a job has the time of its rows' deletion; workers remove deleted and expired rows, and the statement stays", async () => {
  await using system = await startJourneySystem({ RESULTS_KEPT_DAYS: "60" });
  const baseUrl = system.standalone.url;
  const account = await signup({ baseUrl }, { email: "ada@example.com", password: "a quite long password" });
  const apiKey = account.keys.find(({ mode }) => mode === "test")?.token ?? "";
  const winnow = createClient({ baseUrl, apiKey });
  const { pool } = system.database;
  const run = async () => winnow.jobs.wait((await winnow.jobs.createFromCsv(file, { kind: "verify" })).id);
  const rowsLeft = async () => {
    const { rows } = await pool.query<{ left: number }>(
      `select ((select count(*) from job_rows) + (select count(*) from results) + (select count(*) from chunks))::int as left`,
    );
    return rows[0]!.left;
  };

  const job = await run();
  expect(Date.parse(job.results_expire_at!) - Date.parse(job.ended_at!)).toBe(60 * 86_400_000);
  const deleted = await winnow.jobs.delete(job.id);
  expect(deleted).toMatchObject({ counts: job.counts, credits: job.credits, results_expire_at: null });
  await expect(winnow.jobs.resultsCsv(job.id)).rejects.toMatchObject({
    status: 410,
    code: "results_expired",
  });
  expect(await rowsLeft()).toBeGreaterThan(60);
  await pool.query("update jobs set purge_due_at = now()");
  await waitFor("the workers to remove it", async () => (await rowsLeft()) === 0);

  // Without a deletion, the rows expire; the test moves the clock.
  const old = await run();
  await pool.query("update jobs set ended_at = ended_at - interval '60 days' where id = $1", [old.id]);
  await waitFor("the workers to notice", async () => {
    const { rows } = await pool.query("select from jobs where id = $1 and results_deletion = 'expired'", [
      old.id,
    ]);
    return rows.length === 1;
  });
  await pool.query("update jobs set purge_due_at = now() where purge_due_at is not null");
  await waitFor("the workers to remove it", async () => (await rowsLeft()) === 0);
  expect(await winnow.jobs.get(job.id)).toEqual(deleted);
  expect(await winnow.credits.audit()).toMatchObject({ ok: true, problems: [] });
});

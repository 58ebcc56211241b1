import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient, type Client } from "@winnow/client";
import { auditLedger } from "@winnow/credits";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openShell, type Shell } from "./shell.ts";
import { startJourneySystem, type JourneySystem } from "./standalone.ts";

/** A file is previewed, tried, and processed as a whole: every address is paid for once. */
const csv = [
  "Nr;E-Mail",
  "1;ada.lovelace@deliverable.test",
  "2;nobody@deliverable.test",
  '3;"not an',
  'address"',
  "",
  "4;alan.turing@deliverable.test",
  "5;ADA.Lovelace@deliverable.test",
  "6;",
  "",
].join("\r\n");

const parts = new AsyncDisposableStack();
let system: JourneySystem;
let shell: Shell;
let winnow: Client;
beforeAll(async () => {
  system = parts.use(await startJourneySystem({ SIGNUPS_PER_DAY: "100" }));
});
afterAll(() => parts.disposeAsync());
beforeEach(async () => {
  shell = parts.use(await openShell(system.standalone.url, { files: { "people.csv": csv } }));
  winnow = createClient({ baseUrl: system.standalone.url, apiKey: shell.apiKey });
});

/** The price of each address, from the statement's entries. */
async function paidFor(): Promise<Record<string, number>> {
  const { organizationId } = shell;
  const { rows } = await sql<{ email: string; credits: number }>`
    select lower(r.email) as email, count(*)::int as credits
    from results r join jobs j on j.number = r.job_number join entries e on e.id = r.entry_id
    where j.organization_id = ${organizationId} and e.kind = 'capture' group by 1 order by 1`.execute(
    system.database.kysely,
  );
  expect((await auditLedger(system.database.kysely, { organizationId, mode: "test" })).problems).toEqual([]);
  return Object.fromEntries(rows.map(({ email, credits }) => [email, credits]));
}

test("preview, first two rows, whole file", async () => {
  const preview = await winnow.jobs.preview(csv, { kind: "verify" });
  expect(preview).toMatchObject({
    columns: [{ field: "ref" }, { field: "email", confidence: 1, by: "header" }],
    rows: { total: 6, billable: 3, owned: 0, duplicate: 1, invalid_input: 2 },
    bad_rows: [
      { row: 3, line: 4, reason: "syntax" },
      { row: 6, line: 9, reason: "missing_email" },
    ],
    quote: { max: 3 },
  });
  const { id } = preview.upload;
  const trial = await winnow.jobs.wait((await winnow.jobs.start(id, { kind: "verify", first: 2 })).id);
  expect(trial).toMatchObject({ status: "completed", counts: { submitted: 2 }, credits: { captured: 1 } });

  const whole = await winnow.jobs.wait((await winnow.jobs.start(id, { kind: "verify" })).id);
  expect(whole).toMatchObject({
    status: "completed",
    counts: { submitted: 6, billable: 2, owned: 1, duplicate: 1, invalid_input: 2 },
    credits: { captured: 1 },
  });
  const rows = await Array.fromAsync(winnow.jobs.results(whole.id));
  expect(rows.map(({ charge }) => charge?.basis ?? null)).toEqual([
    "owned",
    null,
    null,
    "verification",
    null,
    null,
  ]);
  expect(await paidFor()).toEqual({ "ada.lovelace@deliverable.test": 1, "alan.turing@deliverable.test": 1 });
  await expect(winnow.jobs.start(id, { kind: "verify" })).rejects.toMatchObject({
    code: "upload_started",
    status: 409,
  });
});

test("the same from the command line", async () => {
  const { run, directory } = shell;
  const preview = await run("verify", "people.csv", "--preview");
  expect(preview.stdout).toContain("6 rows: 3 to process, 1 duplicates, 0 suppressed, 2 unusable\n");
  expect(preview.stdout).toContain("  line 4 (row 3): syntax\n");

  const first = ["verify", "people.csv", "--first", "2", "-o", "trial.csv"];
  const trial = await run(...first);
  expect(trial.code).toBe(0);
  expect(trial.stderr).toContain("These were the first 2 of 6 rows.");
  expect((await readFile(join(directory, "trial.csv"), "utf8")).trimEnd().split("\r\n")).toHaveLength(3);
  expect(await run(...first)).toEqual(trial);
  expect((await run("verify", "people.csv", "--preview")).stdout).toContain("2 to process, 1 paid for");

  const whole = ["verify", "people.csv", "-o", "out.csv", "--max-credits", "2"];
  const ended = await run(...whole);
  expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining("1 credit spent") as string });
  expect(await run(...whole)).toEqual(ended);
  expect(await paidFor()).toEqual({ "ada.lovelace@deliverable.test": 1, "alan.turing@deliverable.test": 1 });
  expect(await run("verify", "people.csv", "--first", "1001")).toMatchObject({ code: 2 });
});

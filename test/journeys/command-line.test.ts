import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { waitFor } from "@winnow/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { finish } from "./command.ts";
import { openShell, type Shell } from "./shell.ts";
import { startJourneySystem, type JourneySystem } from "./standalone.ts";

/** A European spreadsheet. */
const SENT =
  'Name;E-Mail;Note\r\nAda;ada@deliverable.test;"met; in Paris"\r\nBob;nobody@deliverable.test;\r\n';

const parts = new AsyncDisposableStack();
let system: JourneySystem;
let shell: Shell;
beforeAll(async () => {
  system = parts.use(await startJourneySystem({ SIGNUPS_PER_DAY: "100" }));
});
afterAll(() => parts.disposeAsync());
beforeEach(async () => {
  shell = parts.use(await openShell(system.standalone.url, { files: { "people.csv": SENT } }));
});

test("a file is returned with its results, and the same command returns to the same job", async () => {
  const command = ["verify", "people.csv", "-o", "out.csv", "--max-credits", "2"];
  const first = await shell.run(...command);
  expect(first).toMatchObject({ code: 0, stdout: "" });
  expect(first.stderr).toMatch(
    /^job_\w+: 2 rows\ncompleted: 2 rows, 1 valid, 1 invalid, 1 credit spent, 1 released\n/,
  );
  const written = await readFile(join(shell.directory, "out.csv"), "utf8");
  const lines = written.split("\r\n");
  expect(lines[1]).toMatch(
    /^Ada;ada@deliverable\.test;"met; in Paris";verified;;ada@deliverable\.test;valid;/,
  );
  expect(lines[2]).toMatch(/^Bob;nobody@deliverable\.test;;verified;;nobody@deliverable\.test;invalid;/);
  const again = await shell.run(...command);
  expect(again).toEqual(first);
  expect((await shell.run("credits")).stdout).toBe(
    "999 available, 0 reserved for running jobs, 1 spent (test)\n",
  );
});

test("data goes to standard output: the file, or NDJSON, also for standard input", async () => {
  // As a process, because its pipes are the system's.
  const piped = await finish(shell.spawn("verify", "-"), SENT);
  expect(piped.code).toBe(0);
  expect(piped.stdout.split("\r\n")[0]).toMatch(/^Name;E-Mail;Note;winnow_status;/);
  const lines = (await shell.run("verify", "people.csv", "--json")).stdout.trimEnd().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { email: { status: string } }).email.status)).toEqual([
    "valid",
    "invalid",
  ]);
});

test("a preview shows how a file is read, and starts no job", async () => {
  const { code, stdout } = await shell.run("verify", "people.csv", "--preview");
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: [
      "utf-8, separated by semicolons, with a header",
      "column  is",
      "Name    full_name",
      "E-Mail  email",
      "Note    (left as it is)",
      "2 rows: 2 to process, 0 duplicates, 0 suppressed, 0 unusable",
      "costs 0 to 2 credits",
      "",
    ].join("\n"),
  });
  expect((await shell.run("jobs", "list", "--json")).stdout).toBe("");
});

test("one address or one person is answered at once", async () => {
  expect(await shell.run("verify", "ada@deliverable.test")).toMatchObject({
    code: 0,
    stdout: "ada@deliverable.test: valid (accepted), 1 credit\n",
  });
  expect((await shell.run("enrich", "--full-name", "Nobody Known", "--domain", "nxdomain.test")).stdout).toBe(
    "not_found: no_usable_email\n",
  );
  const answer = JSON.parse((await shell.run("verify", "ada@deliverable.test", "--json")).stdout) as object;
  expect(answer).toMatchObject({ email: { status: "valid" }, charge: { credits: 1 } });
});

test("jobs are listed, shown, controlled and downloaded again", async () => {
  const { stderr } = await shell.run("verify", "people.csv", "-o", "out.csv");
  const id = /^job_\w+/.exec(stderr)![0];
  expect((await shell.run("jobs", "list")).stdout).toMatch(
    new RegExp(`^job .*\n${id} +verify +completed +2 +2 +1 `),
  );
  expect((await shell.run("jobs", "show", id)).stdout).toMatch(
    new RegExp(`^${id} \\(verify, test\\) completed: 2 rows`),
  );
  expect((await shell.run("jobs", "results", id)).stdout).toBe(
    await readFile(join(shell.directory, "out.csv"), "utf8"),
  );
  // A download that broke is resumed and verified by its digest.
  const written = await readFile(join(shell.directory, "out.csv"));
  const rest = await fetch(`${system.standalone.url}/v1/jobs/${id}/results?format=csv`, {
    headers: { authorization: `Bearer ${shell.apiKey}`, range: "bytes=100-" },
  });
  expect(rest.status).toBe(206);
  expect(Buffer.from(await rest.arrayBuffer()).equals(written.subarray(100))).toBe(true);
  expect(rest.headers.get("etag")).toBe(`"${createHash("sha256").update(written).digest("hex")}"`);
  expect(await shell.run("jobs", "cancel", id)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/\[job_state_conflict\]/) as string,
  });
  const removed = await shell.run("jobs", "delete", id);
  expect(removed).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/\nits rows and results were deleted at /) as string,
  });
  expect((await shell.run("jobs", "show", id)).stdout).toBe(removed.stdout);
  expect(await shell.run("jobs", "results", id)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/\[results_expired\]/) as string,
  });
  const usage = await shell.run("usage", "--by", "job");
  expect(usage.stdout).toMatch(new RegExp(`^job .*\n${id} +\\d+ +0 +1 +0\n$`));
});

test("Ctrl-C leaves the job running, and the command says how to return to it", async () => {
  await writeFile(join(shell.directory, "slow.csv"), "email\nada@greylist.test\n");
  const { said, ended, interrupt } = shell.spawn("verify", "slow.csv");
  // It is followed after it was accepted.
  await waitFor("the job to be accepted", () => said.stderr.includes("1 row\n"));
  interrupt();
  expect(await ended).toBe(4);
  expect(said.stderr).toMatch(/job_\w+ continues\. Run the same command again/);
  const id = /^job_\w+/.exec(said.stderr)![0];
  await shell.run("jobs", "cancel", id);
  // The same file again is the same job: now a cancelled one.
  expect((await shell.run("verify", "slow.csv")).code).toBe(3);
});

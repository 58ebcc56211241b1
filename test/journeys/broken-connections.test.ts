import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@winnow/client";
import { waitFor } from "@winnow/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { layCable, type Cable } from "./cable.ts";
import { openShell, type Shell } from "./shell.ts";
import { startJourneySystem, type JourneySystem } from "./standalone.ts";

const ROWS = 20;
const CELL_BYTES = 100_000;
/** Two megabytes, of which few rows are billable. */
const sent = [
  "email,note",
  ...Array.from(
    { length: ROWS },
    (_, row) => `ada.${row}@deliverable.test,${String(row).repeat(CELL_BYTES).slice(0, CELL_BYTES)}`,
  ),
  "",
].join("\n");

const parts = new AsyncDisposableStack();
let system: JourneySystem;
let cable: Cable;
let shell: Shell;
beforeAll(async () => {
  system = parts.use(await startJourneySystem({ SIGNUPS_PER_DAY: "100" }));
});
afterAll(() => parts.disposeAsync());
beforeEach(async () => {
  cable = parts.use(await layCable(system.standalone.url));
  const files = { "people.csv": sent };
  shell = parts.use(await openShell(system.standalone.url, { through: cable.url, files }));
});

const read = (name: string) => readFile(join(shell.directory, name));
const files = async () => (await readdir(shell.directory)).toSorted();

/** A completed job, and its file on the server. */
async function finishedJob(): Promise<{ id: string; file: Buffer }> {
  const { jobs } = createClient({ baseUrl: system.standalone.url, apiKey: shell.apiKey });
  const { id } = await jobs.wait((await jobs.createFromCsv(sent, { kind: "verify" })).id);
  return { id, file: Buffer.from(await (await jobs.resultsCsv(id)).arrayBuffer()) };
}

test("an upload and a download that are cut off repeatedly are resumed: one job, one complete file", async () => {
  cable.cutAfter("up", 500_000, 1_500_000);
  cable.cutAfter("down", 300_000, 50_000, 1_000_000);
  const { code, stdout, stderr } = await shell.run("verify", "people.csv", "-o", "out.csv");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(stderr.match(/^POST .*\/v1\/jobs was not answered: \w+\. Sent again .*$/gm)).toHaveLength(2);
  // Whether the server still answers the broken attempt depends on timing.
  expect(stderr).toMatch(
    /Sent again .*\n(The server is still answering an earlier attempt.*\n)?job_\w+: 20 rows\n/,
  );
  expect(stderr.match(/The download broke after \d+ bytes: .* It is resumed there\.\n/g)).toHaveLength(3);
  expect(stderr).toMatch(/Written to out\.csv\n$/);
  const id = /^job_\w+/m.exec(stderr)![0];
  const { jobs } = createClient({ baseUrl: system.standalone.url, apiKey: shell.apiKey });
  expect((await Array.fromAsync(jobs.list())).map((job) => job.id)).toEqual([id]);
  const whole = Buffer.from(await (await jobs.resultsCsv(id)).arrayBuffer());
  expect((await read("out.csv")).equals(whole)).toBe(true);
  expect(await files()).toEqual(["out.csv", "people.csv"]);
});

test("a download that was given up is resumed in the next run of the command", async () => {
  const { id, file } = await finishedJob();
  // The connection carries this many bytes, and then none.
  cable.cutAfter("down", 700_000, ...Array.from({ length: 20 }, () => 0));
  const first = await shell.run("jobs", "results", id, "-o", "out.csv");
  expect(first).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      "out.csv.part is kept: run the same command again to resume it.",
    ) as string,
  });
  expect(await files()).toEqual(["out.csv.part", "out.csv.part.etag", "people.csv"]);
  const kept = (await read("out.csv.part")).length;
  expect(kept).toBeGreaterThan(600_000);

  await using again = await layCable(system.standalone.url);
  const second = await shell.run("jobs", "results", id, "-o", "out.csv", "--server", again.url);
  expect(second).toMatchObject({
    code: 0,
    stderr: `Resuming out.csv.part at byte ${kept} of ${file.length}\nWritten to out.csv\n`,
  });
  expect((await read("out.csv")).equals(file)).toBe(true);
  expect(await files()).toEqual(["out.csv", "people.csv"]);
});

test("a file that differs from the server's is refused by its digest, and leaves nothing", async () => {
  const { id, file } = await finishedJob();
  const { jobs } = createClient({ baseUrl: system.standalone.url, apiKey: shell.apiKey });
  const { etag } = await jobs.downloadCsv(id);
  const harmed = Buffer.from(file.subarray(0, 1_000));
  harmed[500]! ^= 1;
  await writeFile(join(shell.directory, "out.csv.part"), harmed);
  await writeFile(join(shell.directory, "out.csv.part.etag"), etag!);
  expect(await shell.run("jobs", "results", id, "-o", "out.csv")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("[digest_mismatch]") as string,
  });
  expect(await files()).toEqual(["people.csv"]);
  // The rest of another file is not resumed.
  await writeFile(join(shell.directory, "out.csv.part"), "another file");
  await writeFile(join(shell.directory, "out.csv.part.etag"), '"other"');
  expect(await shell.run("jobs", "results", id, "-o", "out.csv")).toMatchObject({ code: 0 });
  expect((await read("out.csv")).equals(file)).toBe(true);
});

test("standard output receives the whole file through broken connections, too", async () => {
  const { id, file } = await finishedJob();
  cable.cutAfter("down", 500_000, 500_000);
  const { code, stdout, stderr } = await shell.run("jobs", "results", id);
  expect(code).toBe(0);
  expect(stdout).toBe(file.toString());
  expect(stderr.match(/It is resumed there/g)).toHaveLength(2);
});

test("Ctrl-C before there is a job ends the command as shells expect, and leaves nothing", async () => {
  const command = shell.spawn("verify", "-");
  command.stdin.write("email\nada@deliverable.test\n");
  await waitFor("the upload to begin", () => cable.connections > 0);
  command.interrupt();
  expect(await command.ended).toBe(130);
  expect(command.said.stderr).toBe("winnow: interrupted\n");
  const { jobs } = createClient({ baseUrl: system.standalone.url, apiKey: shell.apiKey });
  expect(await Array.fromAsync(jobs.list())).toEqual([]);
});

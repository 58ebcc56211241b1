import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { signup } from "@winnow/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startJourneySystem, type JourneySystem } from "./standalone.ts";

const winnow = join(import.meta.dirname, "../../apps/cli/src/main.ts");
const sent =
  'Name;E-Mail;Note\r\nAda;ada@deliverable.test;"met; in Paris"\r\nBob;nobody@deliverable.test;\r\n';

let system: JourneySystem;
let directory: string;
let apiKey: string;
beforeAll(async () => {
  system = await startJourneySystem({ SIGNUPS_PER_DAY: "100" });
  directory = await mkdtemp(join(tmpdir(), "winnow-command-line-"));
  await writeFile(join(directory, "people.csv"), sent);
});
afterAll(async () => {
  await rm(directory, { recursive: true });
  await system[Symbol.asyncDispose]();
});
beforeEach(async () => {
  const email = `${crypto.randomUUID()}@example.com`;
  const account = await signup(
    { baseUrl: system.standalone.url },
    { email, password: "a quite long password" },
  );
  apiKey = account.keys.find(({ mode }) => mode === "test")!.token;
});

/** Starts the command as a process, as a shell would. */
function start(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = {
    ...process.env,
    INIT_CWD: directory,
    XDG_CONFIG_HOME: join(directory, "config"),
    XDG_DATA_HOME: join(directory, "data"),
    WINNOW_SERVER: system.standalone.url,
    WINNOW_API_KEY: apiKey,
    ...environment,
  };
  return spawn(process.execPath, [winnow, ...words], { env, stdio: ["pipe", "pipe", "pipe"] });
}

async function run(
  words: readonly string[],
  given: { input?: string; environment?: Record<string, string> } = {},
) {
  const child = start(words, given.environment);
  child.stdin.end(given.input ?? "");
  const ended = once(child, "exit");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await ended) as [number];
  return { code, stdout, stderr };
}

test("a file comes back with its results, and the same command comes back to the same job", async () => {
  const command = ["verify", "people.csv", "-o", "out.csv", "--max-credits", "2"];
  const first = await run(command);
  expect(first).toMatchObject({ code: 0, stdout: "" });
  expect(first.stderr).toMatch(
    /^job_\w+: 2 rows\ncompleted: 2 rows, 1 valid, 1 invalid, 1 credit spent, 1 given back\n/,
  );
  const written = await readFile(join(directory, "out.csv"), "utf8");
  const lines = written.split("\r\n");
  expect(lines[1]).toMatch(
    /^Ada;ada@deliverable\.test;"met; in Paris";verified;;ada@deliverable\.test;valid;/,
  );
  expect(lines[2]).toMatch(/^Bob;nobody@deliverable\.test;;verified;;nobody@deliverable\.test;invalid;/);
  const again = await run(command);
  expect(again).toEqual(first);
  expect((await run(["credits"])).stdout).toBe(
    "999 available, 0 reserved for running jobs, 1 spent (test)\n",
  );
});

test("data goes to standard output: the file, or lines of JSON, also of what is piped in", async () => {
  const piped = await run(["verify", "-"], { input: sent });
  expect(piped.code).toBe(0);
  expect(piped.stdout.split("\r\n")[0]).toMatch(/^Name;E-Mail;Note;winnow_status;/);
  const lines = (await run(["verify", "people.csv", "--json"])).stdout.trimEnd().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { email: { status: string } }).email.status)).toEqual([
    "valid",
    "invalid",
  ]);
});

test("a preview says what a file would become, and starts nothing", async () => {
  const { code, stdout } = await run(["verify", "people.csv", "--preview"]);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: [
      "utf-8, separated by semicolons, with a header",
      "column  is",
      "Name    full_name",
      "E-Mail  email",
      "Note    (comes back as it is)",
      "2 rows: 2 to work on, 0 duplicates, 0 suppressed, 0 unusable",
      "costs 0 to 2 credits",
      "",
    ].join("\n"),
  });
  expect((await run(["jobs", "list", "--json"])).stdout).toBe("");
});

test("one address or one person is answered at once", async () => {
  expect(await run(["verify", "ada@deliverable.test"])).toMatchObject({
    code: 0,
    stdout: "ada@deliverable.test: valid (accepted), 1 credit\n",
  });
  expect((await run(["enrich", "--full-name", "Nobody Known", "--domain", "nxdomain.test"])).stdout).toBe(
    "not_found: no_usable_email\n",
  );
  const answer = JSON.parse((await run(["verify", "ada@deliverable.test", "--json"])).stdout) as object;
  expect(answer).toMatchObject({ email: { status: "valid" }, charge: { credits: 1 } });
});

test("jobs are listed, shown, controlled and fetched again", async () => {
  const { stderr } = await run(["verify", "people.csv", "-o", "out.csv"]);
  const id = /^job_\w+/.exec(stderr)![0];
  expect((await run(["jobs", "list"])).stdout).toMatch(
    new RegExp(`^job .*\n${id} +verify +completed +2 +2 +1 `),
  );
  expect((await run(["jobs", "show", id])).stdout).toMatch(
    new RegExp(`^${id} \\(verify, test\\) completed: 2 rows`),
  );
  expect((await run(["jobs", "results", id])).stdout).toBe(
    await readFile(join(directory, "out.csv"), "utf8"),
  );
  // A download that broke goes on where it was, and proves to be whole.
  const written = await readFile(join(directory, "out.csv"));
  const rest = await fetch(`${system.standalone.url}/v1/jobs/${id}/results?format=csv`, {
    headers: { authorization: `Bearer ${apiKey}`, range: "bytes=100-" },
  });
  expect(rest.status).toBe(206);
  expect(Buffer.from(await rest.arrayBuffer()).equals(written.subarray(100))).toBe(true);
  expect(rest.headers.get("etag")).toBe(`"${createHash("sha256").update(written).digest("hex")}"`);
  expect(await run(["jobs", "cancel", id])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/\[job_state_conflict\]/) as string,
  });
  const removed = await run(["jobs", "delete", id]);
  expect(removed).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/\nits rows and results are gone since /) as string,
  });
  expect((await run(["jobs", "show", id])).stdout).toBe(removed.stdout);
  expect(await run(["jobs", "results", id])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/\[results_expired\]/) as string,
  });
  const usage = await run(["usage", "--by", "job"]);
  expect(usage.stdout).toMatch(new RegExp(`^job .*\n${id} +\\d+ +0 +1 +0\n$`));
});

test("whoever gives up leaves the job running, and is told how to come back", async () => {
  await writeFile(join(directory, "slow.csv"), "email\nada@greylist.test\n");
  const child = start(["verify", "slow.csv"]);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
    // It is followed as soon as it was accepted.
    if (stderr.endsWith("1 row\n")) child.kill("SIGINT");
  });
  const [code] = (await once(child, "exit")) as [number];
  expect(code).toBe(4);
  expect(stderr).toMatch(/job_\w+ goes on\. Run the same command again/);
  const id = /^job_\w+/.exec(stderr)![0];
  await run(["jobs", "cancel", id]);
  // The same file again is the same job: now a cancelled one.
  expect((await run(["verify", "slow.csv"])).code).toBe(3);
});

test("keys are made, rolled and revoked; a token is all that standard output gets", async () => {
  const created = await run(["keys", "create", "--name", "nightly", "--scope", "verify", "jobs:read"]);
  expect(created.stdout).toMatch(/^wn_test_\w+\n$/);
  const id = /^key_\w+/.exec(created.stderr)![0];
  expect((await run(["keys", "list"])).stdout).toMatch(
    new RegExp(`${id} +nightly +wn_test_\\S+ +verify jobs:read`),
  );
  expect((await run(["keys", "roll", id, "--exposed"])).stdout).toMatch(/^wn_test_\w+\n$/);
  const ended = { environment: { WINNOW_API_KEY: created.stdout.trim() } };
  expect(await run(["verify", "ada@deliverable.test"], ended)).toMatchObject({ code: 1 });
  expect(await run(["keys", "revoke", id])).toMatchObject({ code: 0, stderr: `${id} is revoked.\n` });
  expect((await run(["keys", "list"])).stdout).toMatch(new RegExp(`${id} .* revoked\n`));
});

test("a key that login kept is used at its own server only, and nobody else can read it", async () => {
  const environment = { WINNOW_API_KEY: "" };
  expect(await run(["credits"], { environment })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("winnow login") as string,
  });
  const wrong = `wn_test_${"a".repeat(38)}`;
  expect(await run(["login"], { environment, input: wrong })).toMatchObject({ code: 1 });
  const { code, stderr } = await run(["login"], { environment, input: `${apiKey}\n` });
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("1000 credits") as string,
  });
  expect(stderr).not.toContain(apiKey);
  const file = join(directory, "config/winnow/account.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await run(["credits"], { environment })).toMatchObject({ code: 0 });
  const elsewhere = { ...environment, WINNOW_SERVER: "http://127.0.0.1:9" };
  expect(await run(["credits"], { environment: elsewhere })).toMatchObject({ code: 2 });
  expect(await run(["logout"], { environment })).toMatchObject({ code: 0 });
  expect(await run(["credits"], { environment })).toMatchObject({ code: 2 });
});

test.each([
  [["verify", "nowhere.csv"], 2, "nowhere.csv cannot be read: ENOENT"],
  [["verify", "people.csv", "--mapping", "E-Mail"], 2, "--mapping is JSON"],
  [["verify", "people.csv", "--max-credits", "0"], 2, "It is at least 1."],
  [["verify", "people.csv", "--mapping", '{"email":"Mail"}'], 1, "[validation_failed]"],
  [["verify", "people.csv", "--max-credits", "1"], 1, "[insufficient_credits]"],
  [["enrich"], 2, "Enrich what?"],
  [["keys", "create", "--name", "x", "--scope", "everything"], 2, "there is no everything"],
  [["jobs", "show", "job_nobody"], 1, "[not_found]"],
  [["jobs", "list", "--api-key", "wn_test_short"], 1, "[malformed_key]"],
  [["verifi"], 2, "unknown command"],
] as const)("winnow %j ends with %i and says %j", async (words, code, complaint) => {
  expect(await run(words)).toMatchObject({
    code,
    stdout: "",
    stderr: expect.stringContaining(complaint) as string,
  });
});

test("without any server, it starts one of its own for the command, and ends it", async () => {
  const environment = { WINNOW_API_KEY: "", WINNOW_SERVER: "" };
  const own = await run(["verify", "people.csv", "--sandbox"], { environment });
  expect(own).toMatchObject({ code: 0, stdout: expect.stringContaining(";valid;") as string });
  const again = await run(["jobs", "list", "--sandbox", "--json"], { environment });
  expect(again.stdout.trimEnd().split("\n")).toHaveLength(1);
  // Killed after it had signed up, before the keys were written: it does so again.
  await rm(join(directory, "data/winnow/own-account.json"));
  expect(await run(["credits", "--sandbox"], { environment })).toMatchObject({ code: 0 });
});

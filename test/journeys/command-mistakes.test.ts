import { afterAll, beforeAll, expect, test } from "vitest";
import { openShell, type Shell } from "./shell.ts";
import { startJourneySystem } from "./standalone.ts";

const parts = new AsyncDisposableStack();
let shell: Shell;
beforeAll(async () => {
  const { standalone } = parts.use(await startJourneySystem());
  const files = { "people.csv": "Name;E-Mail\nAda;ada@deliverable.test\nBob;nobody@deliverable.test\n" };
  shell = parts.use(await openShell(standalone.url, { files }));
});
afterAll(() => parts.disposeAsync());

test.each([
  [["verify", "nowhere.csv"], 2, "nowhere.csv cannot be read: ENOENT"],
  [["verify", "people.csv", "--mapping", "E-Mail"], 2, "--mapping is JSON"],
  [["verify", "people.csv", "--max-credits", "0"], 2, "It must be at least 1."],
  [["verify", "people.csv", "--mapping", '{"email":"Mail"}'], 1, "[validation_failed]"],
  [["verify", "people.csv", "--max-credits", "1"], 1, "[insufficient_credits]"],
  [["enrich"], 2, "Nothing to enrich."],
  [["keys", "create", "--name", "x", "--scope", "everything"], 2, "unknown scope everything"],
  [["jobs", "show", "job_nobody"], 1, "[not_found]"],
  [["jobs", "list", "--api-key", "wn_test_short"], 1, "[malformed_key]"],
  [["verifi"], 2, "unknown command"],
] as const)("winnow %j ends with %i and says %j", async (words, code, complaint) => {
  expect(await shell.run(...words)).toMatchObject({
    code,
    stdout: "",
    stderr: expect.stringContaining(complaint) as string,
  });
});

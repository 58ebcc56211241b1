import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openShell, type Shell } from "./shell.ts";
import { startJourneySystem, type JourneySystem } from "./standalone.ts";

const parts = new AsyncDisposableStack();
let system: JourneySystem;
let shell: Shell;
beforeAll(async () => {
  system = parts.use(await startJourneySystem({ SIGNUPS_PER_DAY: "100" }));
});
afterAll(() => parts.disposeAsync());
beforeEach(async () => {
  shell = parts.use(await openShell(system.standalone.url));
});

test("keys are created, rolled and revoked; standard output has only the token", async () => {
  const created = await shell.run("keys", "create", "--name", "nightly", "--scope", "verify", "jobs:read");
  expect(created.stdout).toMatch(/^wn_test_\w+\n$/);
  const id = /^key_\w+/.exec(created.stderr)![0];
  expect((await shell.run("keys", "list")).stdout).toMatch(
    new RegExp(`${id} +nightly +wn_test_\\S+ +verify jobs:read`),
  );
  expect((await shell.run("keys", "roll", id, "--exposed")).stdout).toMatch(/^wn_test_\w+\n$/);
  const ended = { environment: { WINNOW_API_KEY: created.stdout.trim() } };
  expect(await shell.runWith(ended, "verify", "ada@deliverable.test")).toMatchObject({ code: 1 });
  expect(await shell.run("keys", "revoke", id)).toMatchObject({ code: 0, stderr: `${id} is revoked.\n` });
  expect((await shell.run("keys", "list")).stdout).toMatch(new RegExp(`${id} .* revoked\n`));
});

test("a key stored by login is sent only to its own server, and no other user can read it", async () => {
  const environment = { WINNOW_API_KEY: "" };
  expect(await shell.runWith({ environment }, "credits")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("winnow login") as string,
  });
  const wrong = `wn_test_${"a".repeat(38)}`;
  expect(await shell.runWith({ environment, input: wrong }, "login")).toMatchObject({ code: 1 });
  const { code, stderr } = await shell.runWith({ environment, input: `${shell.apiKey}\n` }, "login");
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("1000 credits") as string,
  });
  expect(stderr).not.toContain(shell.apiKey);
  const file = join(shell.directory, "config/winnow/account.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await shell.runWith({ environment }, "credits")).toMatchObject({ code: 0 });
  const elsewhere = { ...environment, WINNOW_SERVER: "http://127.0.0.1:9" };
  expect(await shell.runWith({ environment: elsewhere }, "credits")).toMatchObject({ code: 2 });
  expect(await shell.runWith({ environment }, "logout")).toMatchObject({ code: 0 });
  expect(await shell.runWith({ environment }, "credits")).toMatchObject({ code: 2 });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "@winnow/testing";
import { afterEach, beforeEach, expect, test } from "vitest";

const winnow = join(import.meta.dirname, "../../apps/cli/src/main.ts");
/** It initialises a database first. */
const STARTS_WITHIN_MS = 60_000;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "winnow-local-"));
});
afterEach(() => rm(directory, { recursive: true }));

function start(...words: readonly string[]) {
  const env = { ...process.env, XDG_CONFIG_HOME: directory, XDG_DATA_HOME: directory };
  return spawn(process.execPath, [winnow, ...words], { env, stdio: ["pipe", "ignore", "ignore"] });
}

test("the private server of a killed command stops, and the next command uses its data", async () => {
  const data = join(directory, "winnow");
  const exists = (...names: readonly string[]) => existsSync(join(data, ...names));
  // Waits for a file that never ends.
  const killed = start("verify", "-", "--sandbox");
  await waitFor("the server to be ready", () => exists("own-account.json"), STARTS_WITHIN_MS);
  expect(exists("postgres", "cluster", "postmaster.pid")).toBe(true);
  killed.kill("SIGKILL");
  // PostgreSQL removes this file in an orderly shutdown, and the server stops PostgreSQL last.
  await waitFor("PostgreSQL to end", () => !exists("postgres", "cluster", "postmaster.pid"));
  const next = start("credits", "--sandbox");
  expect(await once(next, "exit")).toEqual([0, null]);
});

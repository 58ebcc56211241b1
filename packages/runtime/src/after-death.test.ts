import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "winnow-after-death-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A process, first of its group, that leaves files when it has ended; it says its line and does `then`. */
async function startOwner(then: string) {
  const script = `
    import { afterDeath } from "@winnow/runtime";
    const leave = (name) => afterDeath(["touch", ${JSON.stringify(directory)} + "/" + name]);
    const kept = leave("kept; \\"name\\"");
    const calledOff = leave("called-off");
    calledOff[Symbol.dispose]();
    process.stdout.write("ready\\n");
    ${then}`;
  const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(createInterface({ input: owner.stdout }), "line");
  return owner;
}

const exists = (name: string) =>
  access(join(directory, name)).then(
    () => true,
    () => false,
  );
const wait = "setInterval(() => {}, 1000);";

describe("afterDeath", () => {
  test.each(["SIGKILL", "SIGINT"] as const)(
    "runs what was not called off after %s to the group",
    async (signal) => {
      const owner = await startOwner(wait);
      expect(await exists('kept; "name"')).toBe(false);
      process.kill(-owner.pid!, signal);
      await expect.poll(() => exists('kept; "name"')).toBe(true);
      expect(await exists("called-off")).toBe(false);
    },
  );

  test.each(["process.exit(3)", "throw new Error('surprise')"])("and after %s", async (end) => {
    await startOwner(end);
    await expect.poll(() => exists('kept; "name"')).toBe(true);
  });

  test("keeps no process from ending", async () => {
    const owner = await startOwner("");
    expect(await once(owner, "exit")).toEqual([0, null]);
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger } from "@winnow/runtime";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyBinaries } from "#binaries-copy.ts";

const logger = createLogger({ name: "test", level: "silent" });
const platform = `${process.platform}-${process.arch}`;

let directory: string;
let from: string;
let copies: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "winnow-binaries-"));
  from = join(directory, "native");
  copies = join(directory, "copies");
  await mkdir(join(from, "bin"), { recursive: true });
  await writeFile(join(from, "bin", "postgres"), "#!/bin/sh\n", { mode: 0o700 });
  await chmod(from, 0o700);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const copy = (version: string) => copyBinaries({ from, copies, version, logger });

test("one copy of a version, that every user can run, however many start at once", async () => {
  const made = await Promise.all([copy("18.1.0"), copy("18.1.0"), copy("18.1.0")]);
  expect(new Set(made)).toEqual(new Set([join(copies, `postgresql-18.1.0-${platform}`)]));
  expect(await readdir(copies)).toEqual([`postgresql-18.1.0-${platform}`]);
  expect((await stat(join(made[0]!, "bin", "postgres"))).mode & 0o777).toBe(0o755);
  expect((await stat(made[0]!)).mode & 0o777).toBe(0o755);
});

test.runIf(process.platform === "linux")(
  "a new version removes what no process runs or makes: older copies, interrupted ones",
  async () => {
    await copy("18.1.0");
    const inUse = await copy("18.2.0");
    const program = join(inUse, "bin", "sleep");
    await copyFile("/bin/sleep", program);
    const running = spawn(program, ["600"], { stdio: "ignore" });
    try {
      await once(running, "spawn");
      const name = (pid: number) => `postgresql-18.3.0-${platform}.0a1b.${pid}`;
      const beingMade = name(process.pid);
      await mkdir(join(copies, beingMade));
      await mkdir(join(copies, name(2 ** 22 + 1)));
      await mkdir(join(copies, "c0ffee"));
      await copy("18.4.0");
      expect((await readdir(copies)).toSorted()).toEqual(
        ["c0ffee", `postgresql-18.2.0-${platform}`, beingMade, `postgresql-18.4.0-${platform}`].toSorted(),
      );
    } finally {
      running.kill();
    }
  },
);

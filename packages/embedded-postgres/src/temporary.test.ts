import { once } from "node:events";
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createLogger } from "@winnow/runtime";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isRunning, killWithWatchers, runChild } from "#fixture/child.ts";
import { startTemporaryPostgres } from "#temporary.ts";

const logger = createLogger({ name: "test", level: "silent" });
const start = (port = 0) => startTemporaryPostgres({ logger, durability: "off", port });

/** The system's temporary directory, as far as these tests and their processes know. */
let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "winnow-temporary-"));
  vi.stubEnv("TMPDIR", parent);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(parent, { recursive: true, force: true });
});

const startInChild = (before = "") =>
  runChild(
    parent,
    `${before}
     const server = await startTemporaryPostgres({ logger, durability: "off" });
     say({ pid: server.pid });`,
  );

describe("startTemporaryPostgres", () => {
  test("leaves no file, not even the owner's", async () => {
    {
      await using server = await start();
      expect(await readdir(parent)).toHaveLength(1);
      await mkdir(join(server.scratch, "closed"), { mode: 0o500 });
      await writeFile(join(server.scratch, "file"), "text");
    }
    expect(await readdir(parent)).toEqual([]);
  });

  test("leaves no file when it cannot start", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    await expect(start(port)).rejects.toThrow(`Port ${port} is in use`);
    expect(await readdir(parent)).toEqual([]);
    other.close();
  });

  test.runIf(process.platform === "linux")(
    "leaves no shared memory of a server that was killed",
    async () => {
      const server = await start();
      const cluster = join(dirname(server.scratch), "cluster");
      const pidFile = await readFile(join(cluster, "postmaster.pid"), "utf8");
      const segment = /^ *\d+ +(\d+)$/m.exec(pidFile)?.[1] ?? "";
      const files = [...(await readFile(`/proc/${server.pid}/maps`, "utf8")).matchAll(/\/dev\/shm\/(\S+)/g)];
      await server.kill();
      const left = async () => ({
        segments: (await readFile("/proc/sysvipc/shm", "utf8"))
          .split("\n")
          .map((line) => line.split(/ +/)[2]),
        files: await readdir("/dev/shm"),
      });
      expect((await left()).segments).toContain(segment);
      expect((await left()).files).toContain(files[0]?.[1]);
      await server.stop();
      expect((await left()).segments).not.toContain(segment);
      for (const [, file] of files) expect((await left()).files).not.toContain(file);
    },
  );
});

describe("an owner that is killed", () => {
  test.each(["SIGKILL", "SIGINT"] as const)("leaves no file and no process: %s", async (signal) => {
    const { child, closed, said } = await startInChild();
    child.kill(signal);
    await closed;
    await expect.poll(() => readdir(parent)).toEqual([]);
    expect(await isRunning(said["pid"] as number)).toBe(false);
  });

  test("with its watchers leaves everything to the next start", async () => {
    const { child, closed, said } = await startInChild();
    await killWithWatchers(child);
    await closed;
    expect(await isRunning(said["pid"] as number)).toBe(true);
    expect(await readdir(parent)).toHaveLength(1);
    {
      await using _server = await start();
      expect(await isRunning(said["pid"] as number)).toBe(false);
      expect(await readdir(parent)).toHaveLength(1);
    }
    expect(await readdir(parent)).toEqual([]);
  });

  test("with its watchers leaves the servers in its scratch directory to the next start as well", async () => {
    const { child, closed, said } = await startInChild(
      `process.env.TMPDIR = (await startTemporaryPostgres({ logger, durability: "off" })).scratch;`,
    );
    await killWithWatchers(child);
    await closed;
    expect(await isRunning(said["pid"] as number)).toBe(true);
    await (await start()).stop();
    expect(await isRunning(said["pid"] as number)).toBe(false);
    expect(await readdir(parent)).toEqual([]);
  });

  test("with its watchers, while the data are being initialised, too", async () => {
    const starting = runChild(
      parent,
      `say({}); await startTemporaryPostgres({ logger, durability: "off" }); process.exit();`,
    );
    const { child, closed } = await starting;
    const entries = async () => (await readdir(parent, { recursive: true })).join("\n");
    await expect.poll(entries, { interval: 5 }).toMatch(/cluster\.new-\w+\/base/);
    await killWithWatchers(child);
    await closed;
    await (await start()).stop();
    expect(await readdir(parent)).toEqual([]);
  });
});

test("a start removes a directory without an owner's file once it is an hour old", async () => {
  const ownerless = join(parent, "winnow-postgres-ownerless");
  await mkdir(join(ownerless, "scratch"), { recursive: true });
  await (await start()).stop();
  expect(await readdir(parent)).toHaveLength(1);
  const anHourAgo = new Date(Date.now() - 3_700_000);
  await utimes(ownerless, anHourAgo, anHourAgo);
  await (await start()).stop();
  expect(await readdir(parent)).toEqual([]);
});

test("a start leaves what is in use, of another kind or not yet held alone", async () => {
  const { child, closed, said } = await startInChild();
  try {
    await mkdir(join(parent, "winnow-postgres-newborn"));
    await writeFile(join(parent, "winnow-postgres-file"), "");
    await mkdir(join(parent, "winnow-data"));
    const before = await readdir(parent);
    await (await start()).stop();
    expect(await readdir(parent)).toEqual(before);
    expect(await isRunning(said["pid"] as number)).toBe(true);
  } finally {
    child.kill("SIGKILL");
    await closed;
  }
});

import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createLogger } from "@winnow/runtime";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isRunning, killWithWatchers, runChild } from "#fixture/child.ts";
import { startEmbeddedPostgres } from "#start.ts";

const logger = createLogger({ name: "test", level: "silent" });
const isRoot = process.getuid?.() === 0;

/** A cluster that was started and stopped once: most tests copy it, which is faster than making their own. */
let ready: string;
beforeAll(async () => {
  ready = await mkdtemp(join(tmpdir(), "winnow-embedded-ready-"));
  await (await startEmbeddedPostgres({ directory: ready, logger, durability: "off" })).stop();
});
afterAll(() => rm(ready, { recursive: true, force: true }));

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "winnow-embedded-"));
  // For the tests that give up root before they start.
  await chmod(directory, 0o777);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function start(more: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}) {
  return startEmbeddedPostgres({ directory, logger, durability: "off", ...more });
}

async function copyReady() {
  await promisify(execFile)("cp", ["-a", join(ready, "cluster"), join(directory, "cluster")]);
}

async function startReady(more: Parameters<typeof start>[0] = {}) {
  await copyReady();
  return start(more);
}

async function query(connectionString: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  // The server dies under the connection: the query rejects with its own error.
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

describe("startEmbeddedPostgres", () => {
  test("answers on loopback only, to its password only, in UTF-8 with Unicode case rules", async () => {
    await using server = await startReady();
    const [row] = await query(
      server.connectionString,
      "select lower('ÄÉ') as lower, current_setting('server_encoding') as encoding, current_database() as database",
    );
    expect(row).toEqual({ lower: "äé", encoding: "UTF8", database: "winnow" });

    const wrong = new URL(server.connectionString);
    wrong.password = "guess";
    await expect(query(wrong.href, "select 1")).rejects.toThrow(/password authentication failed/);
    expect((await stat(join(directory, "cluster", "winnow-password"))).mode & 0o777).toBe(0o600);

    for (const { address, internal } of Object.values(networkInterfaces()).flatMap((list) => list ?? [])) {
      if (internal) continue;
      const socket = connect({ host: address, port: server.port });
      await expect(once(socket, "connect")).rejects.toThrow(/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EINVAL/);
    }
  });

  test("keeps its data and its password through a new start", async () => {
    let first: string;
    {
      await using server = await start({ durability: "on" });
      first = server.connectionString;
      await query(first, "create table kept as select 42 as answer");
    }
    await using server = await start({ durability: "on" });
    expect(await query(server.connectionString, "select answer from kept")).toEqual([{ answer: 42 }]);
    expect(new URL(server.connectionString).password).toBe(new URL(first).password);
  });

  test("a killed server comes back on the same address with everything that was committed", async () => {
    await using server = await startReady();
    await query(server.connectionString, "create table kept as select 42 as answer");
    await query(server.connectionString, "create sequence numbers; select nextval('numbers')");
    await query(server.connectionString, "select nextval('numbers')");
    const { pid } = server;
    // A statement that keeps its process busy even after the postmaster's death.
    const busy = query(server.connectionString, "select pg_sleep(600)").catch((error: unknown) => error);
    await expect
      .poll(() =>
        query(server.connectionString, "select 1 from pg_stat_activity where query ~ '^select pg_sleep'"),
      )
      .toHaveLength(1);
    await server.kill();
    await server.restart();
    expect(await busy).toBeInstanceOf(Error);
    expect(server.pid).not.toBe(pid);
    expect(await query(server.connectionString, "select answer from kept")).toEqual([{ answer: 42 }]);
    expect(await query(server.connectionString, "select nextval('numbers') > 2 as goes_on")).toEqual([
      { goes_on: true },
    ]);
  });

  test("stop is fast with clients connected, may be called twice, and ends restarts", async () => {
    const server = await startReady();
    const client = new pg.Client(server.connectionString);
    client.on("error", () => {});
    await client.connect();
    await Promise.all([server.stop(), server.stop()]);
    expect(await isRunning(server.pid)).toBe(false);
    await expect(server.restart()).rejects.toThrow(/was stopped/);
    await client.end();
  });

  test("tells when the server ends by itself", async () => {
    const ended = Promise.withResolvers<void>();
    await using server = await startReady({ onUnexpectedExit: ended.resolve });
    process.kill(server.pid, "SIGKILL");
    await ended.promise;
    // The start after a crash frees the shared memory that was left.
    await server.restart();
  });

  test("a chosen port that is taken is named", async () => {
    await using other = await startReady();
    const elsewhere = join(directory, "elsewhere");
    await expect(start({ directory: elsewhere, port: other.port })).rejects.toThrow(
      `Port ${other.port} is in use`,
    );
    await using server = await start({ directory: elsewhere });
    expect(server.port).not.toBe(other.port);
  });
});

describe("a directory in use", () => {
  test("is refused to the same process and to another one, and free afterwards", async () => {
    {
      await using _server = await startReady();
      await expect(start()).rejects.toThrow(/Another Winnow .* uses/);
      const { said } = await runChild(
        directory,
        `
        await startEmbeddedPostgres({ directory, logger, durability: "off" }).catch((error) => say({ name: error.name }));`,
      );
      expect(said).toEqual({ name: "DirectoryInUseError" });
    }
    await using _again = await start();
  });

  test("is taken over from a process that was killed with its watcher, so that its server is still running", async () => {
    await copyReady();
    const { child, closed, said } = await runChild(
      directory,
      `
      const server = await startEmbeddedPostgres({ directory, logger, durability: "off" });
      const client = new pg.Client(server.connectionString);
      await client.connect();
      await client.query("create table kept as select 42 as answer");
      say({ pid: server.pid });`,
    );
    await killWithWatchers(child);
    await closed;
    const pid = said["pid"] as number;
    expect(await isRunning(pid)).toBe(true);
    await using server = await start();
    expect(await isRunning(pid)).toBe(false);
    expect(await query(server.connectionString, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test("a process id in postmaster.pid that belongs to another program does not matter", async () => {
    await (await startReady()).stop();
    const { uid, gid } = await stat(join(directory, "cluster"));
    // A process of the same user: PostgreSQL would take it for a running server.
    const stranger = spawn("sleep", ["600"], { uid, gid, cwd: "/", stdio: "ignore" });
    try {
      const lines = [
        stranger.pid,
        join(directory, "cluster"),
        1_700_000_000,
        5432,
        "",
        "127.0.0.1",
        "",
        "ready",
        "",
      ];
      await writeFile(join(directory, "cluster", "postmaster.pid"), lines.join("\n"));
      await using server = await start();
      expect(await query(server.connectionString, "select 1 as one")).toEqual([{ one: 1 }]);
      expect(await isRunning(stranger.pid ?? 0)).toBe(true);
    } finally {
      stranger.kill();
    }
  });
});

describe("a process that ends without disposing", () => {
  test.each(["SIGKILL", "SIGINT"] as const)("takes the server with it: %s", async (signal) => {
    await copyReady();
    const { child, closed, said } = await runChild(
      directory,
      `
      const server = await startEmbeddedPostgres({ directory, logger, durability: "off" });
      say({ pid: server.pid });`,
    );
    child.kill(signal);
    await closed;
    await expect.poll(() => isRunning(said["pid"] as number)).toBe(false);
    // The server was shut down: there is nothing to recover.
    expect(await readdir(join(directory, "cluster"))).not.toContain("postmaster.pid");
  });

  test("takes the server with it: an uncaught error", async () => {
    await copyReady();
    const { closed, said } = await runChild(
      directory,
      `
      const server = await startEmbeddedPostgres({ directory, logger, durability: "off" });
      process.stdout.write(JSON.stringify({ pid: server.pid }) + "\\n", () => { throw new Error("surprise"); });`,
    );
    const [code] = await closed;
    expect(code).toBe(1);
    await expect.poll(() => isRunning(said["pid"] as number)).toBe(false);
  });

  test("importing installs no handlers", async () => {
    const { said } = await runChild(
      directory,
      `
      say(["exit", "beforeExit", "SIGINT", "SIGTERM", "SIGHUP"].map((name) => process.listenerCount(name)));`,
    );
    expect(said).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("initialising", () => {
  test("an interrupted attempt is cleared away and done again", async () => {
    await mkdir(join(directory, "cluster.new-0123"));
    await writeFile(join(directory, "cluster.new-0123", "PG_VERSION"), "18\n");
    await writeFile(join(directory, "cluster.new-0123.password"), "half");
    await using server = await start();
    expect(await query(server.connectionString, "select 1 as one")).toEqual([{ one: 1 }]);
    expect((await readdir(directory)).toSorted()).toEqual(["cluster", "holder-1.json"]);
  });

  test("something else in its place is refused and left alone", async () => {
    await mkdir(join(directory, "cluster"));
    await writeFile(join(directory, "cluster", "thesis.txt"), "chapter one");
    await expect(start()).rejects.toThrow(/not a database of Winnow/);
    expect(await readdir(join(directory, "cluster"))).toEqual(["thesis.txt"]);
    await expect(start()).rejects.toThrow(/not a database of Winnow/);
  });

  test("data of another major version are refused and left alone", async () => {
    await (await startReady()).stop();
    await writeFile(join(directory, "cluster", "PG_VERSION"), "17\n");
    await expect(start()).rejects.toThrow(/written by PostgreSQL 17; this Winnow brings PostgreSQL 18/);
  });
});

const nobody = { uid: 65_534, gid: 65_534 };
// In a clone under /root only root can run programs, so these tests cannot run.
const othersCanRun =
  !isRoot || spawnSync("test", ["-x", import.meta.dirname], { cwd: "/", ...nobody }).status === 0;
const dropRoot = isRoot
  ? `process.setgroups([]); process.setgid(65534); process.setuid(65534);`
  : "/* an ordinary user already */";

if (othersCanRun) {
  test("works as an ordinary user", async () => {
    const { closed, said } = await runChild(
      directory,
      `
    ${dropRoot}
    const { rows } = await (async () => {
      await using server = await startEmbeddedPostgres({ directory, logger, durability: "off" });
      const client = new pg.Client(server.connectionString);
      await client.connect();
      try { return await client.query("select current_user as name"); } finally { await client.end(); }
    })();
    say({ uid: process.getuid(), name: rows[0].name });`,
    );
    expect(said).toEqual({ uid: isRoot ? 65_534 : process.getuid?.(), name: "winnow" });
    expect(await closed).toEqual([0, null]);
  });
}

// Only root meets these cases.
if (isRoot) {
  describe("as root", () => {
    test("the server runs as another user, who owns the data", async () => {
      await using server = await startReady();
      const { uid } = await stat(join(directory, "cluster"));
      expect(uid).not.toBe(0);
      expect((await stat(`/proc/${server.pid}`)).uid).toBe(uid);
    });

    test("the data stay in a directory that the system user cannot enter, which changes no mode", async () => {
      const closed = join(directory, "closed");
      await mkdir(closed, { mode: 0o700 });
      const inside = join(closed, "a clone", "postgres");
      {
        await using server = await start({ directory: inside });
        await query(server.connectionString, "create table kept as select 42 as answer");
      }
      await using server = await start({ directory: inside });
      expect(await query(server.connectionString, "select answer from kept")).toEqual([{ answer: 42 }]);
      expect((await lstat(join(inside, "cluster"))).isDirectory()).toBe(true);
      expect((await stat(closed)).mode & 0o777).toBe(0o700);
    });

    test("data that lie elsewhere are found through a link", async () => {
      const elsewhere = join(directory, "elsewhere");
      await (await startReady()).stop();
      await rename(join(directory, "cluster"), elsewhere);
      await symlink(elsewhere, join(directory, "cluster"));
      await using server = await start();
      expect(await query(server.connectionString, "select 1 as one")).toEqual([{ one: 1 }]);
      expect((await lstat(join(directory, "cluster"))).isSymbolicLink()).toBe(true);
    });
  });
}

if (isRoot && othersCanRun) {
  describe("as root after an ordinary user, and the other way round", () => {
    test("an ordinary user is told whose data these are", async () => {
      await (await startReady()).stop();
      const { said } = await runChild(
        directory,
        `
        ${dropRoot}
        await startEmbeddedPostgres({ directory, logger }).catch((error) => say({ message: error.message }));`,
      );
      expect(said["message"]).toMatch(/belongs to another user/);
    });

    test("an owner who is not root keeps the data when root starts", async () => {
      await runChild(
        directory,
        `${dropRoot} await (await startEmbeddedPostgres({ directory, logger, durability: "off" })).stop(); say({});`,
      );
      await using server = await start();
      expect((await stat(`/proc/${server.pid}`)).uid).toBe(65_534);
      const { stdout } = await promisify(execFile)("ps", ["-o", "uid=", "-p", String(server.pid)]);
      expect(stdout.trim()).toBe("65534");
    });
  });
}

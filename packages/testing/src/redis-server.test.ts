import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { findRedis, startRedis } from "#redis-server.ts";
import { waitFor } from "#wait.ts";

const source = await findRedis();

describe.skipIf(source.kind === "missing")("startRedis", () => {
  it("keeps what was written across a crash, on the same address, and forgets it on a flush", async () => {
    await using server = await startRedis(source);
    const client = new Redis(server.url);
    client.on("error", () => undefined);
    await client.set("kept", "yes");
    await server.kill();
    await waitFor("the client to notice", () => client.status === "reconnecting");
    await server.start();
    expect(await client.get("kept")).toBe("yes");
    await server.restart();
    expect(await client.get("kept")).toBe("yes");
    await server.flush();
    expect(await client.get("kept")).toBeNull();
    client.disconnect();
  });

  it("gives each caller a server of its own", async () => {
    await using one = await startRedis(source);
    await using other = await startRedis(source);
    expect(one.url).not.toBe(other.url);
  });

  it.runIf(source.kind === "binary")("leaves no server and no file of a test that was killed", async () => {
    const parent = await mkdtemp(join(tmpdir(), "winnow-killed-"));
    const script = `
      import { findRedis, startRedis } from "#redis-server.ts";
      console.log((await startRedis(await findRedis())).url);`;
    const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
      cwd: import.meta.dirname,
      // It is not a test itself: without this its waits would look for the test that they belong to.
      env: { ...process.env, VITEST: undefined, TMPDIR: parent },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(owner, "exit");
    const [url] = (await once(createInterface({ input: owner.stdout }), "line")) as [string];
    const client = new Redis(url, { retryStrategy: () => null });
    client.on("error", () => undefined);
    await client.ping();
    owner.kill("SIGKILL");
    await ended;
    await waitFor("the server to end", () => client.status === "end");
    await waitFor("its directory to vanish", async () => (await readdir(parent)).length === 0);
    await rm(parent, { recursive: true });
  });
});

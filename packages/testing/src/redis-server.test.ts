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
});

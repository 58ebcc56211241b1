import { Redis } from "ioredis";
import { startRedis, type RedisSource } from "@winnow/testing";
import type { BackendServer } from "#conformance/server.ts";

export async function startRedisServer(source: RedisSource): Promise<BackendServer> {
  const server = await startRedis(source);
  return {
    async fresh() {
      await server.flush();
      return { kind: "redis", url: server.url };
    },
    kill: () => server.kill(),
    start: () => server.start(),
    empty: () => server.flush(),
    async loseMessages() {
      const client = new Redis(server.url);
      // Everything but the deduplication keys.
      const keys = (await client.keys("*")).filter((key) => !key.includes(":de:"));
      await client.del(keys);
      client.disconnect();
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

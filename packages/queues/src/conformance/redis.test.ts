import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Redis } from "ioredis";
import { findRedis, waitFor } from "@winnow/testing";
import type { QueueBackend } from "#backend.ts";
import { bellConformance } from "#conformance/cases.ts";
import { startRedisServer } from "#conformance/redis-server.ts";
import { Recorder, useStage } from "#conformance/stage.ts";

const source = await findRedis();

describe.skipIf(source.kind === "missing")("with a Redis", () => {
  bellConformance("a bell on Redis", () => startRedisServer(source));

  describe("on Redis", () => {
    let server: Awaited<ReturnType<typeof startRedisServer>>;
    let backend: QueueBackend;
    beforeAll(async () => {
      server = await startRedisServer(source);
    });
    afterAll(() => server?.[Symbol.asyncDispose]());
    beforeEach(async () => {
      backend = await server.fresh();
    });
    const stage = useStage(() => backend);

    it("keeps each queue's keys in one slot of a cluster, and few of them", async () => {
      const bell = stage.bell();
      const recorder = new Recorder<"process-chunk">();
      stage.listener({ queue: "process-chunk", handler: recorder.handler });
      await bell.ringMany(
        "process-chunk",
        Array.from({ length: 1_000 }, (_, chunk) => ({ jobId: "job_1", chunk })),
      );
      await waitFor("all", () => recorder.ended.length === 1_000);
      await waitFor("their end", async () => (await bell.depths())["process-chunk"].active === 0);
      const client = new Redis((backend as { url: string }).url);
      const keys = await client.keys("*");
      client.disconnect();
      expect(keys.filter((key) => !/^\{winnow-[a-z-]+\}:/.test(key))).toEqual([]);
      expect(keys.length).toBeLessThan(30);
    });
  });
});

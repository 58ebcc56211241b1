import { describe, expect, it } from "vitest";
import { waitFor } from "@winnow/testing";
import { chunk, isEmpty, Recorder, type Play } from "#conformance/stage.ts";

/** What a listener promises. */
export function listeningCases({ stage }: Play): void {
  describe("listening", () => {
    it("runs as many handlers at once as allowed, and no more", async () => {
      const bell = stage.bell();
      const recorder = new Recorder<"process-chunk">("shut");
      const listener = stage.listener({
        queue: "process-chunk",
        concurrency: 3,
        handler: recorder.handler,
      });
      await bell.ringMany("process-chunk", [1, 2, 3, 4, 5, 6, 7].map(chunk));
      await waitFor("three", () => listener.health().running === 3);
      await waitFor("the queue to say so", async () => (await bell.depths())["process-chunk"].active === 3);
      expect((await bell.depths())["process-chunk"].waiting).toBe(4);
      recorder.open();
      await waitFor("all", () => recorder.ended.length === 7);
      expect(recorder.runningMax).toBe(3);
    });

    it("drops an unreadable message, says so, and goes on", async () => {
      const bell = stage.bell();
      const outcomes: string[] = [];
      const recorder = new Recorder<"plan-job">();
      stage.listener({
        queue: "plan-job",
        handler: recorder.handler,
        onOutcome: (queue, outcome) => outcomes.push(`${queue} ${outcome}`),
      });
      const queue = bell.queues.find((one) => one.name === "plan-job");
      await queue?.add("plan-job", { jobId: 5 });
      await bell.ring("plan-job", { jobId: "job_1" });
      await waitFor("the good one", () => recorder.ended.length === 1);
      await waitFor("both outcomes", () => outcomes.length === 2);
      expect(outcomes.toSorted()).toEqual(["plan-job done", "plan-job dropped"]);
      expect(stage.log.filter((line) => line.includes('"msg":"unreadable message dropped"'))).toHaveLength(1);
      await waitFor("an empty queue", async () => isEmpty((await bell.depths())["plan-job"]));
    });

    it("survives every kind of throw, tries nothing twice, and keeps a storable reason", async () => {
      const bell = stage.bell();
      const throws: unknown[] = [
        new Error("NUL \0 and a lone surrogate \ud800 in it"),
        new Error("bullmq:rateLimitExceeded"),
        Object.assign(new Error("later, please"), { name: "DelayedError" }),
        Object.assign(new Error("later, please"), { name: "WaitingError" }),
        undefined,
        Object.create(null),
        new Error("x".repeat(100_000)),
      ];
      let runs = 0;
      stage.listener({
        queue: "process-chunk",
        concurrency: 1,
        handler: async (payload) => {
          runs += 1;
          throw throws[payload.chunk];
        },
      });
      await bell.ringMany(
        "process-chunk",
        throws.map((_, index) => chunk(index)),
      );
      await waitFor(
        "all to fail",
        async () => (await bell.depths())["process-chunk"].failed === throws.length,
      );
      expect(runs).toBe(throws.length);
      const failed = await bell.queues.find((queue) => queue.name === "process-chunk")?.getFailed();
      const reasons = failed?.map((message) => message.failedReason ?? "") ?? [];
      expect(reasons).toContain("Error: NUL \ufffd and a lone surrogate \ufffd in it");
      expect(reasons).toContain("DelayedError: later, please");
      expect(Math.max(...reasons.map((reason) => reason.length))).toBeLessThanOrEqual(500);
    });

    it("finishes what runs before it closes, and takes nothing more", async () => {
      const bell = stage.bell();
      const recorder = new Recorder<"process-chunk">("shut");
      const listener = stage.listener({
        queue: "process-chunk",
        concurrency: 1,
        handler: recorder.handler,
      });
      await bell.ringMany("process-chunk", [chunk(1), chunk(2)]);
      await waitFor("the first", () => recorder.started.length === 1);
      const closed = listener.close();
      recorder.open();
      await closed;
      expect(recorder.ended).toEqual([chunk(1)]);
      expect((await bell.depths())["process-chunk"]).toMatchObject({ waiting: 1, active: 0 });
    });

    it("aborts handlers that outlast the deadline, and leaves those that do not obey", async () => {
      const bell = stage.bell();
      const reasons: string[] = [];
      const deaf = Promise.withResolvers<void>();
      const listener = stage.listener({
        queue: "process-chunk",
        concurrency: 2,
        drainWithinMs: 50,
        handler: async (payload, { signal }) => {
          if (payload.chunk === 2) return deaf.promise;
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
          reasons.push(String(signal.reason));
          return undefined;
        },
      });
      await bell.ringMany("process-chunk", [chunk(1), chunk(2)]);
      await waitFor("both", () => listener.health().running === 2);
      await listener.close();
      expect(reasons).toEqual(["Error: the process-chunk listener closes and will not wait any longer"]);
      expect(listener.health().running).toBe(1);
      deaf.resolve();
    });
  });
}

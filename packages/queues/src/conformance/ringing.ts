import { describe, expect, it } from "vitest";
import { waitFor } from "@winnow/testing";
import { chunk, HOUR_MS, isEmpty, Recorder, type Play } from "#conformance/stage.ts";

/** What ringing promises. */
export function ringingCases({ stage, server }: Play): void {
  describe("ringing", () => {
    it("hands the payload to the listener and leaves no message", async () => {
      const bell = stage.bell();
      const recorder = new Recorder<"process-chunk">();
      const listener = stage.listener({ queue: "process-chunk", handler: recorder.handler });
      await bell.ring("process-chunk", chunk(7));
      await waitFor("the message", () => recorder.ended.length === 1);
      expect(recorder.ended).toEqual([chunk(7)]);
      await waitFor("its end", () => listener.health().consumedAt && listener.health().running === 0);
      await waitFor("an empty queue", async () => isEmpty((await bell.depths())["process-chunk"]));
    });

    it("rejects a payload that does not fit, and places nothing", async () => {
      const bell = stage.bell();
      await bell.ready();
      await expect(bell.ring("process-chunk", { jobId: "job:1", chunk: 1 })).rejects.toThrow(
        /letters, digits/,
      );
      await expect(bell.ring("plan-job", { jobId: "job_1", row: 1 } as never)).rejects.toThrow(/row/);
      await expect(bell.ringMany("process-chunk", [chunk(1), chunk(-1)])).rejects.toThrow(/>=0/);
      expect(Object.values(await bell.depths()).every(isEmpty)).toBe(true);
    });

    it("keeps one message while one waits, also when many ring at once", async () => {
      const bells = [stage.bell(), stage.bell()];
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => bells[index % 2]?.ring("process-chunk", chunk(index % 3))),
      );
      expect(await bells[0]?.depths()).toMatchObject({ "process-chunk": { waiting: 3, active: 0 } });
      const recorder = new Recorder<"process-chunk">();
      stage.listener({ queue: "process-chunk", handler: recorder.handler });
      await waitFor("all three", () => recorder.ended.length === 3);
      expect(recorder.ended.map((payload) => payload.chunk).toSorted()).toEqual([0, 1, 2]);
    });

    it("keeps one message of each in a batch, whatever its size", async () => {
      const bell = stage.bell();
      await bell.ring("process-chunk", chunk(3));
      await bell.ringMany(
        "process-chunk",
        Array.from({ length: 250 }, (_, index) => chunk(index % 240)),
      );
      expect((await bell.depths())["process-chunk"].waiting).toBe(240);
      await bell.ringMany("process-chunk", []);
    });

    it("runs once more after a run during which it was rung, however often", async () => {
      const bell = stage.bell();
      const recorder = new Recorder<"process-chunk">("shut");
      stage.listener({ queue: "process-chunk", concurrency: 4, handler: recorder.handler });
      await bell.ring("process-chunk", chunk(1));
      await waitFor("the first run", () => recorder.started.length === 1);
      for (let ring = 0; ring < 5; ring += 1) await bell.ring("process-chunk", chunk(1));
      await bell.ringMany("process-chunk", [chunk(1), chunk(1)]);
      expect((await bell.depths())["process-chunk"]).toMatchObject({ waiting: 0, active: 1 });
      recorder.open();
      await waitFor("the second run", () => recorder.ended.length === 2);
      await waitFor("an empty queue", async () => isEmpty((await bell.depths())["process-chunk"]));
      expect(recorder.started).toHaveLength(2);
      expect(recorder.runningMax).toBe(1);
    });

    it("rings again after a message completed, and after one failed and was kept", async () => {
      const bell = stage.bell();
      const outcomes: string[] = [];
      let fail = false;
      stage.listener({
        queue: "plan-job",
        handler: async () => {
          if (fail) throw new Error("no luck");
        },
        onOutcome: (_, outcome) => outcomes.push(outcome),
      });
      const ring = async (expected: string[]) => {
        await bell.ring("plan-job", { jobId: "job_1" });
        await waitFor(expected.join(), () => outcomes.length === expected.length);
        await waitFor("its end", async () => (await bell.depths())["plan-job"].active === 0);
        expect(outcomes).toEqual(expected);
      };
      await ring(["done"]);
      fail = true;
      await ring(["done", "failed"]);
      expect(await bell.depths()).toMatchObject({ "plan-job": { waiting: 0, failed: 1 } });
      await ring(["done", "failed", "failed"]);
      fail = false;
      await ring(["done", "failed", "failed", "done"]);
    });

    it("rings again after its waiting message was lost or removed", async () => {
      const bell = stage.bell();
      await bell.ring("plan-job", { jobId: "job_1" });
      await bell.ring("plan-job", { jobId: "job_1" }, { delayMs: HOUR_MS });
      await server().loseMessages();
      expect((await bell.depths())["plan-job"]).toMatchObject({ waiting: 0, delayed: 0 });
      await bell.ring("plan-job", { jobId: "job_1" });
      await bell.ring("plan-job", { jobId: "job_1" }, { delayMs: HOUR_MS });
      expect((await bell.depths())["plan-job"]).toMatchObject({ waiting: 1, delayed: 1 });
      await bell.queues.find((queue) => queue.name === "plan-job")?.drain();
      await bell.ring("plan-job", { jobId: "job_1" });
      expect((await bell.depths())["plan-job"]).toMatchObject({ waiting: 1 });
    });

    it("prefers a message of higher priority", async () => {
      const bell = stage.bell();
      for (const number of [1, 2, 3]) await bell.ring("process-chunk", chunk(number));
      await bell.ring("process-chunk", chunk(4), { priority: 1 });
      const recorder = new Recorder<"process-chunk">();
      stage.listener({ queue: "process-chunk", concurrency: 1, handler: recorder.handler });
      await waitFor("all", () => recorder.ended.length === 4);
      expect(recorder.ended.map((payload) => payload.chunk)).toEqual([4, 1, 2, 3]);
    });
  });
}

import { describe, expect, it } from "vitest";
import { waitFor } from "@winnow/testing";
import { chunk, Recorder, untilHandled, type Play } from "#conformance/stage.ts";
import { QueueBackendUnreachable } from "#link.ts";

/** What holds while servers come and go. */
export function breakingCases({ stage, server }: Play): void {
  describe("starting and breaking", () => {
    it("starts in any number at once on an empty backend", async () => {
      const bells = Array.from({ length: 6 }, () => stage.bell());
      const recorder = new Recorder<"plan-job">();
      const listeners = Array.from({ length: 3 }, () =>
        stage.listener({ queue: "plan-job", handler: recorder.handler }),
      );
      await Promise.all([...bells, ...listeners].map((one) => one.ready()));
      await bells[5]?.ring("plan-job", { jobId: "job_1" });
      await waitFor("the ring", () => recorder.ended.length === 1);
      expect(stage.log).toEqual([]);
    });

    it("consumes again after the server was killed and came back", async () => {
      const bell = stage.bell();
      const recorder = new Recorder<"process-chunk">();
      const listener = stage.listener({ queue: "process-chunk", handler: recorder.handler });
      await Promise.all([bell.ready(), listener.ready()]);
      for (let round = 1; round <= 2; round += 1) {
        await untilHandled(bell, chunk(round), recorder);
        await server().kill();
        await server().start();
        await bell.ready();
      }
      await untilHandled(bell, chunk(3), recorder);
      expect(listener.health().healthy).toBe(true);
    });

    it("frees a bell whose message was running when the server was killed", async () => {
      const bell = stage.bell();
      const recorder = new Recorder<"process-chunk">("shut");
      stage.listener({ queue: "process-chunk", handler: recorder.handler });
      await bell.ring("process-chunk", chunk(1));
      await waitFor("the run", () => recorder.started.length === 1);
      await server().kill();
      recorder.open();
      await waitFor("its end", () => recorder.ended.length === 1);
      await server().start();
      await bell.ready();
      recorder.ended.length = 0;
      // At once where the end of the message could be stored; else when the message counts as stalled.
      await untilHandled(bell, chunk(1), recorder, 60_000);
    }, 90_000);

    it("rings again after the backend was emptied, whatever waited or ran", async () => {
      const bell = stage.bell();
      const recorder = new Recorder<"process-chunk">("shut");
      const listener = stage.listener({
        queue: "process-chunk",
        concurrency: 1,
        handler: recorder.handler,
      });
      await bell.ringMany("process-chunk", [1, 2].map(chunk));
      await bell.ring("process-chunk", chunk(1), { delayMs: 3_600_000 });
      await waitFor("the first", () => recorder.started.length === 1);
      await server().empty();
      expect((await bell.depths())["process-chunk"]).toMatchObject({ waiting: 0, active: 0, delayed: 0 });
      recorder.open();
      await waitFor("its end", () => listener.health().running === 0);
      await bell.ringMany("process-chunk", [1, 2].map(chunk));
      await waitFor("both", () => recorder.ended.length === 3);
      await bell.ring("process-chunk", chunk(1));
      await waitFor("another", () => recorder.ended.length === 4);
    });

    it("starts while the server is down, loses rings without harm, and works once it is up", async () => {
      await server().kill();
      let lost = 0;
      const bell = stage.bell({ onLost: (_, count) => (lost += count) });
      const recorder = new Recorder<"process-chunk">();
      const listener = stage.listener({ queue: "process-chunk", handler: recorder.handler });
      await expect(listener.ready(300)).rejects.toThrow(QueueBackendUnreachable);
      await expect(bell.ready(300)).rejects.toThrow(
        /127\.0\.0\.1:\d+.*did not answer within 300 ms.*ECONNREFUSED/,
      );
      await bell.ring("process-chunk", chunk(1));
      await bell.ringMany("process-chunk", [chunk(1), chunk(2)]);
      expect(lost).toBe(3);
      expect(listener.health().healthy).toBe(false);
      await expect(bell.depths()).rejects.toThrow();
      await server().start();
      await Promise.all([bell.ready(), listener.ready()]);
      await untilHandled(bell, chunk(3), recorder);
      expect(listener.health().healthy).toBe(true);
    });

    it("closes while the server is down, and only once", async () => {
      const bell = stage.bell();
      const listener = stage.listener({ queue: "plan-job", handler: async () => undefined });
      await Promise.all([bell.ready(), listener.ready()]);
      await server().kill();
      try {
        await Promise.all([bell.close(), listener.close(), bell.close(), listener.close()]);
      } finally {
        await server().start();
      }
    });
  });
}

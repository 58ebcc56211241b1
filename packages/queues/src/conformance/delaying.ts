import { describe, expect, it } from "vitest";
import { waitFor } from "@winnow/testing";
import { chunk, HOUR_MS, isEmpty, Recorder, type Play } from "#conformance/stage.ts";

/** What a delayed ring promises. */
export function delayingCases({ stage }: Play): void {
  describe("delay", () => {
    it("rings no earlier than requested, while the listener idles", async () => {
      const bell = stage.bell();
      let rangAt = 0;
      const listener = stage.listener({
        queue: "recheck-rows",
        handler: async () => {
          rangAt = Date.now();
        },
      });
      await listener.ready();
      const askedAt = Date.now();
      await bell.ring("recheck-rows", chunk(1), { delayMs: 300 });
      expect((await bell.depths())["recheck-rows"]).toMatchObject({ waiting: 0, delayed: 1 });
      await waitFor("the ring", () => rangAt > 0);
      expect(rangAt - askedAt).toBeGreaterThanOrEqual(300);
    });

    it("does not hold back a ring that is due", async () => {
      const bell = stage.bell();
      const recorder = new Recorder<"recheck-rows">();
      stage.listener({ queue: "recheck-rows", handler: recorder.handler });
      await bell.ring("recheck-rows", chunk(1), { delayMs: HOUR_MS });
      await bell.ring("recheck-rows", chunk(1));
      await waitFor("the ring", () => recorder.ended.length === 1);
      expect((await bell.depths())["recheck-rows"].delayed).toBe(1);
    });

    it("keeps the earlier of two due times, whichever came first", async () => {
      const bell = stage.bell();
      const recorder = new Recorder<"recheck-rows">();
      await bell.ring("recheck-rows", chunk(1), { delayMs: HOUR_MS });
      await bell.ring("recheck-rows", chunk(1), { delayMs: 200 });
      await bell.ring("recheck-rows", chunk(2), { delayMs: 200 });
      await bell.ring("recheck-rows", chunk(2), { delayMs: HOUR_MS });
      expect((await bell.depths())["recheck-rows"]).toMatchObject({ waiting: 0, delayed: 2 });
      stage.listener({ queue: "recheck-rows", handler: recorder.handler });
      await waitFor("both", () => recorder.ended.length === 2);
      expect(recorder.ended.map((payload) => payload.chunk).toSorted()).toEqual([1, 2]);
      await waitFor("an empty queue", async () => isEmpty((await bell.depths())["recheck-rows"]));
    });

    it("lets a delayed message's own handler ring for the next time", async () => {
      const bell = stage.bell();
      let runs = 0;
      stage.listener({
        queue: "recheck-rows",
        handler: async (payload) => {
          runs += 1;
          if (runs < 3) await bell.ring("recheck-rows", payload, { delayMs: 20 });
        },
      });
      await bell.ring("recheck-rows", chunk(1), { delayMs: 20 });
      await waitFor("three runs", () => runs === 3);
    });
  });
}

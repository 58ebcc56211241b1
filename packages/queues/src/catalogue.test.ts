import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageId, queueCatalogue, queueNames } from "#catalogue.ts";
import type { Bell } from "#bell.ts";

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,30}$/);
const chunkPayload = fc.record({ jobId: id, chunk: fc.nat() });

describe("the catalogue", () => {
  it("gives every queue a name BullMQ takes, and one priority", () => {
    for (const name of queueNames) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
      // Every queue has the same default: one of 0 would go before every message that has a priority.
      expect(queueCatalogue[name].priority).toBe(10);
    }
  });

  it("types what is rung by the queue it is rung on", () => {
    // Checked by the compiler; never run.
    const misuses = (bell: Bell) => [
      bell.ring("process-chunk", { jobId: "job_1", chunk: 1 }),
      // @ts-expect-error -- an endpoint is not a job
      bell.ring("plan-job", { endpointId: "end_1" }),
      // @ts-expect-error -- a chunk is a number
      bell.ringMany("process-chunk", [{ jobId: "job_1", chunk: "1" }]),
      // @ts-expect-error -- there is no such queue
      bell.ring("plan-jobs", { jobId: "job_1" }),
    ];
    expect(misuses).toBeInstanceOf(Function);
  });
});

describe("messageId", () => {
  it("differs exactly where payloads differ, and holds nothing that BullMQ forbids", () => {
    fc.assert(
      fc.property(chunkPayload, chunkPayload, (one, other) => {
        const same = one.jobId === other.jobId && one.chunk === other.chunk;
        expect(messageId("process-chunk", one) === messageId("process-chunk", other)).toBe(same);
        expect(messageId("process-chunk", one)).not.toContain(":");
      }),
    );
  });

  it("does not depend on the order of a payload's keys", () => {
    expect(messageId("recheck-rows", { chunk: 2, jobId: "job_1" })).toBe("job_1.2");
  });

  it("is never that of a delayed message", () => {
    fc.assert(
      fc.property(id, fc.nat(), (jobId, chunk) => {
        expect(messageId("plan-job", { jobId })).not.toMatch(/\.later$/);
        expect(messageId("process-chunk", { jobId, chunk })).not.toMatch(/\.later$/);
      }),
    );
  });
});

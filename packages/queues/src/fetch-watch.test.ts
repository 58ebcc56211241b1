import type { IQueueBackend } from "bullmq";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchFetches } from "#fetch-watch.ts";

/** The four calls that are watched, of a backend that answers or fails as it is told. */
function backendThat(answer: () => Promise<never[]>): IQueueBackend {
  const calls = { moveToActive: answer, moveToCompleted: answer, moveToFailed: answer, extendLocks: answer };
  return calls as unknown as IQueueBackend;
}

describe("watchFetches", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("reports every answer", async () => {
    const reached = vi.fn();
    const watch = { reached, failed: vi.fn(), closing: new AbortController().signal };
    const backend = watchFetches(
      backendThat(async () => []),
      watch,
    );
    await backend.moveToActive("token");
    await backend.extendLocks([], [], 1);
    await (backend.moveToCompleted as () => Promise<unknown>)();
    await (backend.moveToFailed as () => Promise<unknown>)();
    expect(reached).toHaveBeenCalledTimes(4);
    expect(watch.failed).not.toHaveBeenCalled();
  });

  it("holds a failed fetch back before it lets the worker try again, unless it closes", async () => {
    const closing = new AbortController();
    const failed = vi.fn();
    const error = new Error("the database system is starting up");
    const backend = watchFetches(
      backendThat(() => Promise.reject(error)),
      { reached: vi.fn(), failed, closing: closing.signal },
    );
    const settled = vi.fn();
    const fetch = backend.moveToActive("token").catch(settled);
    await vi.advanceTimersByTimeAsync(499);
    expect(failed).toHaveBeenCalledExactlyOnceWith(error);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await fetch;
    expect(settled).toHaveBeenCalledWith(error);

    const last = backend.moveToActive("token").catch(settled);
    closing.abort();
    await last;
    expect(settled).toHaveBeenCalledTimes(2);
  });
});

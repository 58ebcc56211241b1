import { describe, expect, it } from "vitest";
import { pause, settlesWithin, within } from "#deadline.ts";

const HOUR_MS = 3_600_000;
const never = new Promise<never>(() => undefined);

describe("pause", () => {
  it("ends when its signal aborts, and does not begin when it has", async () => {
    const controller = new AbortController();
    const pausing = pause(HOUR_MS, controller.signal);
    controller.abort();
    await pausing;
    await pause(HOUR_MS, controller.signal);
  });
});

describe("settlesWithin", () => {
  it("is true for work that ends in any way, and false for work that does not", async () => {
    expect(await settlesWithin(Promise.resolve(), HOUR_MS)).toBe(true);
    expect(await settlesWithin(Promise.reject(new Error("no")), HOUR_MS)).toBe(true);
    expect(await settlesWithin(never, 1)).toBe(false);
  });
});

describe("within", () => {
  it("gives what the work gives, or its error, or the message", async () => {
    const message = () => "too late";
    expect(await within(Promise.resolve(5), HOUR_MS, message)).toBe(5);
    await expect(within(Promise.reject(new Error("no")), HOUR_MS, message)).rejects.toThrow("no");
    await expect(within(never, 1, message)).rejects.toThrow("too late");
  });
});

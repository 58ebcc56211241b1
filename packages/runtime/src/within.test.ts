import { describe, expect, it } from "vitest";
import { settlesWithin, withTimeout } from "#within.ts";

const HOUR_MS = 3_600_000;
const never = new Promise<never>(() => undefined);

describe("settlesWithin", () => {
  it("is true for work that ends in any way, and false for work that does not", async () => {
    expect(await settlesWithin(Promise.resolve(), HOUR_MS)).toBe(true);
    expect(await settlesWithin(Promise.reject(new Error("no")), HOUR_MS)).toBe(true);
    expect(await settlesWithin(never, 1)).toBe(false);
  });
});

describe("within", () => {
  it("gives what the work gives, or its error, or the message", async () => {
    expect(await withTimeout(Promise.resolve(5), HOUR_MS)).toBe(5);
    await expect(withTimeout(Promise.reject(new Error("no")), HOUR_MS)).rejects.toThrow("no");
    await expect(withTimeout(never, 1)).rejects.toThrow("no answer within 1 ms");
    await expect(withTimeout(never, 1, "too late")).rejects.toThrow("too late");
  });
});

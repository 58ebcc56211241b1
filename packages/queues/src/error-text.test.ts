import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorText, storableFailure, storableText } from "#error-text.ts";

describe("storableText", () => {
  it("is well-formed, short and free of control characters, whatever comes in", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 80 }),
        fc.integer({ min: 1, max: 40 }),
        (text, charsMax) => {
          const stored = storableText(text, charsMax);
          expect(stored.isWellFormed()).toBe(true);
          expect(stored.length).toBeLessThanOrEqual(charsMax);
          // oxlint-disable-next-line no-control-regex -- the text must not contain them
          expect(stored).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
        },
      ),
    );
  });

  it("leaves an ordinary text as it is", () => {
    expect(storableText("naïve 🦊\n\tline two", 100)).toBe("naïve 🦊\n\tline two");
  });

  it("does not leave half a character at the cut", () => {
    expect(storableText("ab🦊🦊", 4)).toBe("ab\ufffd…");
  });
});

describe("errorText", () => {
  it("finds something to say about everything that can be thrown", () => {
    expect(errorText(new Error("plain"))).toBe("plain");
    expect(errorText(new AggregateError([new Error("one"), new Error("two")]))).toBe("one; two");
    expect(errorText(Object.assign(new Error(""), { code: "ECONNREFUSED" }))).toBe("ECONNREFUSED");
    expect(errorText(new TypeError(""))).toBe("TypeError");
    expect(errorText("text")).toBe("text");
    expect(errorText(undefined)).toBe("undefined");
    expect(errorText(Object.create(null))).toBe("[object Object]");
  });
});

describe("storableFailure", () => {
  it("keeps the name and the message, in a text that BullMQ does not read as a command", () => {
    const failure = storableFailure(
      Object.assign(new Error("bullmq:rateLimitExceeded"), { name: "DelayedError" }),
    );
    expect(failure.name).toBe("Error");
    expect(failure.message).toBe("DelayedError: bullmq:rateLimitExceeded");
  });

  it("keeps a stack of bounded length", () => {
    const endless = new Error("deep");
    endless.stack = `Error: deep\n${"    at somewhere \0\n".repeat(10_000)}`;
    const { stack } = storableFailure(endless);
    expect(stack?.length).toBe(2_000);
    expect(stack).not.toContain("\0");
  });
});

import { describe, expect, test } from "vitest";
import { classifyReply } from "#reply/classify.ts";
import { CORPUS } from "#reply/corpus.test-data.ts";
import type { SmtpStage } from "#evidence/evidence.ts";

describe("classifyReply", () => {
  test.each(CORPUS)("$reply → $reason", ({ reply, reason, stage, host }) => {
    const { code, text } = split(reply);
    const { verdict } = classifyReply({ stage: stage ?? "rcpt", code, text, host });
    expect(verdict.reason).toBe(reason);
  });

  test.each([
    ["550 5.1.1 unknown", "rcpt", "mailbox"],
    ["452 4.5.3 too many recipients", "rcpt", "session"],
    ["452 4.3.1 insufficient system storage", "rcpt", "session"],
    ["421 4.7.0 too many connections", "rcpt", "provider"],
    ["554 5.7.1 blocked using zen.spamhaus.org", "rcpt", "egress"],
    ["550 5.7.1 relaying denied", "rcpt", "domain"],
    ["451 4.3.0 lookup failure", "rcpt", "host"],
    ["250 ok", "greeting", "session"],
  ] as const)("%s at %s has the scope %s", (reply, stage, scope) => {
    expect(classifyReply({ stage, ...split(reply) }).scope).toBe(scope);
  });

  test("a reply before RCPT is not about a mailbox, whatever its text", () => {
    const stages: SmtpStage[] = ["greeting", "ehlo", "starttls", "mail_from"];
    for (const { reply } of CORPUS) {
      for (const stage of stages) {
        const { verdict } = classifyReply({ stage, ...split(reply) });
        expect(verdict.status, `${stage}: ${reply}`).toBe("unknown");
      }
    }
  });

  test("a 4xx is never a permanent refusal", () => {
    for (const { reply, host } of CORPUS) {
      const { text } = split(reply);
      const words = text.replace(/^\d\.\d+\.\d+ /, "");
      for (const code of [421, 450, 451, 452, 454]) {
        const { verdict } = classifyReply({ stage: "rcpt", code, text: words, host });
        expect(["unknown", "risky"], `${code} ${words}`).toContain(verdict.status);
      }
    }
  });

  test("the class of the code takes precedence over that of the enhanced code", () => {
    expect(classifyReply({ stage: "rcpt", code: 550, enhanced: "4.2.2", text: "" }).verdict.reason).toBe(
      "mailbox_full",
    );
  });

  test("a bare 450 is greylisting on first contact only", () => {
    const reply = { stage: "rcpt", code: 450, text: "try again later" } as const;
    expect(classifyReply({ ...reply, attempt: 0 }).verdict.reason).toBe("greylisted");
    expect(classifyReply({ ...reply, attempt: 2 }).verdict.reason).toBe("server_busy");
  });

  test("a named wait is read from 4xx only", () => {
    const text = "greylisted, try again in 5 minutes";
    expect(classifyReply({ stage: "rcpt", code: 451, text }).retryAfterSeconds).toBe(300);
    expect(classifyReply({ stage: "rcpt", code: 550, text })).not.toHaveProperty("retryAfterSeconds");
  });

  test("64 kB lines of near misses are classified like any other", () => {
    for (const piece of [
      "user ",
      "mailbox x@y.z ",
      "no such ",
      "exceeded x ",
      "sender <a@b> ",
      "<a@b.c>: ",
      "your ip ",
    ]) {
      const text = piece.repeat(Math.ceil(65_536 / piece.length));
      expect(classifyReply({ stage: "rcpt", code: 550, text }).verdict.status).not.toBe("valid");
    }
  });
});

function split(reply: string): { code: number; text: string } {
  return { code: Number(reply.slice(0, 3)), text: reply.slice(4) };
}

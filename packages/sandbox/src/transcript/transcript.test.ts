import { describe, expect, test } from "vitest";
import { transcripts } from "#transcript/index.ts";
import { defineTranscript } from "#transcript/transcript.ts";

const STAGES = ["greeting", "ehlo", "mail_from", "rcpt"];
/** Not the 4.16.55.1 of Yahoo, nor the section 4.1.1.1 of an RFC. */
const IPV4 = /\b(?!4\.1)\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g;
/** RFC 5737, and the answers of block lists. */
const INVENTED = /^(?:192\.0\.2|198\.51\.100|203\.0\.113|127\.24\.0)\./;

describe("transcripts", () => {
  test("are read by stage, reason and line", () => {
    const about = { id: "x", speaker: "X" };
    const text = "\n  rcpt accepted\n  250-2.1.5 Ok\n  250 2.1.5 \n\ngreeting blocked\n554 No\n";
    expect(defineTranscript(about, text)).toEqual({
      ...about,
      replies: [
        { stage: "rcpt", reason: "accepted", lines: ["250-2.1.5 Ok", "250 2.1.5"] },
        { stage: "greeting", reason: "blocked", lines: ["554 No"] },
      ],
    });
  });

  test("exist once each, with replies for existing and for missing mailboxes", () => {
    const ids = transcripts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { replies } of transcripts) {
      const reasons = replies.filter(({ stage }) => stage === "rcpt").map(({ reason }) => reason);
      expect(reasons).toEqual(expect.arrayContaining(["accepted", "mailbox_not_found"]));
    }
  });

  test("contain whole replies (RFC 5321 §4.2.1)", () => {
    for (const { stage, reason, lines } of transcripts.flatMap(({ replies }) => replies)) {
      expect(STAGES).toContain(stage);
      expect(reason).toMatch(/^[a-z_0-9]+$/);
      const [first = ""] = lines;
      for (const [index, line] of lines.entries()) {
        const separator = index === lines.length - 1 ? " " : "-";
        expect(line.slice(0, 4)).toBe(`${first.slice(0, 3)}${separator}`);
        expect(line.length).toBeLessThan(510);
      }
    }
  });

  test("contain no real address", () => {
    for (const { lines } of transcripts.flatMap(({ replies }) => replies)) {
      for (const [address] of lines.join("\n").matchAll(IPV4)) {
        expect(address).toMatch(INVENTED);
      }
    }
  });
});

import { transcripts } from "@winnow/sandbox";
import { runs } from "@winnow/testing/sample";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ABOUT_US } from "#reply/about-us.test-data.ts";
import { classifyReply, type ReplyToClassify } from "#reply/classify.ts";
import { CORPUS } from "#reply/corpus.test-data.ts";
import { TEXT_READ_MAX } from "#reply/phrase.ts";
import type { SmtpStage } from "#evidence/evidence.ts";
import { VERDICTS, verdictOf } from "#evidence/vocabulary.ts";

const TEXTS = [
  ...CORPUS.map(({ reply }) => reply.slice(4)),
  ...ABOUT_US.map((reply) => reply.slice(4)),
  ...transcripts.flatMap(({ replies }) =>
    replies.map(({ lines }) => lines.map((line) => line.slice(4)).join(" ")),
  ),
];
const HOSTS = transcripts.flatMap(({ host }) => (host === undefined ? [] : [host]));
const EARLY: readonly SmtpStage[] = ["connect", "greeting", "ehlo", "starttls", "mail_from"];

const words = fc.array(fc.constantFrom(...TEXTS.flatMap((text) => text.split(" "))), { maxLength: 40 });
const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  words.map((list) => list.join(" ")),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.tuple(fc.constantFrom(...TEXTS), fc.string()).map((parts) => parts.join("")),
);
const mailHost = fc.option(fc.oneof(fc.constantFrom(...HOSTS), fc.domain(), fc.string()), { nil: undefined });
const enhanced = fc.option(
  fc.oneof(
    fc
      .tuple(fc.constantFrom(2, 4, 5), fc.nat(9), fc.nat(999))
      .map(([of, subject, detail]) => `${of}.${subject}.${detail}`),
    fc.string({ maxLength: 12 }),
  ),
  { nil: undefined },
);
const stage = fc.constantFrom<SmtpStage>(...EARLY, "rcpt", "catch_all");
const attempt = fc.option(fc.nat(5), { nil: undefined });
const any = fc.record({
  stage,
  code: fc.integer({ min: 200, max: 599 }),
  text,
  host: mailHost,
  enhanced,
  attempt,
});
const RUNS = { numRuns: runs(2_000) };

/** The same text in another case, with other white space between and around the words. */
function disguise(plain: string, seed: readonly number[]): string {
  const blanks = [" ", "  ", "\t", " \r\n ", "\u00a0"];
  const pick = (index: number): number => seed[index % seed.length] ?? 0;
  const letters = [...plain].map((letter, index) => {
    if (letter === " ") return blanks[pick(index) % blanks.length] ?? " ";
    return /[a-zA-Z]/.test(letter) && pick(index) % 2 === 0 ? swapCase(letter) : letter;
  });
  return ` ${letters.join("")}\t`;
}

function swapCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}

describe("any reply", () => {
  test("is classified within the vocabulary, the same way each time", () => {
    fc.assert(
      fc.property(any, (reply) => {
        const classified = classifyReply(reply);
        expect(classified.verdict).toEqual(verdictOf(classified.verdict.reason));
        expect(VERDICTS[classified.verdict.status]).toContain(classified.verdict.reason);
        expect(classifyReply({ ...reply })).toEqual(classified);
      }),
      RUNS,
    );
  });

  test("before RCPT is not about a mailbox", () => {
    fc.assert(
      fc.property(any, fc.constantFrom(...EARLY), (reply, early) => {
        const { verdict, scope } = classifyReply({ ...reply, stage: early });
        expect(verdict.status).toBe("unknown");
        expect(["mailbox", "domain"]).not.toContain(scope);
      }),
      RUNS,
    );
  });

  test("with 4xx is neither a permanent refusal nor an acceptance", () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 400, max: 499 }), (reply, later) => {
        const { status } = classifyReply({ ...reply, stage: "rcpt", code: later }).verdict;
        expect(["unknown", "risky"]).toContain(status);
      }),
      RUNS,
    );
  });

  test("with 2xx at RCPT is an acceptance, or no answer; with 5xx it is never one", () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 200, max: 299 }), (reply, yes) => {
        const accepted = classifyReply({ ...reply, stage: "rcpt", code: yes }).verdict;
        expect(accepted.reason).toBe(yes === 252 ? "cannot_verify" : "accepts_all_unconfirmed");
        const refused = classifyReply({ ...reply, stage: "rcpt", code: 500 + (yes % 100) }).verdict;
        expect(["valid", "catch_all"]).not.toContain(refused.status);
      }),
      RUNS,
    );
  });

  test("has the same meaning in any case and with any white space", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS.filter((plain) => plain.length < 300)),
        fc.integer({ min: 400, max: 599 }),
        mailHost,
        fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }),
        (plain, code, host, seed) => {
          const reply: ReplyToClassify = { stage: "rcpt", code, host, text: plain };
          expect(classifyReply({ ...reply, text: disguise(plain, seed), host: host?.toUpperCase() })).toEqual(
            classifyReply(reply),
          );
        },
      ),
      RUNS,
    );
  });

  test("is not read beyond 2,048 characters", () => {
    fc.assert(
      fc.property(any, text, (reply, beyond) => {
        const full = reply.text.padEnd(TEXT_READ_MAX, "x").slice(0, TEXT_READ_MAX);
        expect(classifyReply({ ...reply, text: full + beyond })).toEqual(
          classifyReply({ ...reply, text: full }),
        );
      }),
      RUNS,
    );
  });
});

import { transcripts, type TranscriptReply } from "@winnow/sandbox";
import { describe, expect, test } from "vitest";
import { providerOf } from "#provider/find.ts";
import { ABOUT_US } from "#reply/about-us.test-data.ts";
import { classifyReply, type Classification } from "#reply/classify.ts";
import { CORPUS } from "#reply/corpus.test-data.ts";
import { ReplyParser } from "#reply/parser.ts";
import { PROVIDER_RULES } from "#reply/provider/index.ts";
import { VERDICTS } from "#evidence/vocabulary.ts";

const HOSTS = transcripts.flatMap(({ host }) => (host === undefined ? [] : [host]));
const CASES = transcripts.flatMap((transcript) => transcript.replies.map((said) => ({ transcript, said })));

/** As the engine reads it: bytes, replies, meaning. */
function classify({ stage, lines }: TranscriptReply, host: string | undefined): Classification {
  const text = lines.join("\r\n").replaceAll("{recipient}", "john@acme.test");
  const parser = new ReplyParser();
  const [reply, ...more] = parser.push(Buffer.from(`${text}\r\n`));
  if (reply === undefined || more.length > 0) throw new Error(`not one reply: ${text}`);
  return classifyReply({ stage, ...reply, host });
}

function split(reply: string): Classification {
  return classifyReply({ stage: "rcpt", code: Number(reply.slice(0, 3)), text: reply.slice(4) });
}

/** The meaning of a single acceptance. */
function reasonOf({ verdict }: Classification): string {
  return verdict.status === "catch_all" ? "accepted" : verdict.reason;
}

describe("transcripts", () => {
  test.each(
    CASES.map(({ transcript, said }) => ({
      transcript,
      said,
      id: transcript.id,
      text: said.lines.join(" "),
    })),
  )("$id $said.stage $said.reason: $text", ({ transcript, said }) => {
    expect(reasonOf(classify(said, transcript.host))).toBe(said.reason);
  });

  test("belong to hosts that the provider table has under the same name", () => {
    for (const { id, host } of transcripts) {
      if (host !== undefined) expect(providerOf(host)?.id).toBe(id);
    }
  });

  test("exist for every provider with special rules, and match each of these rules", () => {
    const decided = new Set(CASES.map(({ transcript, said }) => classify(said, transcript.host).rule));
    for (const { permanent = [], transient = [], early = [] } of PROVIDER_RULES) {
      const own = [...permanent, ...transient, ...early].map(({ id }) => id);
      expect(own.filter((id) => decided.has(id))).toEqual(own);
    }
  });
});

describe("the special meaning of a provider's text", () => {
  const ownIds = new Map<string, readonly string[]>();
  for (const { providers, permanent = [], transient = [], early = [] } of PROVIDER_RULES) {
    for (const { id } of [...permanent, ...transient, ...early]) {
      ownIds.set(id, [...(ownIds.get(id) ?? []), ...providers]);
    }
  }

  test("does not apply to other hosts", () => {
    for (const { said } of CASES) {
      for (const host of [...HOSTS, "mx.acme.test", undefined]) {
        const { rule } = classify(said, host);
        const owners = ownIds.get(rule);
        if (owners !== undefined) expect(owners).toContain(providerOf(host ?? "")?.id);
      }
    }
  });

  test("a text that means an unknown mailbox at one provider does not make a mailbox of another one invalid", () => {
    const edge = "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)";
    const reply = { stage: "rcpt", code: 550, text: edge.slice(4) } as const;
    expect(classifyReply({ ...reply, host: "a.mail.protection.outlook.com" }).verdict.status).toBe("invalid");
    for (const host of [
      "hotmail-com.olc.protection.outlook.com",
      "mx.acme.test",
      "protection.outlook.com.evil.example",
    ]) {
      expect(classifyReply({ ...reply, host }).verdict).toMatchObject({
        status: "unknown",
        reason: "blocked",
      });
    }
  });
});

test.each(ABOUT_US)("%s says nothing about the mailbox", (reply) => {
  expect(split(reply).verdict.status).toBe("unknown");
});

describe("the bar", () => {
  const labelled = [
    ...CASES.map(({ transcript, said }) => ({
      reason: said.reason,
      got: classify(said, transcript.host),
    })),
    ...ABOUT_US.map((reply) => ({ reason: "cannot_verify", got: split(reply) })),
    ...CORPUS.map(({ reply, reason, stage = "rcpt", host }) => ({
      reason: reason === "accepts_all_unconfirmed" ? "accepted" : reason,
      got: classifyReply({ stage, code: Number(reply.slice(0, 3)), text: reply.slice(4), host }),
    })),
  ];

  test("at least 58 of 59 “user unknown” are recognized; at most 2 of 68 other replies are called invalid", () => {
    const unknownUser = labelled.filter(({ reason }) => reason === "mailbox_not_found");
    const caught = unknownUser.filter(({ got }) => got.verdict.reason === "mailbox_not_found");
    const aboutUs = labelled.filter(({ reason }) => (VERDICTS.unknown as readonly string[]).includes(reason));
    const falselyInvalid = aboutUs.filter(({ got }) => got.verdict.status === "invalid");
    expect(unknownUser.length).toBeGreaterThanOrEqual(59);
    expect(caught.length / unknownUser.length).toBeGreaterThanOrEqual(58 / 59);
    expect(aboutUs.length).toBeGreaterThanOrEqual(68);
    expect(falselyInvalid.length / aboutUs.length).toBeLessThanOrEqual(2 / 68);
  });
});

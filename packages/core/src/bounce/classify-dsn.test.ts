import { describe, expect, test } from "vitest";
import { classifyDsn } from "#bounce/classify-dsn.ts";
import { HEADER, multipart, status, words } from "#bounce/delivery-report.test-data.ts";
import { PROVIDER_REPORTS } from "#bounce/provider-reports.test-data.ts";
import { SMALL_SERVER_REPORTS } from "#bounce/small-server-reports.test-data.ts";
import { UNIX_REPORTS } from "#bounce/unix-reports.test-data.ts";

const ADA = "ada@acme.test";
const kindOf = async (report: string, email = ADA) => (await classifyDsn(report, email))?.kind;

describe("a code, or one line", () => {
  test.each([
    ["5.1.1", "hard"],
    ["550 5.1.1 <ada@acme.test>: Recipient address rejected: User unknown", "hard"],
    ["smtp; 550-5.1.1 The email account that you tried to reach does not exist. gsmtp", "hard"],
    ["550 No such user here", "hard"],
    ["5.2.1 mailbox disabled", "hard"],
    ["5.1.10 null MX", "hard"],
    ["554 5.7.1 Message rejected as spam", "soft"],
    ["550 5.7.26 unauthenticated", "soft"],
    ["552 5.2.2 mailbox full", "soft"],
    ["4.2.2", "soft"],
    ["421 try again later", "soft"],
    ["250 2.1.5 Ok", "soft"],
    ["the address 10.5.1.1 said no", undefined],
    ["it bounced", undefined],
    ["order 55012", undefined],
  ])("%s → %s", async (text, kind) => {
    expect(await kindOf(text)).toBe(kind);
  });

  test.each([
    ["5.0.0", "hard"],
    ["550 5.0.0 <ada@acme.test>... User unknown", "hard"],
    ["554 5.0.0 Service unavailable", "soft"],
    ["Sorry, no mailbox here. (#5.0.0)", "hard"],
    ["Remote host said: 554 no. (#5.0.0)", "soft"],
  ])("5.0.0 gives way to the reply code: %s → %s", async (text, kind) => {
    expect(await kindOf(text)).toBe(kind);
  });

  test.each([
    ["mail bounced 5.1.1", "hard"],
    ["the mailbox is gone, it says 550", "hard"],
    ["failed with a 550.", "hard"],
    ["the queue bounced 4.4.7 today", "soft"],
  ])("a code anywhere in a sentence, where there is no better one: %s → %s", async (text, kind) => {
    expect(await kindOf(text)).toBe(kind);
  });
});

describe("what only looks like a status", () => {
  test.each([
    "Exim 4.94.2",
    "Exim 4.6.3",
    "exim 4.6.3",
    "Postfix 2.11.3",
    "Postfix 2.3.1",
    "Postfix/2.5.1",
    "Sendmail (5.1.2)",
    "MailFilter v5.1.1",
    "version 5.1.1",
    "libmail-5.1.1-2ubuntu3",
    "mx-5.1.1.acme.test",
    "[5.1.1.10]",
    "10.5.1.1",
    "[2001:db8:550:1::250]",
    "5.1.2026",
    "5.1.10 09:30",
    "Date: 5.1.10",
    "05.01.10",
    "2026-11-20 07:11:58,550 INFO",
    "550 KB",
    "550 messages",
    "mx.acme.test[192.0.2.250]:587",
  ])("%s", async (text) => {
    expect(await kindOf(text)).toBeUndefined();
    expect(await kindOf(`Message from ${text}\n552 5.2.2 mailbox full`)).toBe("soft");
    expect(await kindOf(`Message from ${text}: 550 no such user`)).toBe("hard");
  });

  test("the header of a report, without its body", async () => {
    expect(await kindOf(`${HEADER}\nSubject: Undelivered Mail Returned to Sender`)).toBeUndefined();
  });

  test("the status of a message in a mailbox file", async () => {
    expect(
      await kindOf(`From MAILER-DAEMON Fri Nov 20 07:12:00 2026\n${HEADER}\nStatus: RO\n\nno code`),
    ).toBe(undefined);
  });
});

describe("reports of mail servers", () => {
  const reports = [...UNIX_REPORTS, ...SMALL_SERVER_REPORTS, ...PROVIDER_REPORTS];

  test("each has a source", () => {
    expect(new Set(reports.map(({ name }) => name.split(",")[0])).size).toBeGreaterThanOrEqual(10);
    expect(reports.filter(({ source }) => source === "")).toEqual([]);
  });

  test.each(reports)("$name: $kind", async ({ report, email, kind }) => {
    expect(await kindOf(report, email)).toBe(kind);
    // However its lines end.
    expect(await kindOf(report.replaceAll("\n", "\r\n"), email)).toBe(kind);
    expect(await kindOf(report.replaceAll("\n", "\r"), email)).toBe(kind);
  });
});

const RECIPIENTS = status(`Reporting-MTA: dns; mx.sender.test

Final-Recipient: rfc822; bob@acme.test
Original-Recipient: rfc822; robert@acme.test
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 mailbox full

Final-Recipient: rfc822; ADA@xn--bcher-kva.test
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 unknown

Final-Recipient: utf-8; j\\x{FC}rgen@b\\x{FC}cher.test
Action: delayed
Status: 5.1.1`);
const IN_WORDS = `<bob@acme.test>: host mx.acme.test[192.0.2.1] said: 552 5.2.2
    mailbox full
<mada@acme.test>: host mx.acme.test[192.0.2.1] said: 452 4.2.2 mailbox full

<ada@acme.test>: host mx.acme.test[192.0.2.1] said: 550 5.1.1
    <ada@acme.test>: unknown, ask bob@acme.test
<eve@acme.test>:
    no answer`;

describe("a report about several recipients", () => {
  test.each([
    ["bob@acme.test", "soft"],
    ["Robert@acme.test", "soft"],
    ["ada@bücher.test", "hard"],
    ["ada@xn--bcher-kva.test", "hard"],
    ["jürgen@bücher.test", "soft"],
    // Not all of the others failed for good.
    ["carol@acme.test", "soft"],
  ])("fields: %s is %s", async (email, kind) => {
    expect(await kindOf(RECIPIENTS, email)).toBe(kind);
    expect(await kindOf(multipart(words("See below."), RECIPIENTS), email)).toBe(kind);
  });

  test.each([
    ["ada@acme.test", "hard"],
    ["bob@acme.test", "soft"],
    ["mada@acme.test", "soft"],
    ["eve@acme.test", undefined],
    ["carol@acme.test", "soft"],
  ])("words: %s is %s", async (email, kind) => {
    expect(await kindOf(IN_WORDS, email)).toBe(kind);
    expect(await kindOf(multipart(words(IN_WORDS)), email)).toBe(kind);
  });

  test("codes below the line that names the recipient", async () => {
    const report =
      "<bob@acme.test>:\nRemote host said: 552 5.2.2 full\n\n<ada@acme.test>:\nRemote host said: 550 5.1.1 no";
    expect(await kindOf(report, "ada@acme.test")).toBe("hard");
    expect(await kindOf(report, "bob@acme.test")).toBe("soft");
  });

  test("fields in any order, some of them left out", async () => {
    const report =
      "Action: failed\nFinal-Recipient: rfc822; bob@acme.test\nStatus: 5.0.0\n\n" +
      "Diagnostic-Code: smtp; 554 5.7.1 spam\nAction: failed\nFinal-Recipient: rfc822; ada@acme.test\nStatus: 5.0.0";
    expect(await kindOf(report, "bob@acme.test")).toBe("hard");
    expect(await kindOf(report, "ada@acme.test")).toBe("soft");
  });

  test("lines that begin with something else", async () => {
    const lines =
      "550 5.1.1 <ada@acme.test>: unknown\n552 5.2.2 <bob@acme.test>: full\nto: bob@acme.test\nto: eve@acme.test";
    expect(await kindOf(lines, "ada@acme.test")).toBe("hard");
    expect(await kindOf(lines, "bob@acme.test")).toBe("soft");
    expect(await kindOf(lines, "da@acme.test")).toBe("soft");
  });

  test("mail that was forwarded and bounced there", async () => {
    expect(await kindOf("Final-Recipient: rfc822; ada@home.test\nAction: failed\nStatus: 5.1.1")).toBe(
      "hard",
    );
  });
});

import { describe, expect, test } from "vitest";
import { classifyDsn } from "#bounce/classify-dsn.ts";
import { HEADER, multipart, status, words } from "#bounce/delivery-report.test-data.ts";

const ADA = "ada@acme.test";
const kindOf = async (report: string) => (await classifyDsn(report, ADA))?.kind;

describe("a part of a report that was pasted", () => {
  const fields =
    "Final-Recipient: rfc822; ada@acme.test\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.acme.test";

  test.each([
    ["the fields", fields],
    ["with a blank line after each", fields.replaceAll("\n", "\n\n")],
    ["indented", fields.replaceAll(/^/gm, "    ")],
    ["quoted", fields.replaceAll(/^/gm, "> ")],
    ["as a list", fields.replaceAll(/^/gm, "- ")],
    ["one field", "Status: 5.1.1"],
    [
      "below the words of the same report",
      `The mail system\n\n<ada@acme.test>: see (Exim 4.94.2)\n\n${fields}`,
    ],
    [
      "from the boundary on",
      `--=_b\n${status(fields)}\n\n--=_b\nContent-Type: message/rfc822\n\nSubject: 4.2.2`,
    ],
    ["headers and fields in one", `From: MAILER-DAEMON@sender.test\n${fields}`],
    [
      "the whole, with the indentation of its header lost",
      multipart(status(fields)).replaceAll("\n\t", "\n"),
    ],
    ["the whole, with its boundary lost", multipart(status(fields)).replace('boundary="=_b"', "x=y")],
    [
      "in base64",
      multipart(
        `Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n${btoa(fields)}`,
      ),
    ],
    [
      "as an attachment of a forwarded report",
      multipart(`Content-Disposition: attachment\n${status(fields)}`),
    ],
    [
      "in the form for international addresses",
      multipart(status(fields).replace("message/", "message/global-")),
    ],
    [
      "HTML alone",
      `${HEADER}\nContent-Type: text/html\n\n<table><tr><td>5.1.1</td><td>unknown</td></tr></table>`,
    ],
    [
      "a field of a header right above the reply",
      "Subject: Undelivered mail\n550 5.1.1 <ada@acme.test> unknown",
    ],
  ])("%s", async (_, report) => {
    expect(await kindOf(report)).toBe("hard");
  });

  test.each([
    "--- Below this line is a copy of the message.",
    "    Below is a copy of the original message:",
    "------ This is a copy of the message, including all the headers. ------",
    "----- Original message -----",
    "   ----- Unsent message follows -----",
    "Original message headers:",
  ])("the returned message is not read: %s", async (heading) => {
    expect(await kindOf(`Sorry, ${ADA}.\n\n${heading}\n\nSubject: 550 5.1.1\n\n550 5.1.1`)).toBeUndefined();
  });

  test("what decided is told, and nothing of the message that came back", async () => {
    const whole = await classifyDsn(multipart(words("Sorry."), status(fields)), ADA);
    expect(whole?.evidence).toBe(fields.split("\n").slice(0, 3).join("\n"));
    const text = await classifyDsn("Dear sender,\nsorry:\n550 5.1.1 unknown", ADA);
    expect(text?.evidence).toBe("550 5.1.1 unknown");
  });
});

describe("broken and huge reports", () => {
  // As much as the API takes.
  const many = 131_072;

  test.each([
    ["nothing but line ends", "\n".repeat(many), undefined],
    ["nothing but blanks", " ".repeat(many), undefined],
    ["blank lines and an end", `x${"\n \t".repeat(many / 3)}x`, undefined],
    ["brackets", "<".repeat(many), undefined],
    ["HTML brackets", `${HEADER}\nContent-Type: text/html\n\n${"<".repeat(many)}`, undefined],
    ["digits", "5".repeat(many), undefined],
    ["numbers with dots", "5.".repeat(many / 2), undefined],
    ["replies without end", "550 ".repeat(many / 4), "hard"],
    ["addresses", "a@b.c\n".repeat(many / 6), undefined],
    ["an address without end", `${"a".repeat(many)}@acme.test`, undefined],
    ["fields without values", "Status:\n".repeat(many / 8), undefined],
    ["statuses", `${"Status: 5.1.1\n".repeat(many / 14)}`, "hard"],
    ["a folded field without end", `Diagnostic-Code: smtp; 550\n${" x\n".repeat(many / 3)}`, "hard"],
    ["braces", '{"emailAddress'.repeat(many / 14), undefined],
    [
      "parts within parts",
      Array.from(
        { length: 2_000 },
        (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n`,
      ).join(""),
      undefined,
    ],
    ["parts beside parts", multipart(...Array.from({ length: 5_000 }, () => words("sorry"))), undefined],
    ["a header without end", `Subject: ${"a".repeat(many)}\nFrom: x`, undefined],
    ["encoded words", `Subject: ${"=?utf-8?b?".repeat(many / 10)}\n\n5.1.1`, "hard"],
    ["a message in half a part", multipart(words("550 5.1.1 unknown")).slice(0, 1_100), "hard"],
    ["NUL and half a surrogate pair", "\0\ud800 550 5.1.1 unknown", "hard"],
  ])("%s", async (_, report, kind) => {
    expect(await kindOf(report)).toBe(kind);
  });
});

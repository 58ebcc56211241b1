import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { crowdOf, crowdOfMany, manyDomains } from "./crowd.ts";
import { isRunnable } from "./installed.ts";
import { startInterviewer, verdictOf, type Interviewer } from "./interview.ts";
import { startMailServer, type MailServer } from "./mail-server.ts";

const kinds = ["local", "grey", "catchall"].map((kind) => `${kind}.opensmtpd.test`);
const domains = {
  plain: ["opensmtpd.test", "elsewhere.test", ...kinds, ...manyDomains("many.opensmtpd.test")],
  secure: ["secure.opensmtpd.test"],
  vain: manyDomains("vain.opensmtpd.test"),
};

describe.skipIf(!isRunnable("opensmtpd"))("OpenSMTPD", () => {
  const parts = new AsyncDisposableStack();
  let server: MailServer;
  let opensmtpd: Interviewer;
  beforeAll(async () => {
    server = parts.use(await startMailServer("opensmtpd"));
    opensmtpd = parts.use(await startInterviewer(server, domains));
  });
  afterAll(() => parts.disposeAsync());

  test("existing, missing, full and disabled mailboxes", async () => {
    const accepted = "250 2.1.5 Destination address valid: Recipient ok";
    const expected = {
      "ada@opensmtpd.test": ["valid/accepted", accepted],
      "missing@opensmtpd.test": [
        "invalid/mailbox_not_found",
        "524 5.2.4 Mailing list expansion problem: <missing@opensmtpd.test>",
      ],
      "full@opensmtpd.test": ["invalid/mailbox_full", "552 5.2.2 Mailbox full"],
      "disabled@opensmtpd.test": ["invalid/mailbox_disabled", "550 5.2.1 This account has been disabled"],
      "ada@local.opensmtpd.test": ["valid/accepted", accepted],
      "missing@local.opensmtpd.test": [
        "invalid/mailbox_not_found",
        "550 Invalid recipient: <missing@local.opensmtpd.test>",
      ],
    };
    expect(await opensmtpd.askEach(Object.keys(expected))).toEqual(expected);
  });

  test("a domain that it does not serve gets the reply of a missing mailbox", async () => {
    expect(await opensmtpd.askEach(["ada@elsewhere.test"])).toEqual({
      "ada@elsewhere.test": ["invalid/mailbox_not_found", "550 Invalid recipient: <ada@elsewhere.test>"],
    });
  });

  test("a greylisted mailbox is deferred, and valid on the next attempt", async () => {
    const first = await opensmtpd.ask("ada@grey.opensmtpd.test");
    expect(verdictOf(first)).toBe("unknown/greylisted");
    expect(first.deferral).toEqual({ cause: "greylisted" });
    expect(verdictOf(await opensmtpd.askAgain(first))).toBe("valid/accepted");
  });

  test("a domain that accepts every address", async () => {
    expect(verdictOf(await opensmtpd.ask("ada@catchall.opensmtpd.test"))).toBe("catch_all/accepts_all");
  });

  test("non-ASCII letters, which it does not support", async () => {
    expect(verdictOf(await opensmtpd.ask("jörg@opensmtpd.test"))).toBe("unknown/smtputf8_unsupported");
  });

  test("a host that requires TLS, with a self-signed certificate", async () => {
    const one = await opensmtpd.ask("ada@secure.opensmtpd.test");
    // Debian 12's offers STARTTLS and fails in every handshake, because its 6.8 is incompatible with OpenSSL 3. The tests above
    // therefore also show that a host is queried in plain text when its TLS does not work.
    const broken = one.evidence.some((seen) => seen.stage === "starttls" && "failure" in seen);
    expect(verdictOf(one)).toBe(broken ? "unknown/tls_failed" : "valid/accepted");
  });

  test("sixty addresses of which most are missing", async () => {
    const crowd = crowdOf("opensmtpd.test");
    expect(await opensmtpd.askAll(Object.keys(crowd))).toEqual(crowd);
  });

  test("more of them in a session than it accepts: it may close the connection, and all get their verdicts", async () => {
    await using greedy = await startInterviewer(server, domains, {
      recipientsPerSession: 120,
      maxSessionsPerHost: 1,
    });
    const crowd = { ...crowdOf("opensmtpd.test"), ...crowdOfMany("many.opensmtpd.test") };
    expect(await greedy.askAll(Object.keys(crowd))).toEqual(crowd);
  });

  test("thirty domains of one host", async () => {
    const crowd = crowdOfMany("many.opensmtpd.test");
    expect(await opensmtpd.askAll(Object.keys(crowd))).toEqual(crowd);
  });

  test("thirty domains with different names for the host", async () => {
    const crowd = crowdOfMany("vain.opensmtpd.test");
    expect(await opensmtpd.askAll(Object.keys(crowd))).toEqual(crowd);
  });
});

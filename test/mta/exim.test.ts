import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { crowdOf, crowdOfMany, manyDomains } from "./crowd.ts";
import { isRunnable } from "./installed.ts";
import { startInterviewer, verdictOf, type Interviewer } from "./interview.ts";
import { startMailServer, type MailServer } from "./mail-server.ts";

const kinds = ["grey", "catchall"].map((kind) => `${kind}.exim.test`);
const domains = {
  plain: ["exim.test", "elsewhere.test", ...kinds, ...manyDomains("many.exim.test")],
  secure: ["secure.exim.test"],
  vain: manyDomains("vain.exim.test"),
};

describe.skipIf(!isRunnable("exim"))("Exim", () => {
  const parts = new AsyncDisposableStack();
  let server: MailServer;
  let exim: Interviewer;
  beforeAll(async () => {
    server = parts.use(await startMailServer("exim"));
    exim = parts.use(await startInterviewer(server, domains));
  });
  afterAll(() => parts.disposeAsync());

  test("existing, missing, full and disabled mailboxes", async () => {
    const expected = {
      "ada@exim.test": ["valid/accepted", "250 Accepted"],
      "missing@exim.test": ["invalid/mailbox_not_found", "550 Unrouteable address"],
      "full@exim.test": ["invalid/mailbox_full", "552 5.2.2 Mailbox is full"],
      "disabled@exim.test": ["invalid/mailbox_disabled", "550 This account has been disabled"],
    };
    expect(await exim.askEach(Object.keys(expected))).toEqual(expected);
  });

  test("a full mailbox without a text about it stays unknown", async () => {
    const reply = "550 Administrative prohibition";
    expect(await exim.askEach(["full.tacitly@exim.test"])).toEqual({
      "full.tacitly@exim.test": ["unknown/blocked", reply],
    });
  });

  test("a domain that it does not serve", async () => {
    expect(await exim.askEach(["ada@elsewhere.test"])).toEqual({
      "ada@elsewhere.test": ["invalid/domain_not_served", "550 relay not permitted"],
    });
  });

  test("a greylisted mailbox is deferred for the named wait, and valid after it", async () => {
    const first = await exim.ask("ada@grey.exim.test");
    expect(verdictOf(first)).toBe("unknown/greylisted");
    expect(first.deferral).toEqual({ cause: "greylisted", retryAfterSeconds: 1 });
    expect(verdictOf(await exim.askAgain(first))).toBe("valid/accepted");
  });

  test("a domain that accepts every address", async () => {
    expect(verdictOf(await exim.ask("ada@catchall.exim.test"))).toBe("catch_all/accepts_all");
  });

  test("non-ASCII letters", async () => {
    expect(await exim.askAll(["jörg@exim.test", "jürg@exim.test"])).toEqual({
      "jörg@exim.test": "valid/accepted",
      "jürg@exim.test": "invalid/mailbox_not_found",
    });
  });

  test("a host that requires TLS, with a self-signed certificate", async () => {
    expect(verdictOf(await exim.ask("ada@secure.exim.test"))).toBe("valid/accepted");
  });

  test("sixty addresses of which most are missing", async () => {
    const crowd = crowdOf("exim.test");
    expect(await exim.askAll(Object.keys(crowd))).toEqual(crowd);
  });

  test("more of them in a session than it accepts: it may close the connection, and all get their verdicts", async () => {
    await using greedy = await startInterviewer(server, domains, {
      recipientsPerSession: 120,
      maxSessionsPerHost: 1,
    });
    const crowd = { ...crowdOf("exim.test"), ...crowdOfMany("many.exim.test") };
    expect(await greedy.askAll(Object.keys(crowd))).toEqual(crowd);
  });

  test("thirty domains of one host", async () => {
    const crowd = crowdOfMany("many.exim.test");
    expect(await exim.askAll(Object.keys(crowd))).toEqual(crowd);
  });

  test("thirty domains with different names for the host", async () => {
    const crowd = crowdOfMany("vain.exim.test");
    expect(await exim.askAll(Object.keys(crowd))).toEqual(crowd);
  });
});

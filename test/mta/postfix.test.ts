import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { crowdOf, crowdOfMany, manyDomains } from "./crowd.ts";
import { isRunnable } from "./installed.ts";
import { startInterviewer, verdictOf, type Interviewer } from "./interview.ts";
import { startMailServer, type MailServer } from "./mail-server.ts";
import { startPolicyService } from "./policy-service.ts";

const kinds = ["local", "relay", "alias", "grey", "catchall"].map((kind) => `${kind}.postfix.test`);
const domains = {
  plain: ["postfix.test", "elsewhere.test", ...kinds, ...manyDomains("many.postfix.test")],
  secure: ["secure.postfix.test"],
  vain: manyDomains("vain.postfix.test"),
};

describe.skipIf(!isRunnable("postfix"))("Postfix", () => {
  const parts = new AsyncDisposableStack();
  let server: MailServer;
  let postfix: Interviewer;
  beforeAll(async () => {
    const policy = parts.use(await startPolicyService());
    server = parts.use(await startMailServer("postfix", { POLICY_PORT: `${policy.port}` }));
    postfix = parts.use(await startInterviewer(server, domains));
  });
  afterAll(() => parts.disposeAsync());

  test("existing, missing, full and disabled mailboxes", async () => {
    const expected = {
      "ada@postfix.test": ["valid/accepted", "250 2.1.5 Ok"],
      "missing@postfix.test": [
        "invalid/mailbox_not_found",
        "550 5.1.1 <missing@postfix.test>: Recipient address rejected: User unknown in virtual mailbox table",
      ],
      "full@postfix.test": [
        "invalid/mailbox_full",
        "552 5.2.2 <full@postfix.test>: Recipient address rejected: Mailbox is full",
      ],
      "disabled@postfix.test": [
        "invalid/mailbox_disabled",
        "550 5.2.1 <disabled@postfix.test>: Recipient address rejected: This account has been disabled",
      ],
    };
    expect(await postfix.askEach(Object.keys(expected))).toEqual(expected);
  });

  test("a missing mailbox in the other kinds of domains", async () => {
    const unknownIn = (kind: string, table: string): [string, string[]][] => [
      [`ada@${kind}.postfix.test`, ["valid/accepted", "250 2.1.5 Ok"]],
      [
        `missing@${kind}.postfix.test`,
        [
          "invalid/mailbox_not_found",
          `550 5.1.1 <missing@${kind}.postfix.test>: Recipient address rejected: User unknown in ${table} table`,
        ],
      ],
    ];
    const expected = Object.fromEntries([
      ...unknownIn("local", "local recipient"),
      ...unknownIn("relay", "relay recipient"),
      ...unknownIn("alias", "virtual alias"),
    ]);
    expect(await postfix.askEach(Object.keys(expected))).toEqual(expected);
  });

  test("a domain that it does not serve is deferred, and not for greylisting", async () => {
    expect(await postfix.askEach(["ada@elsewhere.test"])).toEqual({
      "ada@elsewhere.test": ["unknown/cannot_verify", "454 4.7.1 <ada@elsewhere.test>: Relay access denied"],
    });
  });

  test("a greylisted mailbox is deferred, and valid on the next attempt", async () => {
    const first = await postfix.ask("ada@grey.postfix.test");
    expect(verdictOf(first)).toBe("unknown/greylisted");
    expect(first.deferral).toEqual({ cause: "greylisted" });
    expect(verdictOf(await postfix.askAgain(first))).toBe("valid/accepted");
  });

  test("a domain that accepts every address", async () => {
    expect(verdictOf(await postfix.ask("ada@catchall.postfix.test"))).toBe("catch_all/accepts_all");
  });

  test("non-ASCII letters", async () => {
    expect(await postfix.askAll(["jörg@postfix.test", "jürg@postfix.test"])).toEqual({
      "jörg@postfix.test": "valid/accepted",
      "jürg@postfix.test": "invalid/mailbox_not_found",
    });
  });

  test("a host that requires TLS, with a self-signed certificate", async () => {
    expect(verdictOf(await postfix.ask("ada@secure.postfix.test"))).toBe("valid/accepted");
  });

  test("sixty addresses of which most are missing", async () => {
    const crowd = crowdOf("postfix.test");
    expect(await postfix.askAll(Object.keys(crowd))).toEqual(crowd);
  });

  test("more of them in a session than it accepts: it closes the connection, and all get their verdicts", async () => {
    await using greedy = await startInterviewer(server, domains, { recipientsPerSession: 60 });
    const crowd = crowdOf("postfix.test");
    expect(await greedy.askAll(Object.keys(crowd))).toEqual(crowd);
  });

  test("thirty domains of one host", async () => {
    const crowd = crowdOfMany("many.postfix.test");
    expect(await postfix.askAll(Object.keys(crowd))).toEqual(crowd);
  });

  test("thirty domains with different names for the host", async () => {
    const crowd = crowdOfMany("vain.postfix.test");
    expect(await postfix.askAll(Object.keys(crowd))).toEqual(crowd);
  });
});

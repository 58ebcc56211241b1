import { Resolver } from "node:dns/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectToMailHost } from "#fixture/reach.ts";
import { startSandbox, type Sandbox } from "#sandbox.ts";
import { createTruth } from "#truth.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

function resolver(): Resolver {
  const own = new Resolver();
  own.setServers(sandbox.dnsServers);
  return own;
}

test("the mail host has the provider's name below .test, for every domain of the persona", async () => {
  const exchange = "aspmx.l.google.com.test";
  expect(await resolver().resolveMx("google.test")).toMatchObject([{ exchange, priority: 10 }]);
  expect(await resolver().resolveMx("acme.google.test")).toMatchObject([{ exchange, priority: 10 }]);
  expect(await resolver().resolve4(exchange)).toEqual([expect.stringMatching(/^127\.77\./)]);
  await expect(resolver().resolve4("l.google.com.test")).rejects.toMatchObject({ code: "ENOTFOUND" });
  await expect(resolver().resolve4("aspmx.l.google.com.google.test")).rejects.toMatchObject({
    code: "ENODATA",
  });
});

test("existing mailboxes are accepted and others refused with its texts, which name the recipient", async () => {
  using client = await connectToMailHost(sandbox, "yahoo.test");
  expect(await client.reply()).toEqual(["220 mta5.am0.yahoodns.net.test ESMTP Winnow sandbox"]);
  await client.ask("EHLO client.test", "MAIL FROM:<>");
  client.say("RCPT TO:<ada.lovelace@yahoo.test>");
  expect(await client.reply()).toEqual(["250 recipient <ada.lovelace@yahoo.test> ok"]);
  client.say("RCPT TO:<nobody.here@acme.yahoo.test>");
  expect(await client.reply()).toEqual([
    "554 delivery error: dd This user doesn't have a yahoo.com account (nobody.here@acme.yahoo.test) [0] - mta4001.mail.bf1.yahoo.com",
  ]);
});

test("a mailbox named for a reply gets it, line by line, and 421 ends the session", async () => {
  using client = await connectToMailHost(sandbox, "google.test");
  await client.begin();
  client.say("RCPT TO:<Mailbox_Disabled-2@google.test>", "RCPT TO:<rate_limited@google.test>", "NOOP");
  expect(await client.reply()).toEqual([
    "550 5.2.1 The email account that you tried to reach is disabled. g11si1234567wrt.1 - gsmtp",
  ]);
  expect(await client.reply()).toHaveLength(4);
  expect(await client.rest()).toBe("");
});

test("the truth of such mailboxes is the meaning of the reply", () => {
  const truthOf = createTruth();
  expect(truthOf("mailbox_full@acme.google.test")).toMatchObject({
    status: "invalid",
    reason: "mailbox_full",
  });
  expect(truthOf("rate_limited-2@google.test")).toMatchObject({ status: "unknown", reason: "rate_limited" });
  expect(truthOf("rate_limited-99@google.test")).toMatchObject({ reason: "mailbox_not_found" });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MailClient } from "#fixture/mail-client.ts";
import { connectToMailHost } from "#fixture/reach.ts";
import { personas } from "#persona/index.ts";
import { startSandbox, type Sandbox } from "#sandbox.ts";

let sandbox: Sandbox;
let nowMs = 0;
beforeAll(async () => {
  sandbox = await startSandbox({ nowMs: () => nowMs });
});
afterAll(() => sandbox.close());

const rcpt = (local: string, domain: string) => `RCPT TO:<${local}@${domain}>`;

/** Code and enhanced code, if any: `550 5.1.1`. */
async function shortReply(client: MailClient): Promise<string> {
  const [line = ""] = await client.reply();
  return /^\d{3}(?:.\d\.\d+\.\d+)?/.exec(line)?.[0] ?? line;
}

test.each([
  ["deliverable.test", "250 2.1.5", "550 5.1.1"],
  ["d007.bulk.test", "250 2.1.5", "550 5.1.1"],
  ["alias.test", "250 2.1.5", "550 5.1.1"],
  ["implicit.test", "250 2.1.5", "550 5.1.1"],
  ["backup-mx.test", "250 2.1.5", "550 5.1.1"],
  ["many-mx.test", "250 2.1.5", "550 5.1.1"],
  ["broken-tls.test", "250 2.1.5", "550 5.1.1"],
  ["xn--bcher-kva.test", "250 2.1.5", "550 5.1.1"],
  ["slow.test", "250-2.1.5", "550 5.1.1"],
  ["catchall.test", "250 2.1.5", "250 2.1.5"],
  ["lying-mx.test", "252 2.1.5", "252 2.1.5"],
  ["full.test", "552 5.2.2", "550 5.1.1"],
  ["overflowing.test", "452 4.2.2", "550 5.1.1"],
  ["disabled.test", "550 5.2.1", "550 5.1.1"],
  ["moved.test", "551 5.1.6", "550 5.1.1"],
  ["restricted.test", "550 5.7.133", "550 5.1.1"],
  ["popular.test", "450 4.2.1", "550 5.1.1"],
  ["blocked.test", "550 5.7.1", "550 5.7.1"],
  ["storage.test", "452 4.3.1", "452 4.3.1"],
  ["reverse-dns.test", "550 5.7.25", "550 5.7.25"],
  ["relay-denied.test", "550 5.7.1", "550 5.7.1"],
  ["greylist.test", "451 4.7.1", "451 4.7.1"],
  ["outlook.test", "250 2.1.5", "452 4.5.3"],
])("%s answers %s to a known recipient and %s to an unknown one", async (domain, known, unknown) => {
  using client = await connectToMailHost(sandbox, domain);
  await client.begin();
  client.say(rcpt("ada.lovelace", domain));
  expect(await shortReply(client)).toBe(known);
  client.say(rcpt("nobody.here", domain));
  expect(await shortReply(client)).toBe(unknown);
});

test.each([
  ["refusing.test", /^554 5\.3\.2 .*\r\n$/],
  ["overloaded.test", /^421 4\.3\.2 .*\r\n$/],
  ["gibberish.test", /^HTTP\/1\.1 400 Bad Request\r\n/],
  ["reset.test", /^$/],
])("%s replies only %s", async (domain, everything) => {
  using client = await connectToMailHost(sandbox, domain);
  expect(await client.rest()).toMatch(everything);
});

test.each([
  ["sender-refused.test", 550],
  ["tls-failed.test", 530],
])("%s refuses the sender", async (domain, code) => {
  using client = await connectToMailHost(sandbox, domain);
  await client.reply();
  expect(await client.ask("EHLO client.test", "MAIL FROM:<>", rcpt("ada.lovelace", domain))).toEqual([
    250,
    code,
    503,
  ]);
});

test("catchall.test refuses one person", async () => {
  using client = await connectToMailHost(sandbox, "acme.catchall.test");
  await client.begin();
  expect(
    await client.ask(rcpt("q8f3k2zz", "acme.catchall.test"), rcpt("former.employee", "acme.catchall.test")),
  ).toEqual([250, 550]);
});

test("greylist.test accepts after two seconds, for the same recipient and sender only", async () => {
  const domain = "again.greylist.test";
  nowMs = 0;
  using client = await connectToMailHost(sandbox, domain);
  await client.begin("probe@prober.test");
  const known = rcpt("ada.lovelace", domain);
  expect(await client.ask(known)).toEqual([451]);
  nowMs = 1_999;
  expect(await client.ask(known)).toEqual([451]);
  nowMs = 2_000;
  expect(await client.ask(known, rcpt("nobody.here", domain))).toEqual([250, 451]);
  using other = await connectToMailHost(sandbox, domain);
  await other.begin("somebody.else@prober.test");
  expect(await other.ask(known)).toEqual([451]);
  nowMs = 4_000;
  expect(await client.ask(rcpt("nobody.here", domain))).toEqual([550]);
});

test("throttled.test closes the connection with 421 after five recipients, and accepts five more in a new one", async () => {
  for (const recipients of [7, 5]) {
    using client = await connectToMailHost(sandbox, "throttled.test");
    await client.begin();
    client.say(...Array.from({ length: recipients }, () => rcpt("ada.lovelace", "throttled.test")), "QUIT");
    const codes = [...(await client.rest()).matchAll(/^\d{3}/gm)].map(Number);
    expect(codes).toEqual([250, 250, 250, 250, 250, recipients > 5 ? 421 : 221]);
  }
});

test("outlook.test accepts one recipient in a connection, also after RSET", async () => {
  using client = await connectToMailHost(sandbox, "outlook.test");
  await client.begin();
  const known = rcpt("ada.lovelace", "outlook.test");
  expect(await client.ask(known, "RSET", "MAIL FROM:<>", known)).toEqual([250, 250, 250, 452]);
  using next = await connectToMailHost(sandbox, "outlook.test");
  await next.begin();
  next.say(rcpt("nobody.here", "outlook.test"));
  expect(await next.reply()).toEqual([
    expect.stringContaining("550 5.5.0 Requested action not taken: mailbox unavailable"),
  ]);
});

test("slow.test cuts its replies into many packets", async () => {
  using client = await connectToMailHost(sandbox, "slow.test");
  expect(await client.reply()).toHaveLength(3);
  expect(client.chunks.length).toBeGreaterThan(3);
  await client.ask("EHLO client.test", "MAIL FROM:<>");
  client.say(rcpt("ada.lovelace", "slow.test"));
  expect(await client.reply()).toEqual([
    "250-2.1.5 Recipient",
    "250-2.1.5 accepted,",
    "250 2.1.5 in the end",
  ]);
});

test("tarpit.test accepts the connection, reads everything, and sends nothing", async () => {
  using client = await connectToMailHost(sandbox, "tarpit.test");
  client.say("EHLO client.test");
  using other = await connectToMailHost(sandbox, "deliverable.test");
  await other.begin();
  await expect.poll(() => sandbox.log.openConnections).toBe(2);
  expect(client.chunks).toEqual([]);
});

test("drop.test closes the connection at RCPT, after answering earlier commands", async () => {
  using client = await connectToMailHost(sandbox, "drop.test");
  await client.reply();
  await client.ask("EHLO client.test");
  client.say("MAIL FROM:<>", rcpt("ada.lovelace", "drop.test"), "QUIT");
  expect(await client.rest()).toBe("250 2.1.0 Ok\r\n");
});

test("ancient.test supports only HELO and accepts one command at a time", async () => {
  using client = await connectToMailHost(sandbox, "ancient.test");
  await client.reply();
  expect(await client.ask("EHLO client.test")).toEqual([500]);
  expect(await client.ask("HELO client.test")).toEqual([250]);
  expect(await client.ask("MAIL FROM:<>")).toEqual([250]);
  client.say(rcpt("nobody.here", "ancient.test"));
  expect(await client.reply()).toEqual(["550 No such user here"]);
  client.say(rcpt("ada.lovelace", "ancient.test"), "QUIT");
  expect(await client.rest()).toMatch(/^554 5\.5\.0 .*\r\n$/);
});

test("smtputf8.test accepts non-ASCII addresses from clients that send SMTPUTF8", async () => {
  using client = await connectToMailHost(sandbox, "smtputf8.test");
  await client.begin();
  const beyond = rcpt("jürgen.müller", "smtputf8.test");
  expect(await client.ask(beyond)).toEqual([553]);
  await client.ask("RSET");
  expect(await client.ask("MAIL FROM:<> SMTPUTF8", beyond, rcpt("niemand.ä", "smtputf8.test"))).toEqual([
    250, 250, 550,
  ]);
});

describe("the catalogue", () => {
  test("names each domain once", () => {
    expect(new Set(personas.map(({ domain }) => domain)).size).toBe(personas.length);
  });

  test("has samples of every persona, each at its own domain", () => {
    for (const { domain, expected } of personas) {
      expect(expected.length).toBeGreaterThan(0);
      for (const { address } of expected) expect(new URL(`http://${address}`).hostname).toBe(domain);
    }
  });
});

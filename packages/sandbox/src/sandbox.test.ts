import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MailClient } from "#fixture/mail-client.ts";
import { connectToMailHost, resolverOf } from "#fixture/reach.ts";
import { startSandbox, type Sandbox } from "#sandbox.ts";

/** Addresses of a few hundred bulk domains, and the mailboxes that exist there. */
async function worldOf(seed: number): Promise<string[]> {
  await using own = await startSandbox({ seed });
  const resolver = resolverOf(own);
  using client = await connectToMailHost(own, "deliverable.test");
  await client.begin();
  const people = [
    "zoe.garcia",
    "hugo.koch",
    "nina.wolf",
    "jonas.reis",
    "olga.petit",
    "ivan.kaya",
    "mia.roth",
  ];
  const codes = await client.ask(
    ...people.flatMap((local) => [1, 2, 3].map((n) => `RCPT TO:<${local}@d${n}.deliverable.test>`)),
  );
  const addresses = await Promise.all(
    Array.from({ length: 50 }, (_, index) => resolver.resolve4(`mx.d${index}.bulk.test`)),
  );
  return [...addresses.flat(), ...codes.map(String)];
}

test("the same seed is the same world, another seed another", async () => {
  const [one, again, other] = await Promise.all([worldOf(1), worldOf(1), worldOf(2)]);
  expect(again).toEqual(one);
  expect(other.slice(0, 50)).not.toEqual(one.slice(0, 50));
  expect(other.slice(50)).not.toEqual(one.slice(50));
});

describe("ports", () => {
  test("are the requested ones, or an error when they are taken", async () => {
    await using first = await startSandbox();
    const dnsPort = Number(first.dnsServers[0]?.split(":")[1]);
    await expect(startSandbox({ dnsPort })).rejects.toThrow("EADDRINUSE");
    await expect(startSandbox({ smtpPort: first.smtpPort })).rejects.toThrow("EADDRINUSE");
    await first.close();
    await using second = await startSandbox({ dnsPort, smtpPort: first.smtpPort });
    expect(second).toMatchObject({ dnsServers: first.dnsServers, smtpPort: first.smtpPort });
  });

  test("are one per host without separate addresses: dial connects to them, and nowhere else", async () => {
    await using mapped = await startSandbox({ portPerHost: true });
    expect(mapped.smtpPort).toBe(25);
    using client = await connectToMailHost(mapped, "acme.deliverable.test");
    await client.begin();
    expect(await client.ask("RCPT TO:<ada.lovelace@acme.deliverable.test>")).toEqual([250]);
    expect(client.socket.remoteAddress).toBe("127.0.0.1");
    const [dead = ""] = await resolverOf(mapped).resolve4("dead.backup-mx.test");
    for (const address of [dead, "10.0.0.1"]) {
      const refused = mapped.dial?.(address, 25);
      expect(await once(refused!, "error")).toMatchObject([{ code: "ECONNREFUSED" }]);
    }
  });

  test("a mail host listens on its own address only", async () => {
    await using own = await startSandbox();
    const socket = connect(own.smtpPort, "127.77.200.1");
    expect(await once(socket, "error")).toMatchObject([{ code: "ECONNREFUSED" }]);
    // Another service may have the same port on every other address.
    const neighbour = createServer().listen(own.smtpPort, "127.0.0.1");
    await once(neighbour, "listening");
    expect((neighbour.address() as AddressInfo).port).toBe(own.smtpPort);
    neighbour.close();
  });
});

test("closing cuts connections, frees the ports, and may be called twice", async () => {
  const own = await startSandbox();
  using client = await connectToMailHost(own, "tarpit.test");
  const tcp = connect(Number(own.dnsServers[0]?.split(":")[1]), "127.0.0.1");
  await once(tcp, "connect");
  const closed = Promise.all([client.rest(), once(tcp, "close")]);
  await own.close();
  await closed;
  await own[Symbol.asyncDispose]();
  const late = MailClient.at("127.77.0.1", own.smtpPort);
  await expect(late.reply()).rejects.toThrow("closed the connection");
});

describe("the log", () => {
  let sandbox: Sandbox;
  let nowMs = 0;
  beforeAll(async () => {
    sandbox = await startSandbox({ nowMs: () => nowMs, historyMax: 2 });
  });
  afterAll(() => sandbox.close());

  test("counts, keeps the latest recipients, and can be reset", async () => {
    const { log } = sandbox;
    const resolver = resolverOf(sandbox);
    await resolver.resolveMx("deliverable.test");
    expect(log.queries).toBe(1);
    using one = await connectToMailHost(sandbox, "deliverable.test");
    using two = await connectToMailHost(sandbox, "drop.test");
    await one.begin("probe@prober.test");
    await two.begin();
    nowMs = 10;
    await one.ask("RCPT TO:<Ada.Lovelace@deliverable.test>", "RCPT TO:<nobody@deliverable.test>");
    nowMs = 20;
    await one.ask("RCPT TO:<ada.lovelace@deliverable.test>");
    expect(log.attempts("ada.lovelace@DELIVERABLE.test")).toEqual([
      { atMs: 10, connection: expect.any(Number), mailFrom: "probe@prober.test", code: 250 },
      { atMs: 20, connection: expect.any(Number), mailFrom: "probe@prober.test", code: 250 },
    ]);
    two.say("RCPT TO:<ada@drop.test>");
    await two.rest();
    expect(log.attempts("ada@drop.test")).toEqual([
      { atMs: 20, connection: expect.any(Number), mailFrom: "" },
    ]);
    // Two addresses are kept: the oldest was dropped.
    expect(log.attempts("ada.lovelace@deliverable.test")).toEqual([]);
    await expect.poll(() => log.openConnections).toBe(1);
    expect(log).toMatchObject({
      connections: 2,
      connectionsByPersona: { "deliverable.test": 1, "drop.test": 1 },
      openConnectionsMax: 2,
      openConnectionsMaxByPersona: { "deliverable.test": 1, "drop.test": 1 },
      recipients: 4,
    });
    log.reset();
    expect(log).toMatchObject({
      queries: 0,
      connections: 0,
      connectionsByPersona: {},
      openConnections: 1,
      openConnectionsMax: 1,
      openConnectionsMaxByPersona: { "deliverable.test": 1, "drop.test": 0 },
      recipients: 0,
    });
    expect(log.attempts("ada@drop.test")).toEqual([]);
  });

  test("keeps only counters with historyMax 0", async () => {
    await using own = await startSandbox({ historyMax: 0 });
    using client = await connectToMailHost(own, "deliverable.test");
    await client.begin();
    await client.ask("RCPT TO:<ada.lovelace@deliverable.test>");
    expect(own.log.attempts("ada.lovelace@deliverable.test")).toEqual([]);
    expect(own.log.recipients).toBe(1);
  });
});

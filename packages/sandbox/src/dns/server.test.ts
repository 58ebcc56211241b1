import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import type { Resolver } from "node:dns/promises";
import packet, { type DecodedPacket, type RecordType } from "dns-packet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolverOf } from "#fixture/reach.ts";
import { startSandbox, type Sandbox } from "#sandbox.ts";

let sandbox: Sandbox;
let resolver: Resolver;
let port: number;
beforeAll(async () => {
  sandbox = await startSandbox();
  resolver = resolverOf(sandbox);
  port = Number(sandbox.dnsServers[0]?.split(":")[1]);
});
afterAll(() => sandbox.close());

const outcome = (answer: Promise<unknown>) =>
  answer.then(
    () => "found",
    (error: NodeJS.ErrnoException) => error.code,
  );

/** Sends bytes and returns the first answer. */
async function overUdp(query: Buffer): Promise<Buffer> {
  const socket = createSocket("udp4");
  try {
    socket.send(query, port, "127.0.0.1");
    const [answer] = (await once(socket, "message")) as [Buffer];
    return answer;
  } finally {
    socket.close();
  }
}

function queryFor(name: string, type: RecordType, udpPayloadSize?: number): Buffer {
  const edns = {
    type: "OPT" as const,
    name: ".",
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
  };
  return packet.encode({
    type: "query",
    id: 4_711,
    flags: packet.RECURSION_DESIRED,
    questions: [{ type, name }],
    ...(udpPayloadSize !== undefined && { additionals: [{ ...edns, udpPayloadSize, options: [] }] }),
  });
}

async function ask(
  name: string,
  type: RecordType,
  udpPayloadSize?: number,
): Promise<DecodedPacket & { rcode?: string }> {
  return packet.decode(await overUdp(queryFor(name, type, udpPayloadSize)));
}

describe("seen by a resolver", () => {
  test("a domain, and every domain below it, has its own MX", async () => {
    const [mx, ...others] = await resolver.resolveMx("acme.deliverable.test");
    expect(mx).toMatchObject({ exchange: "mx.acme.deliverable.test", priority: 10 });
    expect(others).toEqual([]);
    expect(await resolver.resolve4("mx.acme.deliverable.test", { ttl: true })).toEqual([
      { address: expect.stringMatching(/^127\.77\.0\.\d+$/), ttl: 60 },
    ]);
    expect(await resolver.resolveTxt("acme.deliverable.test")).toEqual([["v=spf1 -all"]]);
  });

  test("names in capitals are the same names", async () => {
    expect(await outcome(resolver.resolveMx("ACME.Deliverable.TEST"))).toBe("found");
  });

  test.each([
    ["implicit.test has no MX", () => resolver.resolveMx("implicit.test"), "ENODATA"],
    ["implicit.test has an address", () => resolver.resolve4("implicit.test"), "found"],
    ["no host has an IPv6 address", () => resolver.resolve6("mx.deliverable.test"), "ENODATA"],
    ["nomail.test has no MX", () => resolver.resolveMx("nomail.test"), "ENODATA"],
    ["nomail.test has no address", () => resolver.resolve4("nomail.test"), "ENODATA"],
    ["a host has no MX", () => resolver.resolveMx("mx.deliverable.test"), "ENODATA"],
    ["nxdomain.test does not exist", () => resolver.resolveMx("nxdomain.test"), "ENOTFOUND"],
    ["nor do its subdomains", () => resolver.resolve4("www.nxdomain.test"), "ENOTFOUND"],
    ["nor does a domain without a persona", () => resolver.resolveMx("nobody-knows.test"), "ENOTFOUND"],
    ["nor does a dangling MX", () => resolver.resolve4("mx.dangling-mx.test"), "ENOTFOUND"],
    ["nor do names of services", () => resolver.resolveTxt("_dmarc.deliverable.test"), "ENOTFOUND"],
    ["test itself exists, and is empty", () => resolver.resolveMx("test"), "ENODATA"],
    ["servfail.test fails", () => resolver.resolveMx("servfail.test"), "ESERVFAIL"],
    ["a name outside .test is refused", () => resolver.resolveMx("example.com"), "EREFUSED"],
    ["and so is reverse DNS", () => resolver.resolvePtr("1.2.0.192.in-addr.arpa"), "EREFUSED"],
  ])("%s", async (_, question, expected) => {
    expect(await outcome(question())).toBe(expected);
  });

  test("MX by preference, null MX, and an MX in a private network", async () => {
    const byPreference = (await resolver.resolveMx("backup-mx.test")).toSorted(
      (a, b) => a.priority - b.priority,
    );
    expect(byPreference.map(({ exchange }) => exchange)).toEqual([
      "dead.backup-mx.test",
      "mx.backup-mx.test",
    ]);
    expect(await resolver.resolveMx("nullmx.test")).toMatchObject([{ exchange: "", priority: 0 }]);
    expect(await resolver.resolve4("mx.private-mx.test")).toEqual(["10.0.0.1"]);
  });

  test("an alias has the MX of its target", async () => {
    expect(await resolver.resolveCname("alias.test")).toEqual(["deliverable.test"]);
    expect(await resolver.resolveMx("alias.test")).toMatchObject([{ exchange: "mx.deliverable.test" }]);
  });

  test("two hundred bulk domains have their own MX names on sixteen addresses", async () => {
    const hosts = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const [mx] = await resolver.resolveMx(`d${String(index + 1).padStart(3, "0")}.bulk.test`);
        const name = mx?.exchange ?? "";
        return { name, addresses: await resolver.resolve4(name) };
      }),
    );
    expect(new Set(hosts.map(({ name }) => name)).size).toBe(200);
    expect(new Set(hosts.flatMap(({ addresses }) => addresses)).size).toBe(16);
  });

  test("a truncated answer is queried again over TCP", async () => {
    expect(await resolver.resolveMx("many-mx.test")).toHaveLength(30);
  });
});

describe("on the wire", () => {
  test.each([
    ["without EDNS", undefined, 512],
    ["with EDNS", 4_096, 1_232],
    ["with an EDNS size below the minimum", 100, 512],
  ])("%s, a large answer is truncated", async (_, udpPayloadSize, limitBytes) => {
    const answer = await overUdp(queryFor("many-mx.test", "MX", udpPayloadSize));
    expect(packet.decode(answer)).toMatchObject({ flag_tc: true, answers: [], id: 4_711 });
    expect(answer.length).toBeLessThanOrEqual(limitBytes);
  });

  test("over TCP it is whole, and queries may arrive in pieces and in rows", async () => {
    const query = packet.streamEncode({
      type: "query",
      id: 1,
      questions: [{ type: "MX", name: "many-mx.test" }],
    });
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    let heard = Buffer.alloc(0);
    socket.on("data", (data: Buffer) => (heard = Buffer.concat([heard, data])));
    socket.write(query.subarray(0, 5));
    await once(socket, "connect");
    socket.write(Buffer.concat([query.subarray(5), query]));
    await expect.poll(() => heard.length >= 2 && heard.length === 2 * (heard.readUInt16BE() + 2)).toBe(true);
    const decoded = packet.streamDecode(heard);
    expect(decoded.answers).toHaveLength(30);
    expect((decoded.flags ?? 0) & packet.TRUNCATED_RESPONSE).toBe(0);
    socket.destroy();
  });

  test("negative answers have an SOA with their TTL (RFC 2308)", async () => {
    for (const [name, rcode] of [
      ["nomail.test", "NOERROR"],
      ["nobody-knows.test", "NXDOMAIN"],
    ] as const) {
      const { authorities, ...answer } = await ask(name, "MX");
      expect(answer).toMatchObject({ rcode, answers: [], flag_aa: true, flag_ra: true, flag_rd: true });
      expect(authorities).toMatchObject([{ type: "SOA", ttl: 60, data: { minimum: 60 } }]);
    }
  });

  test("EDNS is answered with EDNS, and only then", async () => {
    expect((await ask("deliverable.test", "MX", 1_232)).additionals).toMatchObject([{ type: "OPT" }]);
    expect((await ask("deliverable.test", "MX")).additionals).toEqual([]);
  });

  test("a malformed query is answered with FORMERR, another operation with NOTIMP, a response not at all", async () => {
    const header = (flags: number) => Buffer.from([0x12, 0x34, flags, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect([...(await overUdp(Buffer.concat([header(0), Buffer.from([0xff])]))).subarray(0, 4)]).toEqual([
      0x12, 0x34, 0x80, 1,
    ]);
    const notify = queryFor("deliverable.test", "MX");
    notify.writeUInt8(0x20, 2);
    expect((await overUdp(notify)).readUInt8(3)).toBe(4);
    const socket = createSocket("udp4");
    const answers: Buffer[] = [];
    socket.on("message", (answer) => answers.push(answer));
    for (const ignored of [header(0x80), Buffer.from([1, 2, 3]), queryFor("deliverable.test", "A")]) {
      socket.send(ignored, port, "127.0.0.1");
    }
    await expect.poll(() => answers.length).toBe(1);
    expect(answers[0]?.readUInt16BE()).toBe(4_711);
    socket.close();
  });
});

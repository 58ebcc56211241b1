import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkUrl } from "#check-url.ts";
import { startReceiver, type Receiver } from "#fixture/receiver.ts";
import type { AddressPolicy } from "#policy.ts";
import { createSender } from "#sender.ts";

/**
 * Proves that no connection to a forbidden address is made. One server listens on 127.0.0.1 and ::1, and its port is allowed.
 * Node's own diagnostics channel counts every client socket of this process, whatever its target.
 */
let four: Receiver;
let six: Receiver | undefined;
let opened = 0;
const count = () => (opened += 1);

beforeAll(async () => {
  four = await startReceiver();
  six = await startReceiver(undefined, { address: "::1", port: four.port }).catch(
    (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has only the first address.
      if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") return undefined;
      throw error;
    },
  );
  subscribe("net.client.socket", count);
});

afterAll(async () => {
  unsubscribe("net.client.socket", count);
  await four[Symbol.asyncDispose]();
  await six?.[Symbol.asyncDispose]();
});

const policy = (over: Partial<AddressPolicy> = {}): AddressPolicy => ({
  allowHttp: true,
  allowedPorts: [four.port],
  allowedHosts: [],
  ...over,
});

/** How many sockets were opened, and how many connections arrived, during this work. */
async function socketsDuring(run: () => Promise<void>): Promise<{ opened: number; arrived: number }> {
  const arrivedSoFar = () => four.sockets.length + (six?.sockets.length ?? 0);
  const before = { opened, arrived: arrivedSoFar() };
  await run();
  return { opened: opened - before.opened, arrived: arrivedSoFar() - before.arrived };
}

/** Spellings of loopback that a plain client resolves to 127.0.0.1. */
const loopback = [
  "127.0.0.1",
  "127.1",
  "127.0.1",
  "127.0.0.1.",
  "2130706433",
  "0x7f000001",
  "0x7f.1",
  "0x7F.0x0.0x0.0x1",
  "017700000001",
  "0177.0.0.1",
  "0177.0.0.01",
  "00000000177.1",
  "127.0x1",
  "127.00.00.01",
  "127.0.0.%31",
  "%31%32%37.0.0.1",
  "１２７.０.０.１",
  "①②⑦.⓪.⓪.①",
  "127。0。0。1",
  "127.0．0.1",
  "0.0.0.0",
  "0",
  "0x0",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::ffff:7f00:0001]",
  "[0:0:0:0:0:ffff:127.0.0.1]",
  "[0000:0000:0000:0000:0000:FFFF:7F00:0001]",
  "localhost",
  "LOCALHOST",
  "ｌｏｃａｌｈｏｓｔ",
  "l%6fcalhost",
];

/** Spellings of other addresses that are forbidden to customers. Whether they lead anywhere depends on the machine. */
const others = [
  "127.255.255.254",
  "10.0.0.1",
  "012.0.0.1",
  "172.16.0.1",
  "192.168.0.1",
  "3232235521",
  "100.64.0.1",
  "169.254.169.254",
  "0xa9fea9fe",
  "[::ffff:169.254.169.254]",
  "192.0.0.192",
  "224.0.0.1",
  "255.255.255.255",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::]",
  "[::127.0.0.1]",
  "[::ffff:0:127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[64:ff9b::127.0.0.1]",
  "[64:ff9b:1::127.0.0.1]",
  "[2002:7f00:1::]",
  "[2001:0:7f00:1::]",
  "[fe80::1]",
  "[fc00::1]",
  "[fd00:ec2::254]",
  "[fec0::1]",
  "[ff02::1]",
  "localhost.",
  "anything.localhost",
];

describe("control: a plain client", () => {
  test.each(loopback)("reaches this machine with %s", async (host) => {
    const sockets = await socketsDuring(async () => {
      const answer = await request(`http://${host}:${four.port}/`, {
        method: "POST",
        body: "{}",
        reset: true,
      });
      await answer.body.dump();
    });
    expect(sockets).toEqual({ opened: 1, arrived: 1 });
  });
});

describe("the sender opens no socket", () => {
  test.each([...loopback, ...others])("to %s, and it cannot be registered", async (host) => {
    await using sender = createSender({ policy: policy(), userAgent: "Winnow-Test/1" });
    const sockets = await socketsDuring(async () => {
      for (const scheme of ["http", "https"]) {
        const url = `${scheme}://${host}:${four.port}/`;
        expect(await checkUrl(url, policy())).toMatchObject({ ok: false, code: "forbidden_address" });
        const outcome = await sender.send({ url, body: "{}", headers: {} });
        expect(outcome).toMatchObject({ outcome: "unreachable", error: "forbidden_address" });
      }
    });
    expect(sockets).toEqual({ opened: 0, arrived: 0 });
  });

  test.each([
    ["http://example.com@127.0.0.1:PORT/", "credentials_in_url"],
    ["http://example.com:80@127.0.0.1:PORT/", "credentials_in_url"],
    ["http://127.0.0.1:PORT\\@example.com/", "forbidden_address"],
    ["http://127.0.0.1:PORT#@example.com/", "forbidden_address"],
    ["http:\\\\127.0.0.1:PORT", "forbidden_address"],
    ["http:127.0.0.1:PORT", "forbidden_address"],
    ["http:////127.0.0.1:PORT", "forbidden_address"],
    ["http://[fe80::1%25lo]:PORT/", "invalid_url"],
    ["http://[::1%25lo]:PORT/", "invalid_url"],
    ["http://127.0.0.1:PORT\t/", "invalid_url"],
    ["http://127.0\n.0.1:PORT/", "invalid_url"],
    ["http://256.256.256.256:PORT/", "invalid_url"],
  ])("for the spelling %j", async (trick, error) => {
    await using sender = createSender({ policy: policy(), userAgent: "Winnow-Test/1" });
    const url = trick.replace("PORT", String(four.port));
    const sockets = await socketsDuring(async () => {
      expect(await sender.send({ url, body: "{}", headers: {} })).toMatchObject({ error });
    });
    expect(sockets).toEqual({ opened: 0, arrived: 0 });
  });

  test.each([
    [["127.0.0.1"]],
    [["93.184.215.14", "127.0.0.1"]],
    [["127.0.0.1", "93.184.215.14"]],
    [["2606:4700::1", "::1"]],
    [["::ffff:127.0.0.1"]],
    [["fe80::1%lo"]],
    [["127.1"]],
  ])("to a name with the addresses %j", async (addresses) => {
    const own = policy({ resolve: async () => addresses });
    await using sender = createSender({ policy: own, userAgent: "Winnow-Test/1" });
    const url = `http://crm.test:${four.port}/`;
    const sockets = await socketsDuring(async () => {
      expect(await checkUrl(url, own)).toMatchObject({ ok: false, code: "forbidden_address" });
      const outcome = await sender.send({ url, body: "{}", headers: {} });
      expect(outcome).toMatchObject({ outcome: "unreachable", error: "forbidden_address" });
    });
    expect(sockets).toEqual({ opened: 0, arrived: 0 });
  });
});

describe("DNS rebinding", () => {
  test("a name that was public at registration and is loopback at the connect is refused", async () => {
    const answers = [["93.184.215.14"], ["127.0.0.1"], ["::1"], ["93.184.215.14", "127.0.0.1"]];
    const own = policy({ resolve: async () => answers.shift() ?? [] });
    await using sender = createSender({ policy: own, userAgent: "Winnow-Test/1" });
    const url = `http://rebind.test:${four.port}/`;
    const sockets = await socketsDuring(async () => {
      expect(await checkUrl(url, own)).toMatchObject({ ok: true });
      for (let sent = 0; sent < 3; sent += 1) {
        const outcome = await sender.send({ url, body: "{}", headers: {} });
        expect(outcome).toMatchObject({ outcome: "unreachable", error: "forbidden_address" });
      }
    });
    expect(answers).toEqual([]);
    expect(sockets).toEqual({ opened: 0, arrived: 0 });
  });

  test("a connection uses only the addresses of the checked DNS answer", async () => {
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return ["127.0.0.1"];
    };
    const own = policy({ allowedHosts: ["pinned.test"], resolve });
    await using sender = createSender({ policy: own, userAgent: "Winnow-Test/1" });
    const sockets = await socketsDuring(async () => {
      const url = `http://pinned.test:${four.port}/`;
      expect(await sender.send({ url, body: "{}", headers: {} })).toMatchObject({ outcome: "delivered" });
    });
    expect(asked).toEqual(["pinned.test"]);
    expect(sockets).toEqual({ opened: 1, arrived: 1 });
    expect(four.received.at(-1)?.headers.host).toBe(`pinned.test:${four.port}`);
  });
});

test("a redirect is not followed, not even to an allowed address", async () => {
  await using redirecting = await startReceiver((response) =>
    response.writeHead(307, { location: `http://127.0.0.1:${four.port}/inside` }).end(),
  );
  const own = policy({ allowedHosts: [redirecting.authority, four.authority] });
  await using sender = createSender({ policy: own, userAgent: "Winnow-Test/1" });
  const sockets = await socketsDuring(async () => {
    const outcome = await sender.send({ url: `http://${redirecting.authority}/`, body: "{}", headers: {} });
    expect(outcome).toMatchObject({ outcome: "rejected", status: 307, error: "redirect" });
  });
  expect(sockets).toEqual({ opened: 1, arrived: 0 });
  expect(redirecting.sockets).toHaveLength(1);
});

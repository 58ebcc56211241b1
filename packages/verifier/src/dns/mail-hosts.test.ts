import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createAddressPolicy } from "#dns/address-policy.ts";
import { MailHostDirectory } from "#dns/mail-hosts.ts";
import type { Answer, MailExchange } from "#dns/resolver.ts";

type Zone = Readonly<Record<string, Answer<MailExchange>>>;
type Hosts = Readonly<Record<string, Answer<string>>>;

const FAILURE = { outcome: "failure", code: "SERVFAIL" } as const;
const NOTHING = { outcome: "no_data" } as const;
const MISSING = { outcome: "not_found" } as const;

function mx(...exchanges: [exchange: string, preference: number][]): Answer<MailExchange> {
  return {
    outcome: "found",
    values: exchanges.map(([exchange, preference]) => ({ exchange, preference })),
  };
}

function at(...values: string[]): Answer<string> {
  return { outcome: "found", values, ttlSeconds: 60 };
}

function directoryOf(zones: Zone, hosts: Hosts) {
  const asked: string[] = [];
  const directory = new MailHostDirectory({
    resolver: {
      mailExchanges: async (domain) => {
        asked.push(`MX ${domain}`);
        return zones[domain] ?? MISSING;
      },
      addresses: async (host) => {
        asked.push(`A ${host}`);
        return hosts[host] ?? MISSING;
      },
    },
    isAllowed: createAddressPolicy({ allowPrivateMx: false, allowedMxNetworks: [] }),
    dnsTtlMs: 60_000,
  });
  return { directory, asked };
}

describe("MailHostDirectory", () => {
  test.each<[string, Answer<MailExchange>, Hosts, string, string[]]>([
    [
      "hosts by preference, each with all its addresses",
      mx(["b.test", 20], ["a.test", 10]),
      { "a.test": at("8.8.8.1", "2001:4860:4860::1"), "b.test": at("8.8.8.2") },
      "hosts",
      ["a.test 8.8.8.1", "a.test 2001:4860:4860::1", "b.test 8.8.8.2"],
    ],
    ["null MX", mx(["", 0]), {}, "null_mx", []],
    [
      "a root beside a host is ignored",
      mx(["", 0], ["a.test", 10]),
      { "a.test": at("8.8.8.1") },
      "hosts",
      ["a.test 8.8.8.1"],
    ],
    ["no MX: the domain itself", NOTHING, { "acme.test": at("8.8.8.9") }, "implicit", ["acme.test 8.8.8.9"]],
    ["no MX and no address", NOTHING, { "acme.test": NOTHING }, "no_host", []],
    ["no MX, the address fails", NOTHING, { "acme.test": FAILURE }, "failure", []],
    ["no such domain", MISSING, {}, "not_found", []],
    ["the resolver fails", FAILURE, {}, "failure", []],
    ["an MX that does not exist", mx(["gone.test", 10]), {}, "no_host", []],
    [
      "an MX that does not exist, and one that cannot be resolved",
      mx(["gone.test", 10], ["ill.test", 20]),
      { "ill.test": FAILURE },
      "failure",
      [],
    ],
    [
      "an MX that cannot be resolved, and one that works",
      mx(["ill.test", 10], ["a.test", 20]),
      { "ill.test": FAILURE, "a.test": at("8.8.8.1") },
      "hosts",
      ["a.test 8.8.8.1"],
    ],
    ["only private addresses", mx(["a.test", 10]), { "a.test": at("10.0.0.1", "::1") }, "no_host", []],
    [
      "private addresses are left out",
      mx(["a.test", 10]),
      { "a.test": at("10.0.0.1", "8.8.8.1") },
      "hosts",
      ["a.test 8.8.8.1"],
    ],
  ])("%s", async (_, zone, hosts, outcome, targets) => {
    const { directory } = directoryOf({ "acme.test": zone }, hosts);
    const found = await directory.find("acme.test");
    expect(found.evidence.outcome).toBe(outcome);
    expect(found.targets.map(({ host, address }) => `${host} ${address}`)).toEqual(targets);
  });

  test("refused addresses are in the evidence", async () => {
    const { directory } = directoryOf({ "acme.test": mx(["a.test", 5]) }, { "a.test": at("127.0.0.1") });
    expect((await directory.find("acme.test")).evidence.hosts).toEqual([
      { host: "a.test", preference: 5, addresses: [], refused: ["127.0.0.1"] },
    ]);
  });

  test("hosts of equal preference come in the same order every time", async () => {
    const hosts = { "a.test": at("8.8.8.1"), "b.test": at("8.8.8.2"), "c.test": at("8.8.8.3") };
    const orders = new Set<string>();
    for (const names of [
      ["a", "b", "c"],
      ["c", "b", "a"],
      ["b", "c", "a"],
    ]) {
      const zone = mx(...names.map((name): [string, number] => [`${name}.test`, 10]));
      orders.add((await directoryOf({ "acme.test": zone }, hosts).directory.find("acme.test")).key);
    }
    expect(orders.size).toBe(1);
  });

  test("a repeated look-up, concurrent or later, sends one query", async () => {
    const zones = { "acme.test": mx(["a.test", 10]), "apex.test": mx(["a.test", 10]) };
    const { directory, asked } = directoryOf(zones, { "a.test": at("8.8.8.1") });
    await Promise.all(["acme.test", "acme.test", "apex.test"].map((domain) => directory.find(domain)));
    await directory.find("acme.test");
    await directory.find("gone.test");
    await directory.find("gone.test");
    expect(asked).toEqual(["MX acme.test", "MX apex.test", "A a.test", "MX gone.test"]);
  });
});

describe("the cache", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The number of queries when the answer is needed now, just before `ms` have passed, and after them. */
  async function timesAsked(zone: Answer<MailExchange>, hosts: Hosts, ms: number): Promise<number[]> {
    const { directory, asked } = directoryOf({ "acme.test": zone }, hosts);
    const times: number[] = [];
    for (const passedMs of [0, ms - 1, 1]) {
      vi.advanceTimersByTime(passedMs);
      await directory.find("acme.test");
      times.push(asked.filter((question) => question === "MX acme.test").length);
    }
    return times;
  }

  const host = (ttlSeconds: number): Hosts => ({
    "mx.test": { outcome: "found", values: ["8.8.8.1"], ttlSeconds },
  });

  test.each<[string, Answer<MailExchange>, Hosts, number]>([
    ["mail hosts, for the TTL of their addresses", mx(["mx.test", 10]), host(30), 30_000],
    ["no longer than configured", mx(["mx.test", 10]), host(86_400), 60_000],
    ["no shorter than ten seconds", mx(["mx.test", 10]), host(0), 10_000],
    ["that a domain does not exist, a minute", MISSING, {}, 60_000],
    ["a null MX, a minute", mx(["", 0]), {}, 60_000],
    ["that there is no mail host, a minute", mx(["gone.test", 10]), {}, 60_000],
    ["a failure, ten seconds", FAILURE, {}, 10_000],
    ["the failure of a mail host, ten seconds", mx(["ill.test", 10]), { "ill.test": FAILURE }, 10_000],
    [
      "a host that cannot be resolved beside one that can, ten seconds",
      mx(["ill.test", 10], ["mx.test", 20]),
      { ...host(600), "ill.test": FAILURE },
      10_000,
    ],
  ])("%s", async (_, zone, hosts, ms) => {
    expect(await timesAsked(zone, hosts, ms)).toEqual([1, 1, 2]);
  });
});

describe("createAddressPolicy", () => {
  const strict = createAddressPolicy({
    allowPrivateMx: false,
    allowedMxNetworks: ["127.77.0.0/16", "fd00::/8"],
  });

  test.each(["8.8.8.8", "2001:4860:4860::8888", "127.77.3.4", "fd00::1"])("%s is allowed", (address) => {
    expect(strict(address)).toBe(true);
  });

  test.each([
    "127.0.0.1",
    "127.78.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::10.0.0.1",
    "4000::1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "2001:db8::1",
    "localhost",
    "",
  ])("%j is refused", (address) => {
    expect(strict(address)).toBe(false);
  });

  test("every address is allowed when private mail hosts are", () => {
    const lax = createAddressPolicy({ allowPrivateMx: true, allowedMxNetworks: [] });
    expect([lax("10.0.0.1"), lax("nothing")]).toEqual([true, false]);
  });
});

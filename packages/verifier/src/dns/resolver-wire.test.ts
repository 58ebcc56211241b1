import { startNameServer, type NameServer, type ScriptedAnswer } from "@winnow/sandbox";
import type { Answer as Entry } from "dns-packet";
import { describe, expect, test } from "vitest";
import { MailHostDirectory } from "#dns/mail-hosts.ts";
import { createResolver, type OwnResolver } from "#dns/resolver.ts";

const NXDOMAIN = 3;
const MANY = Array.from({ length: 60 }, (_, index) => `mx-${index}-of-a-very-long-list.acme.test`);

function resolverFor(...servers: readonly NameServer[]): OwnResolver {
  return createResolver({ dnsServers: servers.map(({ address }) => address), dnsTimeoutMs: 100 });
}

function a(name: string, data: string, ttl = 60): Entry {
  return { type: "A", name, ttl, data };
}

function cname(name: string, data: string, ttl = 60): Entry {
  return { type: "CNAME", name, ttl, data };
}

function exchanges(name: string, hosts: readonly string[]): Entry[] {
  return hosts.map((exchange, preference) => ({ type: "MX", name, ttl: 60, data: { preference, exchange } }));
}

describe("an answer too large for UDP", () => {
  const large = (name: string, type: string): ScriptedAnswer =>
    type === "MX" ? { truncated: true, answers: exchanges(name, MANY) } : {};

  test("is queried again over TCP", async () => {
    await using server = await startNameServer(large);
    const answer = await resolverFor(server).mailExchanges("acme.test");
    expect(answer.outcome === "found" ? answer.values.map(({ exchange }) => exchange) : answer).toEqual(MANY);
    expect(server.asked).toEqual(["MX acme.test udp", "MX acme.test tcp"]);
  });

  test("that fails over TCP as well is a failure, not the absence of mail hosts", async () => {
    await using server = await startNameServer(large, { tcp: false });
    expect(await resolverFor(server).mailExchanges("acme.test")).toMatchObject({ outcome: "failure" });
  });
});

describe("a mail host that is an alias", () => {
  const chain = [cname("mx.test", "a.test", 300), cname("a.test", "b.test", 7)];
  const loop = [cname("mx.test", "a.test"), cname("a.test", "mx.test")];

  test.each<[string, ScriptedAnswer, unknown]>([
    [
      "of an alias is followed, for the shortest of their TTLs",
      { answers: [...chain, a("b.test", "192.0.2.7")] },
      { outcome: "found", values: ["192.0.2.7"], ttlSeconds: 7 },
    ],
    ["of nothing does not exist", { code: NXDOMAIN, answers: chain }, { outcome: "not_found" }],
    ["of a name without an address has none", { answers: chain }, { outcome: "no_data" }],
    ["of itself has none", { answers: loop }, { outcome: "no_data" }],
  ])("%s", async (_, scripted, expected) => {
    await using server = await startNameServer((__, type) =>
      type === "A"
        ? scripted
        : { ...scripted, answers: (scripted.answers ?? []).filter((entry) => entry.type !== "A") },
    );
    expect(await resolverFor(server).addresses("mx.test")).toEqual(expected);
  });

  test("a domain that is an alias has the mail hosts of its target", async () => {
    await using server = await startNameServer((name, type) => ({
      answers: type === "MX" ? [cname(name, "target.test"), ...exchanges("target.test", ["mx.test"])] : [],
    }));
    expect(await resolverFor(server).mailExchanges("acme.test")).toMatchObject({
      outcome: "found",
      values: [{ exchange: "mx.test", preference: 0 }],
    });
  });
});

test("an alias of a domain without MX has none either, which is not a null MX", async () => {
  await using server = await startNameServer((name, type) => ({
    answers:
      type === "MX"
        ? [cname(name, "target.test")]
        : [cname(name, "target.test"), a("target.test", "192.0.2.1")],
  }));
  const resolver = resolverFor(server);
  expect(await resolver.mailExchanges("acme.test")).toEqual({ outcome: "no_data" });
  const directory = new MailHostDirectory({ resolver, isAllowed: () => true, dnsTtlMs: 60_000 });
  expect((await directory.find("acme.test")).evidence).toMatchObject({
    outcome: "implicit",
    hosts: [{ host: "acme.test", addresses: ["192.0.2.1"] }],
  });
});

describe("several servers", () => {
  const answering = (name: string, type: string): ScriptedAnswer => ({
    answers: type === "MX" ? exchanges(name, ["mx.test"]) : [],
  });

  test.each<[string, ScriptedAnswer]>([
    ["fails", { code: 2 }],
    ["does not implement it", { code: 4 }],
    ["refuses", { code: 5 }],
    ["says nothing", { silent: true }],
  ])("where the first %s, the second decides", async (_, first) => {
    await using ill = await startNameServer(() => first);
    await using well = await startNameServer(answering);
    expect(await resolverFor(ill, well).mailExchanges("acme.test")).toMatchObject({ outcome: "found" });
  });

  test("when all fail, the answer is a failure", async () => {
    await using one = await startNameServer(() => ({ code: 2 }));
    await using other = await startNameServer(() => ({ code: 5 }));
    expect(await resolverFor(one, other).mailExchanges("acme.test")).toMatchObject({ outcome: "failure" });
  });

  test("a negative answer of the first is final: the second is not queried", async () => {
    await using one = await startNameServer(() => ({ code: NXDOMAIN }));
    await using other = await startNameServer(answering);
    expect(await resolverFor(one, other).mailExchanges("acme.test")).toEqual({ outcome: "not_found" });
    expect(other.asked).toEqual([]);
  });
});

test("closing aborts running queries", async () => {
  await using server = await startNameServer(() => ({ silent: true }));
  const resolver = createResolver({ dnsServers: [server.address], dnsTimeoutMs: 600_000 });
  const answer = resolver.mailExchanges("acme.test");
  await expect.poll(() => server.asked.length).toBe(1);
  resolver.cancel();
  expect(await answer).toEqual({ outcome: "failure", code: "CANCELLED" });
});

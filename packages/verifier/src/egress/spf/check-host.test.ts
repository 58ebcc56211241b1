import { expect, test } from "vitest";
import type { Answer } from "#dns/resolver.ts";
import { checkHost } from "#egress/spf/check-host.ts";

const absent = { outcome: "not_found" } as const;

interface Zone {
  readonly txt?: readonly string[];
  readonly a?: readonly string[];
  readonly mx?: readonly string[];
  readonly failure?: string;
}

function namesOf(zones: Readonly<Record<string, Zone>>, pointers: readonly string[] = []) {
  const look = async <Value>(name: string, pick: (zone: Zone) => readonly Value[] | undefined) => {
    const zone = zones[name];
    if (zone?.failure !== undefined) return { outcome: "failure", code: zone.failure } as const;
    const values = zone === undefined ? undefined : pick(zone);
    return (values === undefined ? absent : { outcome: "found", values }) satisfies Answer<Value>;
  };
  return {
    texts: (name: string) => look(name, ({ txt }) => txt),
    addresses: (name: string) => look(name, ({ a }) => a),
    mailExchanges: (name: string) =>
      look(name, ({ mx }) => mx?.map((exchange, preference) => ({ exchange, preference }))),
    pointers: async () =>
      pointers.length === 0 ? absent : ({ outcome: "found", values: pointers } as const),
  };
}

async function check(
  zones: Readonly<Record<string, Zone>>,
  options: { readonly address?: string; readonly pointers?: readonly string[] } = {},
) {
  const { address = "192.0.2.7", pointers } = options;
  const values = { address, domain: "acme.test", sender: "strong-bad@acme.test", heloName: "mx.acme.test" };
  return checkHost(namesOf(zones, pointers), values);
}

const spf = (record: string): Zone => ({ txt: [record] });

test.each<[string, string, Record<string, Zone>]>([
  ["pass", "v=spf1 ip4:192.0.2.0/24 -all", {}],
  ["fail", "v=spf1 ip4:192.0.2.8 -all", {}],
  ["softfail", "v=spf1 ip4:198.51.100.0/24 ~all", {}],
  ["neutral", "v=spf1 ?all", {}],
  ["neutral", "v=spf1", {}],
  ["pass", "V=SPF1 +ALL", {}],
  ["pass", "v=spf1 a:mail.test -all", { "mail.test": { a: ["192.0.2.7"] } }],
  ["pass", "v=spf1 a:mail.test/28 -all", { "mail.test": { a: ["192.0.2.1"] } }],
  ["fail", "v=spf1 a:mail.test/30 -all", { "mail.test": { a: ["192.0.2.1"] } }],
  ["pass", "v=spf1 mx:other.test -all", { "other.test": { mx: ["m.test"] }, "m.test": { a: ["192.0.2.7"] } }],
  ["pass", "v=spf1 include:other.test -all", { "other.test": spf("v=spf1 ip4:192.0.2.7 -all") }],
  ["softfail", "v=spf1 include:other.test ~all", { "other.test": spf("v=spf1 -all") }],
  ["permerror", "v=spf1 include:other.test -all", { "other.test": { txt: ["unrelated"] } }],
  ["fail", "v=spf1 redirect=other.test", { "other.test": spf("v=spf1 -all") }],
  ["pass", "v=spf1 redirect=other.test exp=why.test", { "other.test": spf("v=spf1 ip4:192.0.2.7 -all") }],
  ["permerror", "v=spf1 redirect=nowhere.test", {}],
  ["pass", "v=spf1 exists:%{ir}.%{l1r-}.%{d2} -all", { "7.2.0.192.strong.acme.test": { a: ["127.0.0.2"] } }],
  ["pass", "v=spf1 include:_%{v}.%{o}  -all", { "_in-addr.acme.test": spf("v=spf1 +all") }],
  ["permerror", "v=spf1 a:%{x}.test -all", {}],
  ["permerror", "v=spf1 ip4:192.0.2.0/33 -all", {}],
  ["permerror", "v=spf1 ip4:2001:db8::1 -all", {}],
  ["permerror", "v=spf1 ipv4:192.0.2.7 -all", {}],
  ["permerror", "v=spf1 include -all", {}],
  ["temperror", "v=spf1 a:sick.test -all", { "sick.test": { failure: "SERVFAIL" } }],
  ["permerror", "v=spf1 a:v1.test a:v2.test a:v3.test -all", {}],
  ["permerror", "v=spf1 include:acme.test -all", {}],
  ["permerror", "v=spf1 redirect=acme.test", {}],
])("%s for “%s”", async (result, record, others) => {
  expect(await check({ "acme.test": spf(record), ...others })).toMatchObject({ result });
});

test("without a record the result is none, two records are an error, silence is temporary", async () => {
  expect(await check({ "acme.test": { txt: ["v=spf10 -all", "google-site"] } })).toMatchObject({
    result: "none",
  });
  expect(await check({})).toMatchObject({ result: "none" });
  expect(await check({ "acme.test": { txt: ["v=spf1 -all", "v=spf1 +all"] } })).toMatchObject({
    result: "permerror",
  });
  expect(await check({ "acme.test": { failure: "TIMEOUT" } })).toMatchObject({ result: "temperror" });
});

test("ten look-ups are allowed, the eleventh is not", async () => {
  const terms = (count: number) => Array.from({ length: count }, (_, index) => `a:h${index}.test`).join(" ");
  const hosts = Object.fromEntries(
    Array.from({ length: 11 }, (_, index) => [`h${index}.test`, { a: ["198.51.100.1"] }]),
  );
  const result = (count: number) => check({ "acme.test": spf(`v=spf1 ${terms(count)} -all`), ...hosts });
  expect(await result(10)).toMatchObject({ result: "fail" });
  expect(await result(11)).toMatchObject({
    result: "permerror",
    because: expect.stringContaining("10") as string,
  });
});

test("ptr matches a confirmed name at or below the domain; without one it does not match", async () => {
  const zones = { "acme.test": spf("v=spf1 ptr -all"), "mx.acme.test": { a: ["192.0.2.7"] } };
  expect(await check(zones, { pointers: ["mx.acme.test"] })).toMatchObject({ result: "pass" });
  expect(await check(zones, { pointers: ["mx.notacme.test"] })).toMatchObject({ result: "fail" });
  expect(await check(zones)).toMatchObject({ result: "fail" });
});

test("IPv6 has its own networks, prefixes and macros", async () => {
  const address = "2001:db8::cb01";
  const nibbles = "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2";
  for (const [record, result, others] of [
    ["v=spf1 ip6:2001:db8::/32 -all", "pass", {}],
    ["v=spf1 ip4:192.0.2.7 -all", "fail", {}],
    ["v=spf1 a:six.test//112 -all", "pass", { "six.test": { a: ["192.0.2.1", "2001:db8::1"] } }],
    [
      "v=spf1 exists:%{ir}.%{v}.acme.test -all",
      "pass",
      { [`${nibbles}.ip6.acme.test`]: { a: ["127.0.0.2"] } },
    ],
  ] as const) {
    expect(await check({ "acme.test": spf(record), ...others }, { address }), record).toMatchObject({
      result,
    });
  }
});

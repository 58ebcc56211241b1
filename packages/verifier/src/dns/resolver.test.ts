import { startNameServer, type NameServer } from "@winnow/sandbox";
import type { Answer } from "dns-packet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createResolver, type Resolver } from "#dns/resolver.ts";

let server: NameServer;
let resolver: Resolver;

/** Answers by the first label: a response code, silence, junk, nothing, or records. */
const RCODES: Readonly<Record<string, number>> = {
  formerr: 1,
  servfail: 2,
  nxdomain: 3,
  notimp: 4,
  refused: 5,
};

beforeAll(async () => {
  server = await startNameServer((name, type) => {
    const [label = ""] = name.split(".");
    const answers: Answer[] = [];
    if (label === "mail" && type === "MX") {
      answers.push({ type: "MX", name, ttl: 60, data: { preference: 10, exchange: "MX.Mail.test" } });
    }
    if (label === "null" && type === "MX") {
      answers.push({ type: "MX", name, ttl: 60, data: { preference: 0, exchange: "." } });
    }
    if (label === "four" && type === "A") answers.push({ type: "A", name, ttl: 30, data: "192.0.2.4" });
    if (label === "six" && type === "AAAA")
      answers.push({ type: "AAAA", name, ttl: 30, data: "2001:db8::6" });
    if (label === "alias" && type === "A") {
      answers.push({ type: "CNAME", name, ttl: 60, data: "four.test" });
      answers.push({ type: "A", name: "four.test", ttl: 20, data: "192.0.2.4" });
    }
    const code = label === "half" ? (type === "A" ? 2 : 0) : (RCODES[label] ?? 0);
    return { code, answers, silent: label === "silent" };
  });
  resolver = createResolver({ dnsServers: [server.address], dnsTimeoutMs: 50 });
});

afterAll(() => server[Symbol.asyncDispose]());

test.each([
  ["mail.test", { outcome: "found", values: [{ exchange: "mx.mail.test", preference: 10 }] }],
  ["null.test", { outcome: "found", values: [{ exchange: "", preference: 0 }] }],
  ["empty.test", { outcome: "no_data" }],
  ["nxdomain.test", { outcome: "not_found" }],
  ["servfail.test", { outcome: "failure", code: "SERVFAIL" }],
  ["refused.test", { outcome: "failure", code: "REFUSED" }],
  ["formerr.test", { outcome: "failure", code: "FORMERR" }],
  ["notimp.test", { outcome: "failure", code: "NOTIMP" }],
  ["silent.test", { outcome: "failure", code: "TIMEOUT" }],
])("mail exchangers of %s", async (domain, answer) => {
  expect(await resolver.mailExchanges(domain)).toEqual(answer);
});

test.each([
  ["four.test", { outcome: "found", values: ["192.0.2.4"], ttlSeconds: 30 }],
  ["six.test", { outcome: "found", values: ["2001:db8::6"], ttlSeconds: 30 }],
  ["alias.test", { outcome: "found", values: ["192.0.2.4"], ttlSeconds: 20 }],
  ["empty.test", { outcome: "no_data" }],
  ["nxdomain.test", { outcome: "not_found" }],
  ["half.test", { outcome: "failure", code: "SERVFAIL" }],
])("addresses of %s", async (host, answer) => {
  expect(await resolver.addresses(host)).toEqual(answer);
});

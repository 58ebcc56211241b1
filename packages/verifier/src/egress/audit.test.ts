import { createServer } from "node:net";
import { once } from "node:events";
import { startSandbox, type Sandbox } from "@winnow/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEgress } from "#egress/audit.ts";
import type { EgressCheckName, EgressCheckState } from "#egress/check.ts";
import type { EgressConfig } from "#egress/config.ts";
import { createVerifier } from "#engine/verifier.ts";
import { deriveVerdict } from "#verdict/derive.ts";
import { explainVerdict } from "#verdict/explain.ts";
import { deriveFacts } from "#verdict/facts.ts";
import type { Ternary } from "#evidence/vocabulary.ts";

let sandbox: Sandbox;
let sound: EgressConfig;

beforeAll(async () => {
  sandbox = await startSandbox();
  sound = {
    dnsServers: sandbox.dnsServers,
    dnsTimeoutMs: 500,
    smtpPort: sandbox.smtpPort,
    allowedMxNetworks: sandbox.allowedNetworks,
    ...(sandbox.dial !== undefined && { dial: sandbox.dial }),
    connectTimeoutMs: 500,
    commandTimeoutMs: 500,
    heloName: "sound.deliverable.test",
    mailFrom: "info@sound.deliverable.test",
    egressAddress: "127.77.254.1",
    selfTestHosts: ["mx.deliverable.test", "mx.catchall.test"],
    blockLists: ["blocklist.test"],
    canaries: [
      { address: "ada.lovelace@deliverable.test", expected: "valid" },
      { address: "nobody.here@deliverable.test", expected: "invalid" },
    ],
  };
});
afterAll(() => sandbox.close());

async function audit(changes: EgressConfig = {}) {
  const report = await auditEgress({ ...sound, ...changes });
  const states = Object.fromEntries(report.checks.map(({ name, state }) => [name, state]));
  const of = (name: EgressCheckName) => report.checks.find((check) => check.name === name)!;
  return { ...report, states, of };
}

const ALL_OK = {
  resolver: "ok",
  port_25: "ok",
  reverse_name: "ok",
  helo_name: "ok",
  sender_policy: "ok",
  return_path: "ok",
  block_lists: "ok",
  canaries: "ok",
};

test("a well-configured sender is healthy, and each check has its evidence", async () => {
  const { healthy, address, states, checks } = await audit();
  expect(states).toEqual(ALL_OK);
  expect({ healthy, address }).toEqual({ healthy: "yes", address: "127.77.254.1" });
  for (const { evidence, fix } of checks) {
    expect(evidence.length).toBeGreaterThan(0);
    expect(fix).toBeUndefined();
  }
});

test("without configuration nothing is measured, and no host is contacted", async () => {
  const before = { queries: sandbox.log.queries, connections: sandbox.log.connections };
  const { dnsServers } = sound;
  const report = await auditEgress({ dnsServers });
  expect(report.healthy).toBe("unmeasured");
  expect(report.address).toBeUndefined();
  const states = new Set(
    report.checks.filter(({ name }) => name !== "return_path").map(({ state }) => state),
  );
  expect([...states]).toEqual(["not_measured"]);
  expect(report.checks.filter(({ state }) => state === "not_measured").every(({ fix }) => fix)).toBe(true);
  expect({ queries: sandbox.log.queries, connections: sandbox.log.connections }).toEqual(before);
});

describe("each broken check is named", () => {
  const host = (name: string) => `${name}.deliverable.test`;
  const sender = (name: string, number: number): EgressConfig => ({
    heloName: host(name),
    mailFrom: null,
    egressAddress: `127.77.254.${number}`,
  });

  test.each<[string, EgressConfig, Partial<Record<EgressCheckName, EgressCheckState>>, Ternary, RegExp]>([
    [
      "port 25",
      { selfTestHosts: ["mx.dead-mx.test", "127.77.255.1"] },
      { port_25: "broken" },
      "no",
      /was not reached/,
    ],
    [
      "silence on port 25",
      { selfTestHosts: ["mx.tarpit.test"] },
      { port_25: "broken" },
      "no",
      /said nothing: timeout/,
    ],
    [
      "one host of two",
      { selfTestHosts: ["mx.dead-mx.test", "mx.deliverable.test"] },
      {},
      "yes",
      /greeted: 220/,
    ],
    [
      "a refusing host",
      { selfTestHosts: ["mx.refusing.test"] },
      { port_25: "warning" },
      "yes",
      /greeted: 554/,
    ],
    [
      "no such host",
      { selfTestHosts: ["mx.nxdomain.test"] },
      { port_25: "not_measured" },
      "yes",
      /has no address/,
    ],
    [
      "a private host",
      { selfTestHosts: ["10.0.0.1"] },
      { port_25: "not_measured" },
      "yes",
      /no public address/,
    ],
    ["no PTR", sender("nameless", 2), { reverse_name: "warning", helo_name: "warning" }, "yes", /has no PTR/],
    [
      "a PTR that leads elsewhere",
      sender("misnamed", 3),
      { reverse_name: "warning", helo_name: "warning" },
      "yes",
      /is sound\.deliverable\.test, which resolves to 127\.77\.254\.1/,
    ],
    ["SPF", sender("unauthorized", 4), { sender_policy: "warning" }, "yes", /: fail, “-all”/],
    [
      "another HELO",
      { heloName: host("nameless") },
      { helo_name: "warning" },
      "yes",
      /resolves to 127\.77\.254\.2, not to/,
    ],
    ["no HELO", { heloName: undefined }, { helo_name: "not_measured" }, "yes", /No HELO name/],
    ["a literal", { heloName: "[127.77.254.1]" }, { helo_name: "warning" }, "yes", /is an address/],
    [
      "a null MX",
      { mailFrom: "info@nullmx.test" },
      { return_path: "warning" },
      "yes",
      /does not accept mail: null_mx/,
    ],
    [
      "no mailbox",
      { mailFrom: "nobody.here@sound.deliverable.test" },
      { return_path: "warning" },
      "yes",
      /mailbox_not_found/,
    ],
    [
      "a listing",
      sender("listed", 5),
      { block_lists: "broken" },
      "no",
      /127\.77\.254\.5 is on blocklist\.test: 127\.0\.0\.2/,
    ],
    [
      "a list that refuses",
      { blockLists: ["refusing-list.test"] },
      { block_lists: "not_measured" },
      "yes",
      /refuses the query: 127\.255\.255\.254/,
    ],
    [
      "a list of everything",
      { blockLists: ["parked-list.test"] },
      { block_lists: "not_measured" },
      "yes",
      /does not work/,
    ],
    [
      "a list that is none",
      { blockLists: ["nxdomain.test"] },
      { block_lists: "not_measured" },
      "yes",
      /does not work/,
    ],
    [
      "one list of two",
      { blockLists: ["refusing-list.test", "blocklist.test"] },
      {},
      "yes",
      /is not on blocklist/,
    ],
    [
      "a canary that lies",
      { canaries: [{ address: "nobody.here@deliverable.test", expected: "valid" }] },
      { canaries: "broken" },
      "no",
      /should be valid and is invalid \(mailbox_not_found\)/,
    ],
    [
      "a canary that exists after all",
      { canaries: [{ address: "ada.lovelace@deliverable.test", expected: "invalid" }] },
      { canaries: "broken" },
      "no",
      /should be invalid and is valid/,
    ],
    [
      "silent canaries",
      { canaries: [{ address: "ada.lovelace@blocked.test", expected: "valid" }] },
      { canaries: "broken" },
      "no",
      /is unknown \(blocked\)/,
    ],
    [
      "a canary without a mail host",
      { canaries: [{ address: "ada@nxdomain.test", expected: "invalid" }] },
      { canaries: "broken" },
      "no",
      /domain_not_found/,
    ],
  ])("%s", async (_, changes, expected, healthy, words) => {
    const report = await audit(changes);
    expect(report.states).toMatchObject(expected);
    expect(report.healthy).toBe(healthy);
    const name = (Object.keys(expected)[0] ?? "") as EgressCheckName;
    const told = name === ("" as string) ? report.checks : [report.of(name)];
    expect(told.flatMap(({ evidence }) => evidence).join("\n")).toMatch(words);
    if (name !== ("" as string)) expect(report.of(name).fix).toMatch(/\.$/);
  });

  test("some silent canaries are a warning as long as one answers", async () => {
    const canaries = [
      ...sound.canaries!,
      { address: "ada.lovelace@blocked.test", expected: "valid" as const },
    ];
    expect((await audit({ canaries })).states).toMatchObject({ canaries: "warning" });
  });

  test("a resolver that answers nothing", async () => {
    await using silent = await deafServer();
    const { states, of } = await audit({ dnsServers: [silent.address], dnsTimeoutMs: 50 });
    expect(states).toMatchObject({ resolver: "broken", canaries: "broken", reverse_name: "not_measured" });
    expect(of("resolver").evidence[1]).toMatch(/: \w+$/);
  });

  test("a listing ends when the list removes the address", async () => {
    sandbox.blockListed.add("127.77.254.1");
    expect((await audit()).healthy).toBe("no");
    sandbox.blockListed.delete("127.77.254.1");
    expect((await audit()).healthy).toBe("yes");
  });
});

describe("while egress is out of order", () => {
  async function ask(address: string, egressHealthy: Ternary) {
    const config = { ...sound, egressHealthy: () => egressHealthy };
    await using verifier = createVerifier(config);
    return await verifier.verify(address);
  }

  test("a refusal gives no verdict and is retried, also when stored evidence is judged again", async () => {
    const doubted = await ask("nobody.here@deliverable.test", "no");
    expect(doubted.verdict).toMatchObject({ status: "unknown", reason: "our_configuration" });
    expect(doubted.deferral).toEqual({ cause: "egress_unhealthy" });
    const facts = deriveFacts(JSON.parse(JSON.stringify(doubted.evidence)), { flags: doubted.flags });
    expect(deriveVerdict(facts)).toEqual(doubted.verdict);
    expect(explainVerdict(doubted.verdict, facts)).toContain("own connection to mail hosts is unhealthy");
  });

  test("verdicts without a mail host are still given, and acceptances count", async () => {
    for (const [address, reason] of [
      ["ada@nxdomain.test", "domain_not_found"],
      ["ada@nullmx.test", "null_mx"],
      ["no address", "syntax"],
      ["ada.lovelace@deliverable.test", "accepted"],
    ] as const) {
      const { verdict, deferral } = await ask(address, "no");
      expect(verdict).toMatchObject({ reason });
      expect(deferral).toBeUndefined();
    }
  });

  test("a block is retried, a failure of the resolver is not", async () => {
    expect((await ask("ada.lovelace@blocked.test", "no")).deferral).toEqual({ cause: "egress_unhealthy" });
    expect((await ask("ada.lovelace@blocked.test", "yes")).deferral).toBeUndefined();
    expect((await ask("ada@servfail.test", "no")).deferral).toBeUndefined();
    expect((await ask("ada.lovelace@greylist.test", "no")).deferral).toMatchObject({ cause: "greylisted" });
  });

  test.each(["yes", "unmeasured"] as const)("%s changes nothing", async (healthy) => {
    const { verdict, deferral } = await ask("nobody.here@deliverable.test", healthy);
    expect(verdict).toMatchObject({ status: "invalid", reason: "mailbox_not_found" });
    expect(deferral).toBeUndefined();
  });
});

/** A name server that receives queries over UDP and never answers; only its TCP port listens. */
async function deafServer() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

import { startSandbox } from "@winnow/sandbox";
import { describe, expect, test } from "vitest";
import { createEgresses, DEFAULT_EGRESS, egressFor, type Egress } from "#engine/egress.ts";
import { createVerifier } from "#engine/verifier.ts";

const DOMAINS = Array.from({ length: 400 }, (_, index) => `d${index}.test`);
const FOUR = ["192.0.2.1"];

function egresses(...sourceAddresses: string[]): readonly Egress[] {
  return createEgresses({ dial: undefined, sourceAddresses, socksProxy: undefined });
}

function choose(domain: string, from: readonly Egress[], addresses = FOUR): string | undefined {
  return egressFor(domain, addresses, from)?.name;
}

describe("egressFor", () => {
  test("without a source address there is one egress, for all addresses", () => {
    expect(choose("acme.test", egresses(), ["2001:db8::1"])).toBe(DEFAULT_EGRESS);
  });

  test("a domain has the same egress every time, in any order of the addresses", () => {
    const [one, other] = [
      egresses("10.0.0.1", "10.0.0.2", "10.0.0.3"),
      egresses("10.0.0.3", "10.0.0.1", "10.0.0.2"),
    ];
    for (const domain of DOMAINS) expect(choose(domain, one)).toBe(choose(domain, other));
  });

  test("domains are spread over all of them, and one more egress takes only its own share", () => {
    const [three, four] = [
      egresses("10.0.0.1", "10.0.0.2", "10.0.0.3"),
      egresses("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"),
    ];
    const shares = Map.groupBy(DOMAINS, (domain) => choose(domain, three));
    expect(shares.size).toBe(3);
    expect([...shares.values()].every(({ length }) => length > 80)).toBe(true);
    const moved = DOMAINS.filter((domain) => choose(domain, four) !== choose(domain, three));
    expect(moved.every((domain) => choose(domain, four) === "10.0.0.4")).toBe(true);
    expect(moved.length).toBeLessThan(160);
  });

  test("only those of the mail host's address family are chosen", () => {
    const both = egresses("10.0.0.1", "2001:db8::1");
    for (const domain of DOMAINS) {
      expect(choose(domain, both, ["192.0.2.1"])).toBe("10.0.0.1");
      expect(choose(domain, both, ["2001:db8::9"])).toBe("2001:db8::1");
    }
    expect(choose("acme.test", egresses("10.0.0.1"), ["2001:db8::9"])).toBeUndefined();
  });
});

// A machine with a single loopback address (macOS) has no choice.
const sandbox = await startSandbox();
const severalAddresses = sandbox.dial === undefined;
await sandbox.close();

describe.runIf(severalAddresses)("several source addresses", () => {
  const SOURCES = ["127.0.0.11", "127.0.0.12", "127.0.0.13"];

  test("a greylisted address is retried from the same source address, by another verifier too", async () => {
    let nowMs = 0;
    await using own = await startSandbox({ nowMs: () => nowMs });
    const config = {
      dnsServers: own.dnsServers,
      smtpPort: own.smtpPort,
      allowedMxNetworks: own.allowedNetworks,
      probeKey: "key",
    };
    const addresses = Array.from({ length: 12 }, (_, index) => `person.1@company-${index}.greylist.test`);
    const verify = async (sourceAddresses: readonly string[]) => {
      await using verifier = createVerifier({ ...config, sourceAddresses });
      const found = new Map<string, { reason: string; egress: string | undefined }>();
      for await (const { input, verdict, evidence } of verifier.verifyMany(addresses)) {
        const reply = evidence.find((seen) => seen.stage === "rcpt");
        const egress = reply !== undefined && "egress" in reply ? reply.egress : undefined;
        found.set(input, { reason: verdict.reason, egress });
      }
      return found;
    };
    const first = await verify(SOURCES);
    nowMs = 2_000;
    const second = await verify(SOURCES.toReversed());
    for (const address of addresses) {
      expect(first.get(address)?.reason).toBe("greylisted");
      expect(second.get(address)).toEqual({ reason: "accepted", egress: first.get(address)?.egress });
    }
    expect(new Set([...first.values()].map(({ egress }) => egress))).toEqual(new Set(SOURCES));
  });

  test("a mail host of the other address family is unreachable, and the evidence says so", async () => {
    await using own = await startSandbox();
    await using verifier = createVerifier({
      dnsServers: own.dnsServers,
      allowedMxNetworks: own.allowedNetworks,
      sourceAddresses: ["::1"],
    });
    const { verdict, evidence } = await verifier.verify("ada.lovelace@deliverable.test");
    expect(verdict.reason).toBe("connection_failed");
    expect(evidence).toMatchObject([
      { stage: "dns", outcome: "hosts" },
      { stage: "connect", failure: "unreachable", detail: "no source address of its address family" },
    ]);
  });
});

test("several source addresses and a proxy exclude each other, as hosts see the proxy's", () => {
  const socksProxy = "socks5://127.0.0.1:1080";
  // The local address is not the one that hosts see through the proxy.
  expect(() => createVerifier({ socksProxy })).toThrow("heloName must be set");
  expect(() => createVerifier({ socksProxy, sourceAddresses: ["10.0.0.1", "10.0.0.2"] })).toThrow(
    "socksProxy",
  );
  expect(() => createVerifier({ sourceAddresses: ["here"] })).toThrow("sourceAddresses must be IP addresses");
  expect(() => createVerifier({ socksProxy: "proxy:1080" })).toThrow("socks5://");
});

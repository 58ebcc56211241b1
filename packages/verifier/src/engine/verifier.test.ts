import { connect, type Socket } from "node:net";
import {
  addressForm,
  createTruth,
  firstNames,
  lastNames,
  personas,
  startSandbox,
  type Sandbox,
} from "@winnow/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UNLIMITED_BUDGET } from "#engine/budget.ts";
import type { VerifierConfig } from "#engine/config.ts";
import type { Verification } from "#engine/verification.ts";
import { createVerifier } from "#engine/verifier.ts";
import { deriveVerdict } from "#verdict/derive.ts";
import type { Evidence } from "#evidence/evidence.ts";
import { deriveFacts } from "#verdict/facts.ts";
import { VERDICTS } from "#evidence/vocabulary.ts";

/** Far above the time of the slowest host on a busy machine; the host that never answers takes as long. */
const PATIENT_MS = 5_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

function configFor({ dnsServers, smtpPort, allowedNetworks, dial }: Sandbox): VerifierConfig {
  return { dnsServers, smtpPort, allowedMxNetworks: allowedNetworks, dial, commandTimeoutMs: 1_000 };
}

function verifierFor(config: VerifierConfig = {}) {
  return createVerifier({ ...configFor(sandbox), ...config });
}

async function all(
  verifications: AsyncIterable<Verification>,
): Promise<Map<string, Verification["verdict"] & { whole: Verification }>> {
  const byInput = new Map<string, Verification["verdict"] & { whole: Verification }>();
  for await (const whole of verifications) byInput.set(whole.input, { ...whole.verdict, whole });
  return byInput;
}

function persons(domain: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `person.${index + 1}@${domain}`);
}

/** Connections that `work` made, to one persona. */
async function connectionsTo(domain: string, work: () => Promise<unknown>): Promise<number> {
  const before = sandbox.log.connectionsByPersona[domain] ?? 0;
  await work();
  return (sandbox.log.connectionsByPersona[domain] ?? 0) - before;
}

describe("personas", () => {
  const expectations = personas.flatMap(({ expected }) => expected);

  test.each(expectations)("$address → $status{$reason}", async ({ address, status, reason }) => {
    // Only a silent host has a short time limit.
    const commandTimeoutMs = reason === "timeout" ? 1_000 : 30_000;
    await using verifier = verifierFor({ budget: UNLIMITED_BUDGET, commandTimeoutMs });
    const { verdict } = await verifier.verify(address);
    expect(verdict).toMatchObject({ status, reason });
  });

  test("all of them in one call get the same verdicts, each derived from its evidence alone", async () => {
    await using verifier = verifierFor({ budget: UNLIMITED_BUDGET, commandTimeoutMs: PATIENT_MS });
    const verdicts = await all(verifier.verifyMany(expectations.map(({ address }) => address)));
    expect(
      Object.fromEntries([...verdicts].map(([input, { status, reason }]) => [input, { status, reason }])),
    ).toEqual(
      Object.fromEntries(expectations.map(({ address, status, reason }) => [address, { status, reason }])),
    );
    for (const { whole } of verdicts.values()) {
      const stored = JSON.parse(JSON.stringify(whole.evidence)) as Evidence[];
      expect(deriveVerdict(deriveFacts(stored, { flags: whole.flags }))).toEqual(whole.verdict);
    }
  });

  test("many people of many companies: no verdict is wrong", async () => {
    await using verifier = verifierFor({ budget: UNLIMITED_BUDGET, commandTimeoutMs: PATIENT_MS });
    const truthOf = createTruth();
    // Personas of providers have their own test, in speaking-personas.test.ts.
    const own = personas.filter(({ truth }) => truth.apart === undefined);
    const addresses = own.flatMap(({ domain }) =>
      ["acme", "globex"].flatMap((company) => {
        const people = Array.from({ length: 10 }, (_, index) => {
          const [first = "", last = ""] = [firstNames[index * 3], lastNames[index * 5]];
          return `${addressForm(first)}.${addressForm(last)}@${company}.${domain}`;
        });
        return [...people, `person.7@${company}.${domain}`, `nobody@${company}.${domain}`];
      }),
    );
    const wrong: unknown[] = [];
    let right = 0;
    for await (const { address, verdict, evidence } of verifier.verifyMany(addresses)) {
      const truth = truthOf(address);
      if (truth?.status === verdict.status && truth.reason === verdict.reason) right += 1;
      else wrong.push({ address, truth, verdict, evidence });
    }
    expect(wrong).toEqual([]);
    expect(right).toBe(addresses.length);
  });

  test("the sandbox uses the verifier's vocabulary", () => {
    for (const { status, reason } of expectations) expect(VERDICTS[status]).toContain(reason);
  });
});

describe("answers", () => {
  test("at a domain whose accepted addresses bounce, none is valid, and refused ones stay invalid", async () => {
    await using verifier = verifierFor();
    const addresses = ["person.1@deliverable.test", "nobody@deliverable.test", "person.1@starttls.test"];
    const feedback = new Map([["deliverable.test", { accepted: 4, bounced: 3 }]]);
    const verdicts = await all(verifier.verifyMany(addresses, { feedback }));
    expect(addresses.map((address) => verdicts.get(address)?.reason)).toEqual([
      "accepts_all_unconfirmed",
      "mailbox_not_found",
      "accepted",
    ]);
    const { evidence } = verdicts.get("person.1@deliverable.test")!.whole;
    expect(evidence).toContainEqual(
      expect.objectContaining({ stage: "feedback", domain: "deliverable.test", accepted: 4, bounced: 3 }),
    );
    expect(deriveVerdict(deriveFacts(JSON.parse(JSON.stringify(evidence)) as Evidence[]))).toMatchObject({
      reason: "accepts_all_unconfirmed",
    });
  });

  test("one answer per given address, duplicates and nonsense included", async () => {
    await using verifier = verifierFor();
    const inputs = [
      "ada.lovelace@deliverable.test",
      " ada.lovelace@DELIVERABLE.test ",
      "ada.lovelace@deliverable.test",
      "nonsense",
      "ada@gmial.localhost",
    ];
    const answers: Verification[] = [];
    for await (const verification of verifier.verifyMany(inputs)) answers.push(verification);
    expect(answers.map(({ input }) => input).toSorted()).toEqual(inputs.toSorted());
    const nonsense = answers.find(({ input }) => input === "nonsense");
    expect(nonsense?.verdict).toMatchObject({ status: "invalid", reason: "syntax" });
    expect(nonsense?.evidence).toMatchObject([{ stage: "syntax", problem: "missing_at", position: 8 }]);
  });

  test("evidence has every host and reply, and no needless query was sent", async () => {
    await using verifier = verifierFor();
    const verification = await verifier.verify("ada.lovelace@deliverable.test");
    expect(verification).toMatchObject({
      address: "ada.lovelace@deliverable.test",
      mxHost: "mx.deliverable.test",
      flags: { role: false, disposable: false },
      evidence: [
        { stage: "dns", outcome: "hosts", domain: "deliverable.test" },
        { stage: "rcpt", host: "mx.deliverable.test", code: 250, enhanced: "2.1.5", attempt: 0 },
        {
          stage: "catch_all",
          code: 550,
          enhanced: "5.1.1",
          recipient: expect.stringMatching(/^[a-z]{6}\.[a-z]{8}@/),
          shape: "name",
        },
      ],
    });
    expect(verification.durationMs).toBeGreaterThan(0);
    const refused = await verifierFor().verify("nobody.here@deliverable.test");
    expect(refused.evidence.map(({ stage }) => stage)).toEqual(["dns", "rcpt"]);
  });

  test("an implicit MX, a private MX and a special-use name are named in the evidence", async () => {
    await using verifier = verifierFor();
    const evidenceOf = async (domain: string) => (await verifier.verify(`ada@${domain}`)).evidence[0];
    expect(await evidenceOf("implicit.test")).toMatchObject({ outcome: "implicit" });
    expect(await evidenceOf("private-mx.test")).toMatchObject({
      outcome: "no_host",
      hosts: [{ host: "mx.private-mx.test", addresses: [], refused: ["10.0.0.1"] }],
    });
    const queries = sandbox.log.queries;
    expect(await evidenceOf("printer.local")).toMatchObject({ stage: "domain", name: "local" });
    expect(sandbox.log.queries).toBe(queries);
  });

  test("loopback is a private address like any other, unless it is allowed", async () => {
    await using verifier = verifierFor({ allowedMxNetworks: [] });
    const connections = sandbox.log.connections;
    const { verdict } = await verifier.verify("ada.lovelace@deliverable.test");
    expect(verdict).toMatchObject({ status: "invalid", reason: "no_mail_host" });
    expect(sandbox.log.connections).toBe(connections);
  });
});

describe("few connections", () => {
  test("200 addresses of a domain share sessions", async () => {
    await using verifier = verifierFor();
    const used = await connectionsTo("deliverable.test", async () => {
      const verdicts = await all(verifier.verifyMany(persons("shared.deliverable.test", 200)));
      expect([...verdicts.values()].every(({ reason }) => reason === "accepted")).toBe(true);
    });
    expect(used).toBeLessThanOrEqual(11);
  });

  test("a domain's random address is sent once, and not again in the next call", async () => {
    await using verifier = verifierFor({ recipientsPerSession: 10 });
    const recipients = sandbox.log.recipients;
    await all(verifier.verifyMany(persons("once.deliverable.test", 100)));
    expect(sandbox.log.recipients - recipients).toBe(101);
    await all(verifier.verifyMany(persons("once.deliverable.test", 50)));
    expect(sandbox.log.recipients - recipients).toBe(151);
  });

  test("two concurrent calls send it once", async () => {
    await using verifier = verifierFor();
    const recipients = sandbox.log.recipients;
    const [one, two] = await Promise.all([
      verifier.verify("person.1@twice.deliverable.test"),
      verifier.verify("person.2@twice.deliverable.test"),
    ]);
    expect([one.verdict.reason, two.verdict.reason]).toEqual(["accepted", "accepted"]);
    expect(sandbox.log.recipients - recipients).toBe(3);
  });

  test("a domain is looked up once in several concurrent calls", async () => {
    await using verifier = verifierFor();
    const queries = sandbox.log.queries;
    await Promise.all(persons("looked-up.deliverable.test", 20).map((address) => verifier.verify(address)));
    expect(sandbox.log.queries - queries).toBe(3);
  });

  test("concurrent connections to a host are limited, and so are all dialogues", async () => {
    let open = 0;
    let most = 0;
    const dial = (address: string, port: number): Socket => {
      const socket = sandbox.dial?.(address, port) ?? connect(port, address);
      open += 1;
      most = Math.max(most, open);
      socket.once("close", () => (open -= 1));
      return socket;
    };
    await using perHost = verifierFor({ dial, recipientsPerSession: 1, maxSessionsPerHost: 2 });
    await all(perHost.verifyMany(persons("deliverable.test", 30)));
    expect(most).toBe(2);
    most = 0;
    await using overall = verifierFor({ dial, recipientsPerSession: 1, maxSessions: 1 });
    await all(
      overall.verifyMany(["a", "b", "c", "d", "e"].flatMap((name) => persons(`${name}.bulk.test`, 3))),
    );
    // One in dialogue, and at most one per host that waits for the answer to QUIT.
    expect(most).toBeLessThanOrEqual(6);
  });
});

describe("hosts with habits", () => {
  test("one recipient a session: every address is answered, without more connections", async () => {
    await using verifier = verifierFor();
    const addresses = [...persons("outlook.test", 12), "nobody.here@outlook.test"];
    const verdicts = await all(verifier.verifyMany(addresses));
    const reasons = [...verdicts.values()].map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === "accepted")).toHaveLength(12);
    expect(verdicts.get("nobody.here@outlook.test")?.reason).toBe("mailbox_not_found");
    // The limit is still known in the next call: one connection each, and no 452.
    const again = await connectionsTo("outlook.test", async () => {
      const next = await all(verifier.verifyMany(persons("outlook.test", 5)));
      for (const { whole } of next.values()) {
        expect(whole.evidence.some((seen) => "code" in seen && seen.code === 452)).toBe(false);
      }
    });
    expect(again).toBe(5);
  });

  test("421 after five: the others are sent in further sessions", async () => {
    await using verifier = verifierFor();
    const used = await connectionsTo("throttled.test", async () => {
      const verdicts = await all(verifier.verifyMany(persons("throttled.test", 40)));
      expect(new Set([...verdicts.values()].map(({ reason }) => reason))).toEqual(new Set(["accepted"]));
    });
    expect(used).toBeLessThanOrEqual(16);
  });

  test("a host that closes every connection is given up", async () => {
    await using verifier = verifierFor();
    const used = await connectionsTo("drop.test", async () => {
      const verdicts = await all(verifier.verifyMany(persons("drop.test", 100)));
      expect(verdicts.size).toBe(100);
      expect(new Set([...verdicts.values()].map(({ reason }) => reason))).toEqual(
        new Set(["connection_failed"]),
      );
    });
    expect(used).toBeLessThanOrEqual(10);
  });

  test("a host that refuses the sender does not receive all addresses", async () => {
    await using verifier = verifierFor();
    const recipients = sandbox.log.recipients;
    const verdicts = await all(verifier.verifyMany(persons("blocked.test", 500)));
    expect(new Set([...verdicts.values()].map(({ reason }) => reason))).toEqual(new Set(["blocked"]));
    expect(sandbox.log.recipients - recipients).toBeLessThanOrEqual(160);
  });

  test("greylisting is deferred with its wait, and the host recognizes both addresses on the next attempt", async () => {
    let nowMs = 0;
    await using own = await startSandbox({ nowMs: () => nowMs });
    await using verifier = createVerifier(configFor(own));
    const addresses = persons("greylist.test", 30);
    const first = await all(verifier.verifyMany(addresses));
    for (const { whole } of first.values()) {
      expect(whole.verdict.reason).toBe("greylisted");
      expect(whole.deferral).toEqual({ cause: "greylisted", retryAfterSeconds: 2 });
    }
    nowMs = 2_000;
    const recheck = { attempt: 1, since: new Date() };
    const next = await all(verifier.verifyMany(addresses, { recheck }));
    expect([...next.values()].map(({ reason }) => reason)).toEqual(addresses.map(() => "accepted"));
  });

  test("a non-ASCII address needs a host with SMTPUTF8", async () => {
    await using verifier = verifierFor();
    const verdicts = await all(
      verifier.verifyMany(["jürgen@deliverable.test", "ada.lovelace@deliverable.test"]),
    );
    expect(verdicts.get("jürgen@deliverable.test")?.reason).toBe("smtputf8_unsupported");
    expect(verdicts.get("ada.lovelace@deliverable.test")?.reason).toBe("accepted");
  });
});

describe("time and ends", () => {
  test("the budget of an address is kept", async () => {
    await using verifier = verifierFor({ commandTimeoutMs: 60_000 });
    const { verdict, evidence } = await verifier.verify("ada.lovelace@tarpit.test", { timeoutMs: 50 });
    expect(verdict).toMatchObject({ status: "unknown", reason: "timeout" });
    expect(evidence.at(-1)).toMatchObject({ stage: "greeting" });
  });

  test("the deadline of a call is kept: open addresses get a time-out, the others keep their answers", async () => {
    await using verifier = verifierFor({ commandTimeoutMs: 60_000 });
    const addresses = [...persons("tarpit.test", 50), "nobody.here@deliverable.test"];
    const verdicts = await all(verifier.verifyMany(addresses, { deadlineMs: 1_000 }));
    expect(verdicts.size).toBe(51);
    expect(verdicts.get("person.1@tarpit.test")?.reason).toBe("timeout");
    expect(verdicts.get("nobody.here@deliverable.test")?.reason).toBe("mailbox_not_found");
  });

  test("an aborted call throws the reason", async () => {
    await using verifier = verifierFor({ commandTimeoutMs: 60_000 });
    const abort = new AbortController();
    const call = all(verifier.verifyMany(persons("tarpit.test", 3), { signal: abort.signal }));
    abort.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
    await expect(verifier.verify("a@b.test", { signal: abort.signal })).rejects.toThrow("enough");
  });

  test("disposing aborts running calls", async () => {
    const verifier = verifierFor({ commandTimeoutMs: 60_000 });
    const call = all(verifier.verifyMany(persons("tarpit.test", 3)));
    const connected = sandbox.log.connectionsByPersona["tarpit.test"] ?? 0;
    await expect.poll(() => sandbox.log.connectionsByPersona["tarpit.test"]).toBeGreaterThan(connected);
    const [outcome] = await Promise.allSettled([call, verifier[Symbol.asyncDispose]()]);
    expect(outcome).toMatchObject({ status: "rejected", reason: new Error("the verifier was closed") });
    await expect(verifier.verify("ada@deliverable.test")).rejects.toThrow("the verifier is closed");
  });

  test("leaving the loop stops the work", async () => {
    await using verifier = verifierFor({ commandTimeoutMs: 60_000 });
    for await (const { verdict } of verifier.verifyMany(["nonsense", ...persons("tarpit.test", 3)])) {
      expect(verdict.reason).toBe("syntax");
      break;
    }
    await expect.poll(() => sandbox.log.openConnections).toBe(0);
  });
});

test("all mistakes in the configuration are reported at once", () => {
  expect(() =>
    createVerifier({
      smtpPort: 0,
      heloName: "a b",
      mailFrom: "nobody",
      sourceAddress: "here",
      maxSessions: 0.5,
    }),
  ).toThrow(/smtpPort.*maxSessions.*|maxSessions.*smtpPort/);
  expect(() => createVerifier({ allowedMxNetworks: ["loopback"] })).toThrow("CIDR");
});

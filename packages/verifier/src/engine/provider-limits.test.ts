import { connect } from "node:net";
import type { BudgetAsk, BudgetGrant, ProviderBudget, SessionOutcome } from "@winnow/contracts";
import { describe, expect, test } from "vitest";
import type { VerifierConfig } from "#engine/config.ts";
import { startScriptedWorld, type Script } from "#engine/scripted-world.test-support.ts";
import { createVerifier, type Verifier, type VerifyOptions } from "#engine/verifier.ts";
import type { Verification } from "#engine/verification.ts";
import { explainVerdict } from "#verdict/explain.ts";
import { deriveFacts } from "#verdict/facts.ts";

const ADA = "ada@acme.test";
const ZONE = { "acme.test": ["mx1.hoster.test"] };
const PLAIN = { "mx1.hoster.test": { extensions: ["PIPELINING"] } };
const PROVIDER = "hoster.test";

/** A budget with scripted answers that records its requests and their outcomes. */
class ScriptedBudget implements ProviderBudget {
  readonly asks: BudgetAsk[] = [];
  readonly outcomes: SessionOutcome[] = [];
  granted = 0;
  readonly #answers: (ask: BudgetAsk, asked: number) => BudgetGrant | undefined;

  /** @param answers undefined = granted. */
  constructor(answers: (ask: BudgetAsk, asked: number) => BudgetGrant | undefined = () => undefined) {
    this.#answers = answers;
  }

  async acquire(ask: BudgetAsk): Promise<BudgetGrant> {
    this.asks.push(ask);
    const answer = this.#answers(ask, this.asks.length);
    if (answer !== undefined) return answer;
    this.granted += 1;
    return {
      granted: true,
      release: async ({ recipients, throttled, blocked, retryAfterSeconds, reply }) => {
        this.outcomes.push({ recipients, throttled, blocked, retryAfterSeconds, reply });
      },
    };
  }
}

function refused(reason: "paused" | "busy" | "rate", retryAfterMs: number): BudgetGrant {
  return { granted: false, reason, retryAfterMs };
}

async function all(
  verifier: Verifier,
  addresses: readonly string[],
  options: VerifyOptions = {},
): Promise<Verification[]> {
  const found: Verification[] = [];
  for await (const verification of verifier.verifyMany(addresses, options)) found.push(verification);
  return found;
}

function reasons(found: readonly Verification[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict } of found) counts[verdict.reason] = (counts[verdict.reason] ?? 0) + 1;
  return counts;
}

function people(count: number, domain = "acme.test"): string[] {
  return Array.from({ length: count }, (_, index) => `ada${index}@${domain}`);
}

function recipientsOf(commands: readonly string[] | undefined): number {
  return commands?.filter((command) => command.startsWith("RCPT")).length ?? 0;
}

describe("the budget of a provider", () => {
  test("receives a request before each session and its outcome afterwards", async () => {
    await using world = await startScriptedWorld(ZONE, PLAIN);
    const budget = new ScriptedBudget();
    await using verifier = createVerifier({ ...world.config, budget, maxSessionsPerProvider: 7 });
    expect(reasons(await all(verifier, people(3)))).toEqual({ accepted: 3 });
    expect(budget.asks).toEqual([
      {
        provider: PROVIDER,
        egress: "default",
        recipients: 3,
        sessionsMax: 7,
        recipientsPerMinute: undefined,
      },
    ]);
    await expect
      .poll(() => budget.outcomes)
      .toEqual([{ recipients: 4, throttled: false, blocked: false, retryAfterSeconds: undefined }]);
  });

  test.each<[string, string, Partial<SessionOutcome>]>([
    [
      "421 4.7.0 Try again later, closing connection",
      "RCPT",
      { throttled: true, reply: "421 4.7.0 Try again later, closing connection" },
    ],
    [
      "450 4.7.28 unusual rate, try again in 120 seconds",
      "RCPT",
      { throttled: true, retryAfterSeconds: 120 },
    ],
    [
      "421 4.7.0 Too many connections, retry in 5 minutes",
      "MAIL",
      { throttled: true, retryAfterSeconds: 300 },
    ],
    ["554 5.7.1 Service unavailable; client host blocked using Spamhaus", "RCPT", { blocked: true }],
    ["554 5.7.1 blocked using Spamhaus", "MAIL", { blocked: true }],
    ["452 4.5.3 Too many recipients", "RCPT", {}],
    ["550 5.1.1 no such user", "RCPT", {}],
  ])("learns from %s at %s", async (reply, at, expected) => {
    const script: Script = { on: (command) => (command.startsWith(at) ? `${reply}\r\n` : undefined) };
    await using world = await startScriptedWorld(ZONE, { "mx1.hoster.test": script });
    const budget = new ScriptedBudget();
    await using verifier = createVerifier({ ...world.config, budget });
    await verifier.verify(ADA);
    await expect.poll(() => budget.outcomes.length).toBe(budget.granted);
    expect(budget.outcomes[0]).toMatchObject({ throttled: false, blocked: false, ...expected });
  });

  test("with a long pause answers all addresses at once with its end, and no host is connected to", async () => {
    await using world = await startScriptedWorld(ZONE, PLAIN);
    const budget = new ScriptedBudget(() => refused("paused", 3_600_000));
    await using verifier = createVerifier({ ...world.config, budget });
    const found = await all(verifier, people(50));
    expect(found).toHaveLength(50);
    for (const { verdict, deferral, evidence, mxHost } of found) {
      expect(verdict).toMatchObject({ status: "unknown", reason: "rate_limited" });
      expect(deferral).toEqual({ cause: "rate_limited", retryAfterSeconds: 3_600 });
      expect(evidence).toMatchObject([
        { stage: "dns" },
        {
          stage: "budget",
          provider: PROVIDER,
          egress: "default",
          reason: "paused",
          retryAfterSeconds: 3_600,
        },
      ]);
      expect(mxHost).toBe("mx1.hoster.test");
      expect(explainVerdict(verdict, deriveFacts(evidence))).toMatch(/hoster\.test .*3600 s/);
    }
    expect(world.connections["mx1.hoster.test"]).toBe(0);
  });

  test("with a short wait is awaited", async () => {
    await using world = await startScriptedWorld(ZONE, PLAIN);
    const budget = new ScriptedBudget((_, asked) => (asked < 4 ? refused("rate", 10) : undefined));
    await using verifier = createVerifier({ ...world.config, budget });
    expect(reasons(await all(verifier, people(3)))).toEqual({ accepted: 3 });
    expect(budget.asks).toHaveLength(4);
  });

  test("is awaited no longer than the time limit of an address, in any number of short waits", async () => {
    await using world = await startScriptedWorld(ZONE, PLAIN);
    const budget = new ScriptedBudget(() => refused("busy", 10));
    await using verifier = createVerifier({ ...world.config, budget });
    const found = await all(verifier, people(3), { timeoutMs: 60 });
    expect(reasons(found)).toEqual({ rate_limited: 3 });
    expect(found[0]?.evidence.at(-1)).toMatchObject({
      stage: "budget",
      reason: "busy",
      retryAfterSeconds: 1,
    });
  });

  test("with a long wait is not awaited, whatever the time limit of an address", async () => {
    await using world = await startScriptedWorld(ZONE, PLAIN);
    const budget = new ScriptedBudget(() => refused("rate", 20_000));
    await using verifier = createVerifier({ ...world.config, budget });
    expect(reasons(await all(verifier, people(3), { timeoutMs: 600_000 }))).toEqual({ rate_limited: 3 });
    expect(budget.asks).toHaveLength(1);
  });

  test("the later of the host's and the budget's waits counts", async () => {
    const script: Script = {
      on: (command) =>
        command.startsWith("RCPT") ? "421 4.7.0 slow down, retry in 30 seconds\r\n" : undefined,
    };
    await using world = await startScriptedWorld(ZONE, { "mx1.hoster.test": script });
    const budget = new ScriptedBudget((_, asked) => (asked > 1 ? refused("paused", 600_000) : undefined));
    await using verifier = createVerifier({ ...world.config, budget });
    const { verdict, deferral, evidence } = await verifier.verify(ADA);
    expect(evidence.map(({ stage }) => stage)).toEqual(["dns", "rcpt", "budget"]);
    expect(verdict.reason).toBe("rate_limited");
    expect(deferral).toEqual({ cause: "rate_limited", retryAfterSeconds: 600 });
  });

  test("that throws makes the call throw, and frees its slot among the dialogues", async () => {
    await using world = await startScriptedWorld(ZONE, PLAIN);
    const budget = new ScriptedBudget((_, asked) => {
      if (asked === 1) throw new Error("the database is away");
      return undefined;
    });
    await using verifier = createVerifier({ ...world.config, budget, maxSessions: 1, maxSessionsPerHost: 1 });
    await expect(all(verifier, [ADA])).rejects.toThrow("the database is away");
    expect(reasons(await all(verifier, [ADA]))).toEqual({ accepted: 1 });
  });

  test("every grant is released, also after an aborted call or a closed connection", async () => {
    const script: Script = { on: (command) => (command.startsWith("RCPT") ? null : undefined) };
    await using world = await startScriptedWorld(ZONE, { "mx1.hoster.test": script });
    const budget = new ScriptedBudget();
    await using verifier = createVerifier({ ...world.config, budget, commandTimeoutMs: 60_000 });
    const abort = new AbortController();
    const call = all(verifier, people(50), { signal: abort.signal });
    await expect.poll(() => recipientsOf(world.commands["mx1.hoster.test"])).toBeGreaterThan(0);
    abort.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
    await expect.poll(() => budget.outcomes.length).toBe(budget.granted);
  });

  test("waiting for it ends with the call", async () => {
    await using world = await startScriptedWorld(ZONE, PLAIN);
    const budget = new ScriptedBudget(() => refused("paused", 10_000));
    await using verifier = createVerifier({ ...world.config, budget });
    const abort = new AbortController();
    const call = all(verifier, people(3), { signal: abort.signal });
    await expect.poll(() => budget.asks.length).toBe(1);
    abort.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
    const found = await all(verifier, people(3), { deadlineMs: 50 });
    expect(reasons(found)).toEqual({ timeout: 3 });
  });
});

test("an address that is accepted while the random one is deferred has a deferral", async () => {
  await using world = await startScriptedWorld(ZONE, PLAIN);
  const budget = new ScriptedBudget((_, asked) => (asked === 2 ? refused("paused", 90_000) : undefined));
  const providerLimits = { [PROVIDER]: { recipientsPerSession: 1 } };
  await using verifier = createVerifier({ ...world.config, budget, providerLimits });
  const first = await verifier.verify(ADA);
  expect(first.verdict.reason).toBe("accepts_all_unconfirmed");
  expect(first.evidence.map(({ stage }) => stage)).toEqual(["dns", "rcpt", "budget"]);
  expect(first.deferral).toEqual({ cause: "rate_limited", retryAfterSeconds: 90 });
  const later = await verifier.verify(ADA);
  expect(later.verdict.reason).toBe("accepted");
  expect(later.deferral).toBeUndefined();
});

describe("a verifier alone", () => {
  test("does not contact a throttling provider in the next call, nor its other hosts", async () => {
    const script: Script = { greeting: "421 4.7.0 too many connections, retry in 10 minutes\r\n" };
    const zones = { ...ZONE, "apex.test": ["mx2.hoster.test"] };
    await using world = await startScriptedWorld(zones, { "mx1.hoster.test": script, "mx2.hoster.test": {} });
    await using verifier = createVerifier({ ...world.config, maxSessionsPerProvider: 1 });
    const first = await verifier.verify(ADA);
    expect(first.verdict.reason).toBe("rate_limited");
    await expect.poll(() => world.connections["mx1.hoster.test"]).toBeGreaterThan(0);
    const next = await verifier.verify("ada@apex.test");
    expect(next.deferral).toMatchObject({ cause: "rate_limited", retryAfterSeconds: 600 });
    expect(next.evidence.at(-1)).toMatchObject({ stage: "budget", reason: "paused" });
    expect(world.connections["mx2.hoster.test"]).toBe(0);
  });
});

describe("limits of a provider", () => {
  test("recipients in a session, the random address included", async () => {
    let most = 0;
    const script: Script = {
      extensions: ["PIPELINING"],
      on: (_, __, commands) => {
        most = Math.max(most, recipientsOf(commands));
        return undefined;
      },
    };
    await using world = await startScriptedWorld(ZONE, { "mx1.hoster.test": script });
    const providerLimits = { [PROVIDER]: { recipientsPerSession: 2 } };
    await using verifier = createVerifier({ ...world.config, providerLimits });
    expect(reasons(await all(verifier, people(8)))).toEqual({ accepted: 8 });
    expect(most).toBe(2);
    expect(recipientsOf(world.commands["mx1.hoster.test"])).toBe(9);
  });

  test("one recipient a session: the random address has another connection", async () => {
    await using world = await startScriptedWorld(ZONE, PLAIN);
    const providerLimits = { [PROVIDER]: { recipientsPerSession: 1 } };
    await using verifier = createVerifier({ ...world.config, providerLimits });
    expect(reasons(await all(verifier, people(3)))).toEqual({ accepted: 3 });
    expect(world.connections["mx1.hoster.test"]).toBe(4);
  });

  test("concurrent sessions, over all hosts of the provider; waiting for a local session is not a stall", async () => {
    let open = 0;
    let most = 0;
    // All of them together take longer than an address may be stalled.
    const script: Script = {
      greeting: null,
      connected: (socket) => void setTimeout(() => socket.write("220 hi\r\n"), 100),
    };
    const hosts = Array.from({ length: 6 }, (_, index) => `mx${index}.hoster.test`);
    const zones = Object.fromEntries(hosts.map((host, index) => [`acme${index}.test`, [host]]));
    await using world = await startScriptedWorld(
      zones,
      Object.fromEntries(hosts.map((host) => [host, script])),
    );
    const dial: VerifierConfig["dial"] = (address, port) => {
      const socket = world.config.dial?.(address, port) ?? connect(port, address);
      most = Math.max(most, (open += 1));
      return socket.once("close", () => (open -= 1));
    };
    const providerLimits = { [PROVIDER]: { sessions: 1 } };
    await using verifier = createVerifier({ ...world.config, dial, providerLimits });
    const addresses = Object.keys(zones).flatMap((domain) => people(2, domain));
    expect(reasons(await all(verifier, addresses, { timeoutMs: 550 }))).toEqual({ accepted: 12 });
    expect(most).toBe(1);
  });

  test("recipients per minute: this many are sent, the others are deferred", async () => {
    await using world = await startScriptedWorld(ZONE, PLAIN);
    const providerLimits = { [PROVIDER]: { recipientsPerMinute: 6 } };
    await using verifier = createVerifier({ ...world.config, providerLimits });
    const found = await all(verifier, people(20), { timeoutMs: 2_000 });
    expect(reasons(found)).toEqual({ accepted: 6, rate_limited: 14 });
    const wait = found.find(({ deferral }) => deferral !== undefined)?.deferral?.retryAfterSeconds ?? 0;
    expect(wait).toBeGreaterThan(2);
    expect(wait).toBeLessThanOrEqual(80);
    // And the random address, which the next minute pays for.
    expect(recipientsOf(world.commands["mx1.hoster.test"])).toBe(7);
  });

  test("mistakes are named", () => {
    expect(() => createVerifier({ providerLimits: { google: { sessions: 0 } } })).toThrow(
      "sessions of google",
    );
  });
});

import { describe, expect, test } from "vitest";
import { startScriptedWorld, type Script, type ScriptedWorld } from "#engine/scripted-world.test-support.ts";
import { createVerifier } from "#engine/verifier.ts";
import type { Evidence } from "#evidence/evidence.ts";
import { explainVerdict } from "#verdict/explain.ts";
import { deriveFacts } from "#verdict/facts.ts";

const ADA = "ada@acme.test";
const ZONE = { "acme.test": ["mx1.test"] };
const NAME = /<[a-z]{6}\.[a-z]{8}@/;
const TOKEN = /<[a-z][a-z2-9]{15}@/;
const ACCEPTED = "250 2.1.5 ok\r\n";
const UNKNOWN = "550 5.1.1 user unknown\r\n";
const NEITHER = "252 2.1.5 cannot say\r\n";

/** Accepts every recipient, except that addresses which do not exist get these replies. */
function host(name: string, token: string, extensions = ["PIPELINING"]): Script {
  return {
    extensions,
    on: (command) => {
      if (!command.startsWith("RCPT")) return undefined;
      if (NAME.test(command)) return name;
      return TOKEN.test(command) ? token : ACCEPTED;
    },
  };
}

function probesIn(world: ScriptedWorld): string[] {
  return (world.commands["mx1.test"] ?? []).filter((command) => NAME.test(command) || TOKEN.test(command));
}

function shapesOf(evidence: readonly Evidence[]): string[] {
  return evidence.flatMap((seen) => ("shape" in seen && seen.shape !== undefined ? [seen.shape] : []));
}

describe("two addresses that do not exist", () => {
  test.each([
    ["a refused name settles it", UNKNOWN, UNKNOWN, ["name"], "accepted"],
    ["both accepted", ACCEPTED, ACCEPTED, ["name", "token"], "accepts_all"],
    ["every name is accepted", ACCEPTED, UNKNOWN, ["name", "token"], "accepts_all_unconfirmed"],
    [
      "the name is accepted, the token left open",
      ACCEPTED,
      NEITHER,
      ["name", "token"],
      "accepts_all_unconfirmed",
    ],
    ["the name is left open, the token refused", NEITHER, UNKNOWN, ["name", "token"], "accepted"],
    [
      "the name is left open, the token accepted",
      NEITHER,
      ACCEPTED,
      ["name", "token"],
      "accepts_all_unconfirmed",
    ],
    ["both are left open", NEITHER, NEITHER, ["name", "token"], "accepts_all_unconfirmed"],
  ])("%s", async (_, name, token, shapes, reason) => {
    await using world = await startScriptedWorld(ZONE, { "mx1.test": host(name, token) });
    await using verifier = createVerifier(world.config);
    const { verdict, evidence } = await verifier.verify(ADA);
    expect(verdict.reason).toBe(reason);
    expect(shapesOf(evidence)).toEqual(shapes);
    expect(probesIn(world)).toHaveLength(shapes.length);
    // In the session that was open anyway.
    expect(world.connections["mx1.test"]).toBe(1);
  });

  test("a host that accepts every name is cached as such, and the explanation says so", async () => {
    await using world = await startScriptedWorld(ZONE, { "mx1.test": host(ACCEPTED, UNKNOWN) });
    await using verifier = createVerifier(world.config);
    await verifier.verify(ADA);
    const { verdict, evidence } = await verifier.verify("adam@acme.test");
    expect(verdict.reason).toBe("accepts_all_unconfirmed");
    expect(probesIn(world)).toHaveLength(2);
    expect(explainVerdict(verdict, deriveFacts(evidence))).toContain("looks like a name");
  });

  test("a probe without a measurement is repeated in the next call", async () => {
    await using world = await startScriptedWorld(ZONE, { "mx1.test": host(NEITHER, NEITHER) });
    await using verifier = createVerifier(world.config);
    await verifier.verify(ADA);
    await verifier.verify("adam@acme.test");
    expect(probesIn(world)).toHaveLength(4);
  });

  test("it is a fact about a domain and its hosts, with a time to live", async () => {
    const zones = { "acme.test": ["mx1.test"], "apex.test": ["mx1.test"] };
    await using world = await startScriptedWorld(zones, { "mx1.test": host(ACCEPTED, ACCEPTED) });
    await using verifier = createVerifier({ ...world.config, catchAllTtlMs: 1 });
    for (const address of [ADA, "ada@apex.test", ADA]) {
      expect((await verifier.verify(address)).verdict.reason).toBe("accepts_all");
    }
    expect(probesIn(world)).toHaveLength(6);
    expect(new Set(probesIn(world)).size).toBe(4);
  });

  test("the same key makes the same addresses, another key others", async () => {
    await using world = await startScriptedWorld(ZONE, { "mx1.test": host(ACCEPTED, ACCEPTED, []) });
    for (const probeKey of ["one", "one", "other"]) {
      await using verifier = createVerifier({ ...world.config, probeKey });
      await verifier.verify(ADA);
    }
    const [first, second, third, fourth, ...others] = probesIn(world);
    expect([third, fourth]).toEqual([first, second]);
    expect(others).toHaveLength(2);
    expect(others).not.toContain(first);
    expect(others).not.toContain(second);
  });

  test("a greylisting host receives both random addresses along with the real one, and knows all three afterwards", async () => {
    const known = new Set<string>();
    const script: Script = {
      on: (command) => {
        if (!command.startsWith("RCPT")) return undefined;
        if (known.has(command)) return ACCEPTED;
        known.add(command);
        return "451 4.7.1 Greylisted, try again in 60 seconds\r\n";
      },
    };
    await using world = await startScriptedWorld(ZONE, { "mx1.test": script });
    await using verifier = createVerifier(world.config);
    expect((await verifier.verify(ADA)).verdict.reason).toBe("greylisted");
    expect(known.size).toBe(3);
    const recheck = { attempt: 1, since: new Date() };
    expect((await verifier.verify(ADA, { recheck })).verdict.reason).toBe("accepts_all");
  });

  test("a host that hangs up on the second leaves it unconfirmed", async () => {
    const script: Script = {
      on: (command, socket) => {
        if (TOKEN.test(command)) return (socket.destroy(), null);
        return command.startsWith("RCPT") ? ACCEPTED : undefined;
      },
    };
    await using world = await startScriptedWorld(ZONE, { "mx1.test": script });
    await using verifier = createVerifier(world.config);
    expect((await verifier.verify(ADA)).verdict.reason).toBe("accepts_all_unconfirmed");
  });
});

import { describe, expect, test } from "vitest";
import { startScriptedWorld, type Script } from "#engine/scripted-world.test-support.ts";
import { createVerifier, type VerifyOptions } from "#engine/verifier.ts";
import type { VerifierConfig } from "#engine/config.ts";

const ADA = "ada@acme.test";
const ZONE = { "acme.test": ["mx1.test"] };
const TWO = { "acme.test": ["mx1.test", "mx2.test"] };

async function verifyWith(
  zones: Record<string, readonly string[]>,
  hosts: Record<string, Script | null>,
  addresses: readonly string[] = [ADA],
  config: VerifierConfig = {},
  options: VerifyOptions = {},
) {
  await using world = await startScriptedWorld(zones, hosts);
  await using verifier = createVerifier({ ...world.config, ...config });
  const verifications = [];
  for await (const verification of verifier.verifyMany(addresses, options)) verifications.push(verification);
  const [first] = verifications;
  if (first === undefined) throw new Error("no answer");
  // QUIT arrives after the answer was yielded.
  await world.idle();
  return {
    reason: first.verdict.reason,
    evidence: first.evidence,
    verifications,
    commands: world.commands,
    connections: world.connections,
  };
}

describe("the dialogue", () => {
  test("sends EHLO, no needless RSET, never DATA, and QUIT", async () => {
    const { commands, reason } = await verifyWith(ZONE, { "mx1.test": { extensions: ["PIPELINING"] } });
    expect(reason).toBe("accepted");
    expect(commands["mx1.test"]).toEqual([
      "EHLO prober.test",
      "MAIL FROM:<>",
      `RCPT TO:<${ADA}>`,
      expect.stringMatching(/^RCPT TO:<[a-z]{6}\.[a-z]{8}@acme\.test>$/),
      "QUIT",
    ]);
  });

  test("without a HELO name it sends its address; the sender may be an address", async () => {
    const config = { heloName: undefined, mailFrom: "probe@prober.test" };
    const { commands } = await verifyWith(ZONE, { "mx1.test": {} }, [ADA], config);
    expect(commands["mx1.test"]?.slice(0, 2)).toEqual(["EHLO [127.0.0.1]", "MAIL FROM:<probe@prober.test>"]);
  });

  test.each([
    [["PIPELINING"], 5],
    [[], 1],
  ])("with the extensions %j, at most %i commands are sent at once", async (extensions, most) => {
    const packets: number[] = [];
    const script: Script = {
      extensions,
      connected: (socket) =>
        socket.on("data", (data) => packets.push(data.toString().split("\n").length - 1)),
    };
    const addresses = ["ada@acme.test", "adam@acme.test", "bob@acme.test", "bill@acme.test"];
    const { verifications } = await verifyWith(ZONE, { "mx1.test": script }, addresses);
    expect(verifications.map(({ verdict }) => verdict.reason).toSorted()).toEqual([
      "accepted",
      "accepted",
      "mailbox_not_found",
      "mailbox_not_found",
    ]);
    expect(Math.max(...packets)).toBe(most);
  });

  test("EHLO refused: HELO", async () => {
    const on: Script["on"] = (command) => (command.startsWith("EHLO") ? "502 what?\r\n" : undefined);
    const { commands, reason } = await verifyWith(ZONE, { "mx1.test": { on } });
    expect(reason).toBe("accepted");
    expect(commands["mx1.test"]?.slice(0, 2)).toEqual(["EHLO prober.test", "HELO prober.test"]);
  });

  test("HELO refused as well: our configuration", async () => {
    const on: Script["on"] = (command) => (/^(?:EH|HE)LO/.test(command) ? "550 bad name\r\n" : undefined);
    expect((await verifyWith(ZONE, { "mx1.test": { on } })).reason).toBe("our_configuration");
  });

  test("domains with the same mail host share a session, one transaction each", async () => {
    const zones = { "acme.test": ["mx1.test"], "apex.test": ["mx1.test"] };
    const addresses = ["ada@acme.test", "ada@apex.test", "bob@apex.test"];
    for (const extensions of [[], ["PIPELINING"]]) {
      const { commands, connections, verifications } = await verifyWith(
        zones,
        { "mx1.test": { extensions } },
        addresses,
        { maxSessionsPerHost: 1 },
      );
      expect(verifications.map(({ verdict }) => verdict.reason).toSorted()).toEqual([
        "accepted",
        "accepted",
        "mailbox_not_found",
      ]);
      expect(connections["mx1.test"]).toBe(1);
      expect(commands["mx1.test"]?.filter((command) => /^(?:RSET|MAIL)/.test(command))).toEqual([
        "MAIL FROM:<>",
        "RSET",
        "MAIL FROM:<>",
      ]);
    }
  });

  test("SMTPUTF8 is used only for an address that needs it", async () => {
    const script: Script = {
      extensions: ["PIPELINING", "SMTPUTF8"],
      on: (command) => (command.includes("adä") ? "250 ok\r\n" : undefined),
    };
    const plain = await verifyWith(ZONE, { "mx1.test": script });
    expect(plain.commands["mx1.test"]).toContain("MAIL FROM:<>");
    const beyond = await verifyWith(ZONE, { "mx1.test": script }, ["adä@acme.test"]);
    expect(beyond.commands["mx1.test"]).toContain("MAIL FROM:<> SMTPUTF8");
    expect(beyond.reason).toBe("accepted");
  });
});

describe("several mail hosts", () => {
  test("a dead first host: the second decides, and the first is in the evidence", async () => {
    const { reason, evidence } = await verifyWith(TWO, { "mx1.test": null, "mx2.test": {} });
    expect(reason).toBe("accepted");
    expect(evidence).toMatchObject([
      { stage: "dns" },
      { stage: "connect", host: "mx1.test", failure: "refused" },
      { stage: "rcpt", host: "mx2.test" },
      { stage: "catch_all", host: "mx2.test" },
    ]);
  });

  test.each([
    ["421 too busy", "accepted"],
    ["450 come back later", "accepted"],
    ["554 no service here", "accepted"],
  ])("a first host that greets with %s: the second decides", async (greeting, expected) => {
    const hosts = { "mx1.test": { greeting: `${greeting}\r\n` }, "mx2.test": {} };
    expect((await verifyWith(TWO, hosts)).reason).toBe(expected);
  });

  test("all dead: no verdict, after one attempt each", async () => {
    const addresses = Array.from({ length: 50 }, (_, index) => `ada${index}@acme.test`);
    const { verifications } = await verifyWith(TWO, { "mx1.test": null, "mx2.test": null }, addresses);
    expect(verifications).toHaveLength(50);
    for (const { verdict, evidence } of verifications) {
      expect(verdict.reason).toBe("connection_failed");
      expect(evidence.filter(({ stage }) => stage === "connect")).toHaveLength(2);
    }
  });

  const denies: Script = {
    on: (command) => (command.startsWith("RCPT") ? "554 5.7.1 Relay access denied\r\n" : undefined),
  };

  test("a first host that does not serve the domain: the second decides, for the random address too", async () => {
    const { reason, commands } = await verifyWith(TWO, { "mx1.test": denies, "mx2.test": {} });
    expect(reason).toBe("accepted");
    expect(commands["mx2.test"]?.filter((command) => command.startsWith("RCPT"))).toHaveLength(2);
  });

  test.each(["mx.test", "x.test", "backup.mx.test.example"])(
    "backup.mx.test does not serve the domain: %s is another host, and decides",
    async (name) => {
      const zone = { "acme.test": ["backup.mx.test", name] };
      const { reason, connections } = await verifyWith(zone, { "backup.mx.test": denies, [name]: {} });
      expect(reason).toBe("accepted");
      expect(connections[name]).toBeGreaterThan(0);
    },
  );

  test("no host serves the domain", async () => {
    expect((await verifyWith(TWO, { "mx1.test": denies, "mx2.test": denies })).reason).toBe(
      "domain_not_served",
    );
    expect((await verifyWith(TWO, { "mx1.test": denies, "mx2.test": null })).reason).toBe("cannot_verify");
  });

  test("a refusal by the first host is final: the second is not contacted", async () => {
    const { reason, connections } = await verifyWith(TWO, { "mx1.test": {}, "mx2.test": {} }, [
      "bob@acme.test",
    ]);
    expect(reason).toBe("mailbox_not_found");
    expect(connections["mx2.test"]).toBe(0);
  });
});

describe("TLS", () => {
  const broken: Script = {
    extensions: ["STARTTLS"],
    on: (command, socket) => {
      if (command !== "STARTTLS") return undefined;
      socket.end("220 go ahead\r\nthis is not a handshake\r\n");
      return null;
    },
  };

  test("offered and broken: once more in plain text, and not tried again", async () => {
    await using world = await startScriptedWorld(ZONE, { "mx1.test": broken });
    await using verifier = createVerifier(world.config);
    const first = await verifier.verify(ADA);
    expect(first.verdict.reason).toBe("accepted");
    expect(first.evidence).toContainEqual(expect.objectContaining({ stage: "starttls", failure: "tls" }));
    const second = await verifier.verify("adam@acme.test");
    expect(second.verdict.reason).toBe("accepted");
    expect(world.connections["mx1.test"]).toBe(3);
  });

  test("broken and insisted on: TLS failed", async () => {
    const insists: Script = {
      ...broken,
      on: (command, socket, commands) =>
        command.startsWith("MAIL")
          ? "530 5.7.0 Must issue a STARTTLS command first\r\n"
          : broken.on?.(command, socket, commands),
    };
    await using world = await startScriptedWorld(ZONE, { "mx1.test": insists });
    await using verifier = createVerifier(world.config);
    const first = await verifier.verify(ADA);
    expect(first.verdict.reason).toBe("tls_failed");
    // Also when TLS is not tried again.
    const second = await verifier.verify("adam@acme.test");
    expect(second.verdict.reason).toBe("tls_failed");
    expect(second.evidence).toContainEqual(first.evidence.find((seen) => seen.stage === "starttls"));
    expect(world.connections["mx1.test"]).toBe(3);
  });

  test.each(["250 injected\r\n", "250-half a reply"])(
    "plain text before the handshake is not read as part of the TLS session: %j",
    async (injected) => {
      const injects: Script = {
        extensions: ["STARTTLS"],
        on: (command) => (command === "STARTTLS" ? `220 go\r\n${injected}` : undefined),
      };
      const { evidence } = await verifyWith(ZONE, { "mx1.test": injects });
      expect(evidence).toContainEqual(expect.objectContaining({ stage: "starttls", failure: "malformed" }));
    },
  );
});

describe("hostile hosts", () => {
  test.each<[string, Script, string]>([
    ["speaks HTTP", { greeting: "HTTP/1.1 400 Bad Request\r\n\r\n" }, "cannot_verify"],
    ["sends binary junk", { greeting: Buffer.from([0, 255, 10, 13, 10]) }, "cannot_verify"],
    ["sends a line without end", { greeting: `220 ${"x".repeat(100_000)}` }, "cannot_verify"],
    ["sends lines without end", { greeting: "220-x\r\n".repeat(1_000) }, "cannot_verify"],
    ["sends replies without a command", { greeting: "220 hi\r\n".repeat(2_000) }, "cannot_verify"],
    ["says nothing", { greeting: null }, "timeout"],
    [
      "refuses the sender",
      { on: (c) => (c.startsWith("MAIL") ? "550 5.1.8 no such sender\r\n" : undefined) },
      "our_configuration",
    ],
    [
      "blocks at MAIL",
      { on: (c) => (c.startsWith("MAIL") ? "554 5.7.1 listed at spamhaus\r\n" : undefined) },
      "blocked",
    ],
    ["says nothing at RCPT", { on: (c) => (c.startsWith("RCPT") ? null : undefined) }, "timeout"],
    [
      "resets at MAIL",
      { on: (c, socket) => (c.startsWith("MAIL") ? (socket.resetAndDestroy(), null) : undefined) },
      "connection_failed",
    ],
    [
      "is always too full",
      { on: (c) => (c.startsWith("RCPT") ? "452 4.5.3 too many\r\n" : undefined) },
      "server_busy",
    ],
    [
      "always hangs up with 421",
      { on: (c) => (c.startsWith("RCPT") ? "421 4.7.0 too many connections\r\n" : undefined) },
      "rate_limited",
    ],
  ])("%s", async (_, script, expected) => {
    const { reason } = await verifyWith(ZONE, { "mx1.test": script }, [ADA], { commandTimeoutMs: 100 });
    expect(reason).toBe(expected);
  });

  test("a reply that arrives byte by byte does not prolong a time-out", async () => {
    const drips: Script = {
      greeting: null,
      connected: (socket) => {
        socket.write("220 ");
        const timer = setInterval(() => socket.write("x"), 20);
        socket.on("close", () => clearInterval(timer));
      },
    };
    const { reason } = await verifyWith(ZONE, { "mx1.test": drips });
    expect(reason).toBe("timeout");
  });

  test("a host that accepts every address, one at a time, receives the random address in another transaction", async () => {
    let recipients = 0;
    const script: Script = {
      extensions: ["PIPELINING"],
      on: (command, _, commands) => {
        if (!command.startsWith("RCPT")) return undefined;
        recipients += 1;
        const asked = commands.filter((line) => line.startsWith("RCPT")).length;
        return asked > 1 ? "452 4.5.3 one at a time\r\n" : "250 ok\r\n";
      },
    };
    const { reason, connections } = await verifyWith(ZONE, { "mx1.test": script });
    expect(reason).toBe("accepts_all");
    // The real one, the name-like one, which is deferred and repeated, and the token.
    expect(recipients).toBe(4);
    expect(connections["mx1.test"]).toBe(3);
  });

  test("a host that allows one connection at a time gets no second one", async () => {
    let open = 0;
    const script: Script = {
      greeting: null,
      connected: (socket) => {
        open += 1;
        socket.once("close", () => (open -= 1));
        if (open > 1) socket.end("421 4.7.0 one at a time\r\n");
        else socket.write("220 welcome\r\n");
      },
      on: (command, socket) => {
        if (!command.startsWith("EHLO")) return undefined;
        // Slow enough for the sessions to overlap.
        setTimeout(() => socket.write("250-mx1.test\r\n250 PIPELINING\r\n"), 20);
        return null;
      },
    };
    const addresses = Array.from({ length: 60 }, (_, index) => `ada${index}@acme.test`);
    const { verifications, connections } = await verifyWith(ZONE, { "mx1.test": script }, addresses, {
      recipientsPerSession: 10,
    });
    expect(verifications.every(({ verdict }) => verdict.reason === "accepted")).toBe(true);
    expect(connections["mx1.test"]).toBeLessThanOrEqual(20);
  });

  test("a call that waits for another call's probe sends it when that call is aborted", async () => {
    let probes = 0;
    const script: Script = {
      on: (command) => {
        if (!/^RCPT TO:<\w{6}\.\w{8}@/.test(command)) return undefined;
        probes += 1;
        return probes === 1 ? null : undefined;
      },
    };
    await using world = await startScriptedWorld(ZONE, { "mx1.test": script });
    await using verifier = createVerifier({ ...world.config, commandTimeoutMs: 60_000 });
    const abort = new AbortController();
    const one = verifier.verify(ADA, { signal: abort.signal });
    await expect.poll(() => probes).toBe(1);
    const two = verifier.verify("adam@acme.test");
    await expect.poll(() => world.commands["mx1.test"]?.includes("RCPT TO:<adam@acme.test>")).toBe(true);
    abort.abort(new Error("enough"));
    await expect(one).rejects.toThrow("enough");
    expect((await two).verdict.reason).toBe("accepted");
    expect(probes).toBe(2);
  });

  test("after an earlier deferral, a bare 450 is not greylisting", async () => {
    const script: Script = { on: (c) => (c.startsWith("RCPT") ? "450 later\r\n" : undefined) };
    const hosts = { "mx1.test": script };
    expect((await verifyWith(ZONE, hosts)).reason).toBe("greylisted");
    const recheck = { attempt: 1, since: new Date() };
    expect((await verifyWith(ZONE, hosts, [ADA], {}, { recheck })).reason).toBe("server_busy");
  });
});

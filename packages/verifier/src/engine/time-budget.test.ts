import { createSocket } from "node:dgram";
import { once } from "node:events";
import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import type { VerifierConfig } from "#engine/config.ts";
import { startScriptedWorld, type Script } from "#engine/scripted-world.test-support.ts";
import { createVerifier } from "#engine/verifier.ts";
import { startSocksServer } from "#smtp/socks-server.test-support.ts";

const ADDRESSES = Array.from({ length: 30 }, (_, index) => `ada${index}@acme.test`);
/** Only the time limits end the work. */
const PATIENT: VerifierConfig = {
  connectTimeoutMs: 600_000,
  commandTimeoutMs: 600_000,
  dnsTimeoutMs: 600_000,
};

/** A letter every few milliseconds, for ever. */
function drip(socket: Socket, beginning: string): null {
  socket.write(beginning);
  const timer = setInterval(() => socket.write("x"), 5);
  socket.on("close", () => clearInterval(timer));
  return null;
}

/** Servers that never finish. */
type Trap = (parts: AsyncDisposableStack) => Promise<{ script?: Script; config?: VerifierConfig }>;

const TRAPS: readonly [name: string, trap: Trap][] = [
  ["a host that says nothing", async () => ({ script: { greeting: null } })],
  [
    "a greeting that drips",
    async () => ({ script: { greeting: null, connected: (socket) => void drip(socket, "220 ") } }),
  ],
  [
    "an answer to EHLO whose lines never end",
    async () => ({
      script: { on: (command, socket) => (command.startsWith("EHLO") ? drip(socket, "250-") : undefined) },
    }),
  ],
  [
    "an answer to RCPT that drips",
    async () => ({
      script: { on: (command, socket) => (command.startsWith("RCPT") ? drip(socket, "250 ") : undefined) },
    }),
  ],
  [
    "a TLS handshake that never comes",
    async () => ({
      script: {
        extensions: ["STARTTLS"],
        on: (command, socket) => {
          if (command !== "STARTTLS") return undefined;
          socket.write("220 go ahead\r\n");
          // The following bytes are not lines, although they may look like some now and then.
          socket.removeAllListeners("data").resume();
          return null;
        },
      },
    }),
  ],
  [
    "a name server that says nothing",
    async (parts) => {
      const dns = createSocket("udp4").bind(0, "127.0.0.1");
      await once(dns, "listening");
      parts.defer(() => void dns.close());
      return { config: { dnsServers: [`127.0.0.1:${dns.address().port}`] } };
    },
  ],
  [
    "a proxy that says nothing",
    async (parts) => {
      const { port } = parts.use(await startSocksServer({ silentAt: "connect" }));
      return { config: { dial: undefined, socksProxy: `socks5://127.0.0.1:${port}` } };
    },
  ],
];

describe.each(TRAPS)("%s", (_, trap) => {
  test.each([
    ["the time of the call", { deadlineMs: 60 }],
    ["the time of an address", { timeoutMs: 60 }],
  ])("does not prolong %s", async (__, options) => {
    await using parts = new AsyncDisposableStack();
    const { script = {}, config = {} } = await trap(parts);
    const world = parts.use(await startScriptedWorld({ "acme.test": ["mx1.test"] }, { "mx1.test": script }));
    const verifier = parts.use(createVerifier({ ...world.config, ...PATIENT, ...config }));
    const reasons: string[] = [];
    // The iteration must end, or the test times out.
    for await (const { verdict } of verifier.verifyMany(ADDRESSES, options)) reasons.push(verdict.reason);
    expect(reasons).toEqual(ADDRESSES.map(() => "timeout"));
  });
});

describe("a budget that is paused", () => {
  const budget: VerifierConfig["budget"] = {
    acquire: async () => ({ granted: false, reason: "paused", retryAfterMs: 10_000 }),
  };

  test.each([
    ["the time of the call", { deadlineMs: 60 }, "timeout"],
    ["the time of an address", { timeoutMs: 60 }, "rate_limited"],
  ])("does not prolong %s", async (_, options, reason) => {
    await using world = await startScriptedWorld({ "acme.test": ["mx1.test"] }, { "mx1.test": {} });
    await using verifier = createVerifier({ ...world.config, budget });
    const reasons: string[] = [];
    for await (const { verdict } of verifier.verifyMany(ADDRESSES, options)) reasons.push(verdict.reason);
    expect(reasons).toEqual(ADDRESSES.map(() => reason));
  });

  test("nor one that never answers", async () => {
    await using world = await startScriptedWorld({ "acme.test": ["mx1.test"] }, { "mx1.test": {} });
    await using verifier = createVerifier({
      ...world.config,
      budget: { acquire: () => new Promise(() => {}) },
    });
    const { verdict } = await verifier.verify("ada@acme.test", { deadlineMs: 60 });
    expect(verdict.reason).toBe("timeout");
  });
});

test("an address whose session broke keeps its deadline while it waits for another one", async () => {
  let connections = 0;
  const script: Script = {
    connected: () => void (connections += 1),
    on: (command, socket, commands) => {
      if (!command.startsWith("RCPT")) return undefined;
      // The first recipient is answered, so that the host is not given up.
      if (connections === 1 && commands.filter((line) => line.startsWith("RCPT")).length === 1)
        return undefined;
      if (connections === 1) socket.destroy();
      return null;
    },
  };
  await using world = await startScriptedWorld({ "acme.test": ["mx1.test"] }, { "mx1.test": script });
  await using verifier = createVerifier({ ...world.config, ...PATIENT, maxSessionsPerHost: 1 });
  const reasons: string[] = [];
  for await (const { verdict } of verifier.verifyMany(ADDRESSES, { timeoutMs: 100 }))
    reasons.push(verdict.reason);
  expect(reasons).toHaveLength(ADDRESSES.length);
});

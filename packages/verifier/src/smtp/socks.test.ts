import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { startSandbox } from "@winnow/sandbox";
import { describe, expect, test } from "vitest";
import { startScriptedWorld, type Script } from "#engine/scripted-world.test-support.ts";
import { createVerifier } from "#engine/verifier.ts";
import { nameOf, parseSocksProxy } from "#smtp/socks.ts";
import { startSocksServer, type SocksServerOptions } from "#smtp/socks-server.test-support.ts";
import { explainVerdict } from "#verdict/explain.ts";
import { deriveFacts } from "#verdict/facts.ts";

const ADA = "ada@acme.test";
const TWO = { "acme.test": ["mx1.test", "mx2.test"] };

/** Verifies one address through a proxy in front of scripted hosts. */
async function verifyThrough(
  proxy: SocksServerOptions,
  { hosts = { "mx1.test": {}, "mx2.test": {} }, login = "", connectTimeoutMs = 10_000 } = {} as {
    hosts?: Record<string, Script | null>;
    login?: string;
    connectTimeoutMs?: number;
  },
) {
  await using world = await startScriptedWorld(TWO, hosts);
  const { dial, ...config } = world.config;
  await using server = await startSocksServer({ ...(dial === undefined ? {} : { dial }), ...proxy });
  await using verifier = createVerifier({
    ...config,
    connectTimeoutMs,
    socksProxy: `socks5://${login}127.0.0.1:${server.port}`,
  });
  const { verdict, evidence, mxHost } = await verifier.verify(ADA);
  return {
    verdict,
    evidence,
    mxHost,
    destinations: server.destinations,
    connections: world.connections,
    name: `socks5://127.0.0.1:${server.port}`,
    why: explainVerdict(verdict, deriveFacts(evidence)),
  };
}

describe("through a proxy", () => {
  test("the proxy receives addresses, never names, and the evidence names it", async () => {
    const { verdict, evidence, destinations, name } = await verifyThrough({});
    expect(verdict.reason).toBe("accepted");
    expect(destinations).toEqual(["127.77.250.1:25"]);
    expect(evidence.find(({ stage }) => stage === "rcpt")).toMatchObject({ host: "mx1.test", egress: name });
  });

  test("a greeting that arrives with the proxy's answer is not lost", async () => {
    expect((await verifyThrough({ holdsBack: true })).verdict.reason).toBe("accepted");
  });

  test("TLS goes through it", async () => {
    await using sandbox = await startSandbox();
    const { dial } = sandbox;
    await using server = await startSocksServer(dial === undefined ? {} : { dial });
    await using verifier = createVerifier({
      dnsServers: sandbox.dnsServers,
      smtpPort: sandbox.smtpPort,
      allowedMxNetworks: sandbox.allowedNetworks,
      heloName: "prober.test",
      socksProxy: `socks5h://127.0.0.1:${server.port}`,
    });
    const addresses = ["starttls.test", "deliverable.test", "catchall.test", "backup-mx.test", "drop.test"];
    const verdicts: Record<string, string> = {};
    for await (const { address, verdict } of verifier.verifyMany(
      addresses.map((domain) => `ada.lovelace@${domain}`),
    )) {
      verdicts[address.split("@")[1] ?? ""] = verdict.reason;
    }
    expect(verdicts).toEqual({
      "starttls.test": "accepted",
      "deliverable.test": "accepted",
      "catchall.test": "accepts_all",
      "backup-mx.test": "accepted",
      "drop.test": "connection_failed",
    });
    expect(server.destinations.every((destination) => destination.startsWith("127.77."))).toBe(true);
  });

  test("user and password", async () => {
    const credentials = { user: "winnow", password: "p@ss:word" };
    const right = await verifyThrough({ credentials }, { login: "winnow:p%40ss%3Aword@" });
    expect(right.verdict.reason).toBe("accepted");
    const wrong = await verifyThrough({ credentials }, { login: "winnow:secret@" });
    expect(wrong.verdict.reason).toBe("connection_failed");
    expect(wrong.evidence.at(-1)).toMatchObject({
      failure: "proxy",
      detail: expect.stringContaining("proxy: "),
    });
    expect(JSON.stringify(wrong.evidence)).not.toContain("secret");
    expect((await verifyThrough({ credentials })).evidence.at(-1)).toMatchObject({ failure: "proxy" });
  });
});

describe("a failure of the proxy does not count against a mail host", () => {
  test.each<[string, SocksServerOptions, string]>([
    ["is not allowed to connect", { refuse: () => 2 }, ""],
    ["fails in general", { refuse: () => 1 }, ""],
    ["says nothing at all", { silentAt: "method" }, ""],
    [
      "says nothing about the password",
      { silentAt: "credentials", credentials: { user: "a", password: "b" } },
      "a:b@",
    ],
  ])("%s", async (_, proxy, login) => {
    const found = await verifyThrough(proxy, { login, connectTimeoutMs: 100 });
    expect(found.verdict).toMatchObject({ status: "unknown", reason: "connection_failed" });
    expect(found.evidence.slice(1)).toMatchObject([
      { stage: "connect", host: "", address: "", failure: "proxy", egress: found.name },
    ]);
    expect(found.mxHost).toBe("mx1.test");
    expect(found.why).toContain("proxy");
    expect(found.connections).toEqual({ "mx1.test": 0, "mx2.test": 0 });
  });

  test("is not there", async () => {
    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    await using world = await startScriptedWorld(TWO, { "mx1.test": {}, "mx2.test": {} });
    const { dial: _, ...config } = world.config;
    await using verifier = createVerifier({ ...config, socksProxy: `socks5://127.0.0.1:${port}` });
    const { verdict, evidence } = await verifier.verify(ADA);
    expect(verdict.reason).toBe("connection_failed");
    expect(evidence.slice(1)).toMatchObject([{ failure: "proxy", detail: "proxy: ECONNREFUSED" }]);
  });

  test("speaks something else", async () => {
    await using world = await startScriptedWorld(TWO, { "mx1.test": {}, "mx2.test": {} });
    const { dial: _, ...config } = world.config;
    const server = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await using verifier = createVerifier({ ...config, socksProxy: `socks5://127.0.0.1:${port}` });
    expect((await verifier.verify(ADA)).evidence.slice(1)).toMatchObject([{ failure: "proxy" }]);
    server.close();
  });
});

describe("a failure that the proxy reports of a mail host", () => {
  test.each([
    ["network unreachable", 3, "unreachable"],
    ["host unreachable", 4, "unreachable"],
    ["refused", 5, "refused"],
    ["expired on the way", 6, "unreachable"],
  ])("%s: the next host is contacted", async (_, code, failure) => {
    const refuse = (address: string) => (address === "127.77.250.1" ? code : undefined);
    const { verdict, evidence } = await verifyThrough({ refuse });
    expect(verdict.reason).toBe("accepted");
    expect(evidence).toContainEqual(
      expect.objectContaining({ stage: "connect", host: "mx1.test", failure, detail: expect.any(String) }),
    );
  });

  test("silence after the request for a host may be the host's: a time-out, and the next host is contacted", async () => {
    const { verdict, evidence, destinations } = await verifyThrough(
      { silentAt: "connect" },
      { connectTimeoutMs: 100 },
    );
    expect(verdict.reason).toBe("timeout");
    expect(evidence.slice(1)).toMatchObject([
      { host: "mx1.test", failure: "timeout", detail: expect.stringContaining("proxy") },
      { host: "mx2.test", failure: "timeout" },
    ]);
    expect(destinations).toEqual(["127.77.250.1:25", "127.77.250.2:25"]);
  });
});

test("an aborted call closes the connection to the proxy", async () => {
  await using world = await startScriptedWorld(TWO, { "mx1.test": {}, "mx2.test": {} });
  const { dial: _, ...config } = world.config;
  await using server = await startSocksServer({ silentAt: "connect" });
  await using verifier = createVerifier({ ...config, socksProxy: `socks5://127.0.0.1:${server.port}` });
  const abort = new AbortController();
  const call = verifier.verify(ADA, { signal: abort.signal });
  await expect.poll(() => server.destinations.length).toBe(1);
  abort.abort(new Error("enough"));
  await expect(call).rejects.toThrow("enough");
  await expect.poll(() => server.open).toBe(0);
});

describe("parseSocksProxy", () => {
  test.each([
    ["socks5://proxy.example:1081", { host: "proxy.example", port: 1081 }],
    ["socks5h://proxy.example", { host: "proxy.example", port: 1080 }],
    ["socks5://[2001:db8::1]:1080/", { host: "2001:db8::1", port: 1080 }],
    ["socks5://ann:b%3Ac@10.0.0.1", { host: "10.0.0.1", port: 1080, user: "ann", password: "b:c" }],
  ])("%s", (text, proxy) => {
    expect(parseSocksProxy(text)).toEqual(proxy);
  });

  test.each([
    "proxy.example:1080",
    "http://proxy.example",
    "socks4://proxy.example",
    "socks5://",
    "socks5://proxy.example/path",
    "socks5://user@proxy.example",
    "socks5://%ff:x@proxy.example",
    `socks5://u:${"x".repeat(256)}@proxy.example`,
  ])("%s is none", (text) => {
    expect(parseSocksProxy(text)).toBeUndefined();
  });

  test("the egress name does not contain the password", () => {
    expect(nameOf({ host: "2001:db8::1", port: 1080, user: "ann", password: "secret" })).toBe(
      "socks5://[2001:db8::1]:1080",
    );
  });
});

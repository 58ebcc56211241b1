import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { loadConfiguration } from "@winnow/runtime";
import { startSandbox } from "@winnow/sandbox";
import { expect, test } from "vitest";
import { createVerifiers } from "#verifiers.ts";

test("live verification uses the configured proxy, and test verification does not", async () => {
  await using sandbox = await startSandbox();
  const heard: number[] = [];
  const proxy = createServer((socket) => {
    socket.once("data", (data) => {
      heard.push(Buffer.from(data)[0] ?? 0);
      socket.destroy();
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { verifier } = loadConfiguration({
    VERIFIER_DNS_SERVERS: sandbox.dnsServers.join(","),
    VERIFIER_SOCKS_PROXY: `socks5://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    VERIFIER_HELO_NAME: "prober.example.com",
    VERIFIER_ALLOW_PRIVATE_MX: "true",
  });
  await using verifiers = createVerifiers(verifier, sandbox, "key", { egressHealthy: () => "unmeasured" });
  const reasons: Record<string, string> = {};
  for (const mode of ["live", "test"] as const) {
    for await (const { verdict } of verifiers[mode].verifyMany(["ada.lovelace@deliverable.test"])) {
      reasons[mode] = verdict.reason;
    }
  }
  expect(reasons).toEqual({ live: "connection_failed", test: "accepted" });
  // The version that a SOCKS5 client begins with, once.
  expect(heard).toEqual([5]);
  await new Promise((resolve) => proxy.close(resolve));
});

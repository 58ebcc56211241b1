import { loadConfiguration } from "@winnow/runtime";
import { startSandbox, type Sandbox } from "@winnow/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditConfigured, nameEgress } from "#egress-audit.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ historyMax: 0 });
});
afterAll(() => sandbox.close());

function configured(settings: Record<string, string>) {
  return loadConfiguration({
    VERIFIER_DNS_SERVERS: sandbox.dnsServers.join(","),
    VERIFIER_SMTP_PORT: String(sandbox.smtpPort),
    VERIFIER_ALLOW_PRIVATE_MX: "true",
    VERIFIER_SELF_TEST_HOSTS: "mx.deliverable.test",
    ...settings,
  }).verifier;
}

test("an egress has the name by which mail hosts know it", () => {
  expect(nameEgress(configured({}))).toBe("default");
  expect(nameEgress(configured({ VERIFIER_SOURCE_ADDRESS: "127.0.0.1,127.0.0.2" }))).toBe(
    "127.0.0.1, 127.0.0.2",
  );
  expect(nameEgress(configured({ VERIFIER_SOCKS_PROXY: "socks5://me:secret@proxy.test:1080" }))).toBe(
    "proxy.test:1080",
  );
  expect(nameEgress(configured({ VERIFIER_EGRESS_ADDRESS: "203.0.113.7" }))).toBe("203.0.113.7");
});

test("each check names the settings that it depends on", async ({ skip }) => {
  skip(sandbox.dial !== undefined);
  const { checks, healthy } = await auditConfigured(configured({}), new AbortController().signal);
  expect(healthy).toBe("yes");
  expect(checks.find(({ name }) => name === "port_25")).toMatchObject({
    state: "ok",
    fix: null,
    settings: ["VERIFIER_SELF_TEST_HOSTS"],
  });
});

test("each of several source addresses is audited, and all must be healthy", async ({ skip }) => {
  skip(sandbox.dial !== undefined);
  // Nothing can be sent from an address that this machine does not have.
  const two = configured({ VERIFIER_SOURCE_ADDRESS: "127.0.0.1,192.0.2.1" });
  const { checks, healthy } = await auditConfigured(two, new AbortController().signal);
  expect(healthy).toBe("no");
  const states = Object.fromEntries(checks.map(({ name, state }) => [name, state]));
  expect(states).toMatchObject({ "port_25 of 127.0.0.1": "ok", "port_25 of 192.0.2.1": "broken" });
});

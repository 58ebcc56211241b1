import { expect, test } from "vitest";
import { startScriptedWorld } from "#engine/scripted-world.test-support.ts";
import { createVerifier } from "#engine/verifier.ts";
import type { Verification } from "#engine/verification.ts";
import { deriveVerdict } from "#verdict/derive.ts";
import { explainVerdict } from "#verdict/explain.ts";
import { deriveFacts } from "#verdict/facts.ts";

/** Verifies an address at an unlisted domain with one mail host. */
async function verifyBehind(host: string, address = "ada@unheard-of.test"): Promise<Verification> {
  await using world = await startScriptedWorld({ "unheard-of.test": [host] }, { [host]: {} });
  await using verifier = createVerifier(world.config);
  return await verifier.verify(address);
}

test("a domain whose mail host serves throw-away mailboxes is disposable, and the evidence names the host", async () => {
  const { verdict, flags, evidence } = await verifyBehind("mail.mailinator.com");
  expect(verdict).toMatchObject({ status: "risky", reason: "disposable" });
  expect(flags).toMatchObject({ disposable: true, free: false });
  const facts = deriveFacts(evidence, { flags });
  expect(facts.disposableHost).toBe("mail.mailinator.com");
  expect(explainVerdict(verdict, facts)).toContain("mail.mailinator.com");
});

test("stored evidence is enough to detect it later, without a probe", async () => {
  const { evidence } = await verifyBehind("mx.temp-mail.io");
  const stored = JSON.parse(JSON.stringify(evidence));
  expect(deriveVerdict(deriveFacts(stored, { flags: { disposable: false } }))).toMatchObject({
    reason: "disposable",
  });
});

test("a mailbox that does not exist stays invalid, and has the flag disposable", async () => {
  const { verdict, flags } = await verifyBehind("smtp.yopmail.com", "nobody@unheard-of.test");
  expect(verdict).toMatchObject({ status: "invalid", reason: "mailbox_not_found" });
  expect(flags.disposable).toBe(true);
});

test.each(["mx1.simplelogin.co", "mail.anonaddy.me", "route1.mx.cloudflare.net", "mx.acme.test"])(
  "with the mail host %s it is not",
  async (host) => {
    const { verdict, flags } = await verifyBehind(host);
    expect(verdict).toMatchObject({ status: "valid", reason: "accepted" });
    expect(flags.disposable).toBe(false);
  },
);

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
import { createVerifier, type Verifier } from "#engine/verifier.ts";
import { providerOf } from "#provider/find.ts";
import type { SmtpReplyEvidence } from "#evidence/evidence.ts";

// The personas' samples are verified in verifier.test.ts. Here each host's replies about the sender are tested alone, because
// after such a reply the verifier rightly sends no more.

let sandbox: Sandbox;
const truthOf = createTruth();
const SPEAKING = personas.filter(({ truth }) => truth.apart !== undefined);
const ADDRESSES = SPEAKING.flatMap(({ domain, truth }) =>
  Object.keys(truth.apart ?? {}).map((local) => `${local}@${domain}`),
);

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

function verifier(): Verifier {
  const { dnsServers, smtpPort, allowedNetworks, dial } = sandbox;
  return createVerifier({ dnsServers, smtpPort, allowedMxNetworks: allowedNetworks, dial });
}

describe("replies about the sender", () => {
  test.each(ADDRESSES)("%s", async (address) => {
    await using own = verifier();
    const { verdict } = await own.verify(address);
    const { status, reason } = truthOf(address) ?? {};
    expect(verdict).toMatchObject({ status, reason });
  });

  test("every such reason occurs", () => {
    const reasons = new Set(ADDRESSES.map((address) => truthOf(address)?.reason));
    expect(reasons).toEqual(new Set(["blocked", "our_configuration", "rate_limited", "server_busy"]));
  });
});

test("their mail hosts belong to the providers that they simulate", async () => {
  await using own = verifier();
  const { evidence } = await own.verify("ada.lovelace@microsoft-365.test");
  const answer = evidence.find((seen): seen is SmtpReplyEvidence => "code" in seen);
  expect(answer?.host).toBe("microsoft-365-test.mail.protection.outlook.com.test");
  expect(providerOf(answer?.host ?? "")?.id).toBe("microsoft_365");
});

test("a company below a persona's domain has the same host, with the provider's replies", async () => {
  await using own = verifier();
  const { verdict, mxHost } = await own.verify("nobody.here@acme.yahoo.test");
  expect(verdict).toMatchObject({ status: "invalid", reason: "mailbox_not_found" });
  expect(mxHost).toBe("mta5.am0.yahoodns.net.test");
});

test("many people of companies with such hosts: no verdict is wrong", async () => {
  await using own = verifier();
  const addresses = SPEAKING.flatMap(({ domain }) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((index) => {
      const [first = "", last = ""] = [firstNames[index * 3], lastNames[index * 5]];
      return `${addressForm(first)}.${addressForm(last)}@acme.${domain}`;
    }),
  );
  const wrong: unknown[] = [];
  for await (const { address, verdict, evidence } of own.verifyMany(addresses)) {
    const truth = truthOf(address);
    if (truth?.reason !== verdict.reason) wrong.push({ address, truth, verdict, evidence });
  }
  expect(wrong).toEqual([]);
});

import type { Mode, ProviderBudget } from "@winnow/contracts";
import type { EgressHealth, Verification, Verifier } from "@winnow/core";
import type { Configuration } from "@winnow/runtime";
import type { Sandbox } from "@winnow/sandbox";
import {
  createVerifier,
  deriveFacts,
  parseAddress,
  providerOf,
  UNLIMITED_BUDGET,
  type Verification as Found,
  type VerifierConfig,
} from "@winnow/verifier";
import { awaitedProvider } from "#awaited-provider.ts";
import { explainFacts, verdictJudge } from "#judge.ts";

/** The verifier of each mode: `live` asks the internet, `test` asks the sandbox, over the same code. */
export function createVerifiers(
  configuration: Configuration["verifier"],
  sandbox: Sandbox,
  /** Makes the random addresses of catch-all probes; the same in all workers. */
  probeKey: string,
  shared: {
    /** How the way out to mail hosts is. The sandbox has no way out. */
    readonly egressHealthy: () => EgressHealth;
    /** How much each mail provider may be asked in live mode by all workers together; by this one, when left out. */
    readonly budget?: ProviderBudget;
  },
): Readonly<Record<Mode, Verifier>> & AsyncDisposable {
  const live = createVerifier({ ...liveConfig(configuration), probeKey, ...shared });
  const test = createVerifier({
    dnsServers: sandbox.dnsServers,
    smtpPort: sandbox.smtpPort,
    allowedMxNetworks: sandbox.allowedNetworks,
    ...(sandbox.dial !== undefined && { dial: sandbox.dial }),
    heloName: "winnow.test",
    probeKey,
    budget: UNLIMITED_BUDGET,
    // Loopback answers at once, also on a busy machine: a host that is silent for this long is silent on purpose.
    connectTimeoutMs: 1_000,
    commandTimeoutMs: 5_000,
  });
  return {
    live: { parseAddress, verifyMany: (addresses, options) => named(live.verifyMany(addresses, options)) },
    test: { parseAddress, verifyMany: (addresses, options) => named(test.verifyMany(addresses, options)) },
    async [Symbol.asyncDispose]() {
      await Promise.all([live[Symbol.asyncDispose](), test[Symbol.asyncDispose]()]);
    },
  };
}

/** The verifier's findings with their flags named as the API names them, in words, and with whom they wait for. */
async function* named(verifications: AsyncIterable<Found>): AsyncGenerator<Verification> {
  for await (const verification of verifications) {
    const { role, free, disposable, privacyRelay, plusTag, idn, smtputf8 } = verification.flags;
    const flags = {
      role,
      free,
      disposable,
      privacy_relay: privacyRelay,
      plus_tag: plusTag,
      idn,
      smtputf8,
    };
    const { deferral, ...found } = verification;
    const { verdict, evidence, mxHost } = verification;
    const awaits = awaitedProvider(evidence);
    yield {
      ...found,
      flags,
      why: explainFacts(verdict, deriveFacts(evidence, { flags: verification.flags })),
      versions: verdictJudge.versions,
      mailProvider: mxHost === undefined ? undefined : providerOf(mxHost)?.id,
      ...(deferral !== undefined && { deferral: { ...deferral, awaits } }),
    };
  }
}

/** What live verification is set up with, and what its egress is audited with. */
export function liveConfig(configuration: Configuration["verifier"]): VerifierConfig {
  const { dnsServers, smtpPort, heloName, mailFrom, sourceAddresses, socksProxy, allowPrivateMx } =
    configuration;
  return {
    smtpPort,
    mailFrom,
    sourceAddresses,
    allowPrivateMx,
    ...(dnsServers !== undefined && { dnsServers }),
    ...(heloName !== undefined && { heloName }),
    ...(socksProxy !== undefined && { socksProxy }),
  };
}

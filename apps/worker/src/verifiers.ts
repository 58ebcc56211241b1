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

/** The verifier of each mode: `live` contacts the internet, `test` the sandbox, with the same code. */
export function createVerifiers(
  configuration: Configuration["verifier"],
  sandbox: Sandbox,
  /** The secret of random addresses for catch-all probes; the same in all workers. */
  probeKey: string,
  shared: {
    /** The health of the egress to mail hosts. The sandbox has no egress. */
    readonly egressHealthy: () => EgressHealth;
    /** The rate at which mail providers are contacted in live mode, for all workers together; for this one when left out. */
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
    // Loopback answers at once, also on a busy machine, so a host that is silent for this long is silent on purpose.
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

/** The verifier's findings with the API's names of flags, the verdict in words, and the provider that they wait for. */
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

/** The options of live verification and of the audits of its egress. */
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

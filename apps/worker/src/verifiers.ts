import type { Mode } from "@winnow/contracts";
import type { EgressHealth, Verification, Verifier } from "@winnow/core";
import type { Configuration } from "@winnow/runtime";
import type { Sandbox } from "@winnow/sandbox";
import {
  createVerifier,
  parseAddress,
  UNLIMITED_BUDGET,
  type Verification as Found,
  type VerifierConfig,
} from "@winnow/verifier";

/** The verifier of each mode: `live` asks the internet, `test` asks the sandbox, over the same code. */
export function createVerifiers(
  configuration: Configuration["verifier"],
  sandbox: Sandbox,
  /** Makes the random addresses of catch-all probes; the same in all workers. */
  probeKey: string,
  /** How the way out to mail hosts is. The sandbox has no way out. */
  egressHealthy: () => EgressHealth,
): Readonly<Record<Mode, Verifier>> & AsyncDisposable {
  const live = createVerifier({ ...liveConfig(configuration), probeKey, egressHealthy });
  const test = createVerifier({
    dnsServers: sandbox.dnsServers,
    smtpPort: sandbox.smtpPort,
    allowedMxNetworks: sandbox.allowedNetworks,
    ...(sandbox.dial !== undefined && { dial: sandbox.dial }),
    heloName: "winnow.test",
    probeKey,
    budget: UNLIMITED_BUDGET,
    // Loopback answers at once: a host that is silent for this long is silent on purpose.
    connectTimeoutMs: 1_000,
    commandTimeoutMs: 2_000,
  });
  return {
    live: { parseAddress, verifyMany: (addresses, options) => named(live.verifyMany(addresses, options)) },
    test: { parseAddress, verifyMany: (addresses, options) => named(test.verifyMany(addresses, options)) },
    async [Symbol.asyncDispose]() {
      await Promise.all([live[Symbol.asyncDispose](), test[Symbol.asyncDispose]()]);
    },
  };
}

/** The verifier's findings with their flags named as the API names them. */
async function* named(found: AsyncIterable<Found>): AsyncGenerator<Verification> {
  for await (const verification of found) {
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
    yield { ...verification, flags };
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

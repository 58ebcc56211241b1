import type { Mode } from "@winnow/contracts";
import type { Verification, Verifier } from "@winnow/core";
import type { Configuration } from "@winnow/runtime";
import type { Sandbox } from "@winnow/sandbox";
import {
  createVerifier,
  deriveFacts,
  parseAddress,
  providerOf,
  type Verification as Found,
  type VerifierConfig,
} from "@winnow/verifier";
import { explain, judge } from "#judge.ts";

/** The verifier of each mode: `live` asks the internet, `test` asks the sandbox, over the same code. */
export function createVerifiers(
  configuration: Configuration["verifier"],
  sandbox: Sandbox,
  /** Makes the random addresses of catch-all probes; the same in all workers. */
  probeKey: string,
): Readonly<Record<Mode, Verifier>> & AsyncDisposable {
  const live = createVerifier({ ...liveConfig(configuration), probeKey });
  const test = createVerifier({
    dnsServers: sandbox.dnsServers,
    smtpPort: sandbox.smtpPort,
    allowedMxNetworks: sandbox.allowedNetworks,
    ...(sandbox.dial !== undefined && { dial: sandbox.dial }),
    heloName: "winnow.test",
    probeKey,
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

/** The verifier's findings with their flags named as the API names them, and in words. */
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
    const { verdict, evidence, mxHost } = verification;
    yield {
      ...verification,
      flags,
      why: explain(verdict, deriveFacts(evidence, { flags: verification.flags })),
      versions: judge.versions,
      mailProvider: mxHost === undefined ? undefined : providerOf(mxHost)?.id,
    };
  }
}

function liveConfig(configuration: Configuration["verifier"]): VerifierConfig {
  const { dnsServers, smtpPort, heloName, mailFrom, sourceAddress, allowPrivateMx } = configuration;
  return {
    smtpPort,
    mailFrom,
    allowPrivateMx,
    ...(dnsServers !== undefined && { dnsServers }),
    ...(heloName !== undefined && { heloName }),
    ...(sourceAddress !== undefined && { sourceAddress }),
  };
}

import type { EgressAudit } from "@winnow/core";
import type { Configuration, WinnowEnvironment } from "@winnow/runtime";
import { auditEgress, type EgressCheckName } from "@winnow/verifier";
import { liveConfig } from "#verifiers.ts";

/** The settings that each check uses, or that correct it. */
const SETTINGS: Readonly<Record<EgressCheckName, readonly (keyof WinnowEnvironment)[]>> = {
  resolver: ["VERIFIER_DNS_SERVERS"],
  port_25: ["VERIFIER_SELF_TEST_HOSTS"],
  reverse_name: ["VERIFIER_EGRESS_ADDRESS"],
  helo_name: ["VERIFIER_HELO_NAME"],
  sender_policy: ["VERIFIER_MAIL_FROM", "VERIFIER_HELO_NAME", "VERIFIER_EGRESS_ADDRESS"],
  return_path: ["VERIFIER_MAIL_FROM"],
  block_lists: ["VERIFIER_BLOCK_LISTS", "VERIFIER_EGRESS_ADDRESS"],
  canaries: ["VERIFIER_CANARIES"],
};

/** The name of this worker's egress: workers that share it share its audits. */
export function nameEgress(configuration: Configuration["verifier"]): string {
  const { egressAddress, sourceAddresses, socksProxy } = configuration;
  if (egressAddress !== undefined) return egressAddress;
  if (sourceAddresses.length > 0) return sourceAddresses.join(", ");
  return socksProxy === undefined ? "default" : new URL(socksProxy).host;
}

/**
 * Audits the configured egress, and names the settings of each check. Domains are divided among several source addresses, so
 * each address is audited, and all must be healthy.
 */
export async function auditConfigured(
  configuration: Configuration["verifier"],
  signal: AbortSignal,
): Promise<EgressAudit> {
  const { sourceAddresses, socksProxy } = configuration;
  if (sourceAddresses.length < 2 || socksProxy !== undefined) return audit(configuration, signal);
  const audits = await Promise.all(
    sourceAddresses.map(async (source) => {
      const { healthy, checks } = await audit(
        { ...configuration, sourceAddresses: [source], egressAddress: undefined },
        signal,
      );
      return { healthy, checks: checks.map((check) => ({ ...check, name: `${check.name} of ${source}` })) };
    }),
  );
  const states = new Set(audits.map(({ healthy }) => healthy));
  const measured = states.has("yes") ? "yes" : "unmeasured";
  return {
    address: null,
    healthy: states.has("no") ? "no" : measured,
    checks: audits.flatMap(({ checks }) => checks),
  };
}

async function audit(configuration: Configuration["verifier"], signal: AbortSignal): Promise<EgressAudit> {
  const { egressAddress, selfTestHosts, blockLists, canaries } = configuration;
  const config = { ...liveConfig(configuration), egressAddress, selfTestHosts, blockLists, canaries };
  const { address, healthy, checks } = await auditEgress(config, { signal });
  return {
    address: address ?? null,
    healthy,
    checks: checks.map(({ fix, ...check }) => ({
      ...check,
      fix: fix ?? null,
      settings: SETTINGS[check.name],
    })),
  };
}

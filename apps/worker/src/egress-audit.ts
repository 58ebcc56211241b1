import type { EgressAudit } from "@winnow/core";
import type { Configuration, WinnowEnvironment } from "@winnow/runtime";
import { auditEgress, type EgressCheckName } from "@winnow/verifier";
import { liveConfig } from "#verifiers.ts";

/** What each check is measured with, or put right by. */
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

/** The name of this worker's way out: workers that leave by the same one share its audits. */
export function nameEgress(configuration: Configuration["verifier"]): string {
  const { egressAddress, sourceAddress, socksProxy } = configuration;
  const proxy = socksProxy === undefined ? undefined : new URL(socksProxy).host;
  return egressAddress ?? sourceAddress ?? proxy ?? "default";
}

/** Audits the way out as it is configured, and says of each check which settings it is about. */
export async function auditConfigured(
  configuration: Configuration["verifier"],
  signal: AbortSignal,
): Promise<EgressAudit> {
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

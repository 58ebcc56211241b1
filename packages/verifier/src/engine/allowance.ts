import { getDomain } from "tldts";
import type { Settings } from "#engine/config.ts";
import { providerOf } from "#provider/find.ts";

/** The limits of a provider's mail hosts, for one egress address. */
export interface Allowance {
  /** Id of the provider; for unknown ones, the registrable domain of the host. */
  readonly provider: string;
  /** Concurrent sessions. */
  readonly sessionsMax: number;
  /** Recipients that the provider allows in a session, random addresses included; infinite when unknown. */
  readonly recipientsPerSession: number;
  readonly recipientsPerMinute: number | undefined;
}

/** From the provider table, the provider's configured limits, and the verifier's own limits. */
export function allowanceFor(
  mailHost: string,
  settings: Pick<Settings, "maxSessionsPerProvider" | "providerLimits">,
): Allowance {
  const known = providerOf(mailHost);
  const provider = known?.id ?? getDomain(mailHost) ?? mailHost;
  const limits = { ...known?.limits, ...settings.providerLimits[provider] };
  return {
    provider,
    sessionsMax: limits.sessions ?? settings.maxSessionsPerProvider,
    recipientsPerSession: limits.recipientsPerSession ?? Number.POSITIVE_INFINITY,
    recipientsPerMinute: limits.recipientsPerMinute,
  };
}

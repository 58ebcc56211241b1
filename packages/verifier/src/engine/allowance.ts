import { getDomain } from "tldts";
import type { Settings } from "#engine/config.ts";
import { providerOf } from "#provider/find.ts";

/** How much whoever runs a mail host is asked, from one egress address. */
export interface Allowance {
  /** Id of the provider; of nobody known, the registrable domain of the host. */
  readonly provider: string;
  /** At a time. */
  readonly sessionsMax: number;
  /** What the provider stands in a session, our random addresses included; infinite where nothing is known. */
  readonly recipientsPerSession: number;
  readonly recipientsPerMinute: number | undefined;
}

/** By the provider table, what was configured for the provider, and our own limits. */
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

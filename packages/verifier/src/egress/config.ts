import type { VerifierConfig } from "#engine/config.ts";

/** An address whose mail host is known to say the truth about it. */
export interface Canary {
  readonly address: string;
  readonly expected: "valid" | "invalid";
}

/** The verifier's own configuration, and what its sending side is measured with. Left out = not measured. */
export interface EgressConfig extends VerifierConfig {
  /** The public address that others see. Default: `sourceAddress` where that is public, or what `heloName` leads to. */
  readonly egressAddress?: string | undefined;
  /** Mail hosts by name or address that greet strangers on port 25. They get no mail. */
  readonly selfTestHosts?: readonly string[] | undefined;
  /** Zones of DNS block lists (RFC 5782). */
  readonly blockLists?: readonly string[] | undefined;
  readonly canaries?: readonly Canary[] | undefined;
}

import type { VerifierConfig } from "#engine/config.ts";

/** An address with a known verdict. */
export interface Canary {
  readonly address: string;
  readonly expected: "valid" | "invalid";
}

/** The verifier's own configuration, and the settings of the checks. A check without its settings is not measured. */
export interface EgressConfig extends VerifierConfig {
  /** The public address that others see. Default: `sourceAddress` when that is public, or the address of `heloName`. */
  readonly egressAddress?: string | undefined;
  /** Mail hosts by name or address that greet unknown clients on port 25. They get no mail. */
  readonly selfTestHosts?: readonly string[] | undefined;
  /** Zones of DNS block lists (RFC 5782). */
  readonly blockLists?: readonly string[] | undefined;
  readonly canaries?: readonly Canary[] | undefined;
}

import type { BounceKind } from "#bounce/bounce-kind.ts";

/** What a delivery report says about one recipient. */
export interface RecipientReport {
  /** As `addressOf` writes them; none where the recipient is not named. */
  readonly addresses: readonly string[];
  /** Undefined where there is no status code. */
  readonly kind: BounceKind | undefined;
  /** The text that says it. */
  readonly evidence: string;
}

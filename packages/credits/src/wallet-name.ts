import type { Mode } from "@winnow/contracts";

/** A wallet is named by whose it is and for which world. */
export interface WalletName {
  readonly organizationId: string;
  readonly mode: Mode;
}

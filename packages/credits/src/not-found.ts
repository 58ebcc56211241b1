import type { WalletName } from "#wallet-name.ts";

/** The organization has no wallet of that mode: `openWallets` was never called for it. */
export class WalletNotFoundError extends Error {
  override readonly name = "WalletNotFoundError";
  readonly wallet: WalletName;

  constructor({ organizationId, mode }: WalletName) {
    super(`organization ${organizationId} has no ${mode} wallet`);
    this.wallet = { organizationId, mode };
  }
}

/** No reservation has that id. */
export class ReservationNotFoundError extends Error {
  override readonly name = "ReservationNotFoundError";
  readonly reservationId: string;

  constructor(reservationId: string) {
    super(`there is no reservation ${reservationId}`);
    this.reservationId = reservationId;
  }
}

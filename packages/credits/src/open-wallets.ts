import { inTransaction, type Connection } from "@winnow/database";
import { getWallet, type Wallet } from "#wallet.ts";

/**
 * Opens the live and the test wallet of an organization, empty; a wallet that is open already stays as it is.
 * @throws the database's foreign key violation when there is no such organization.
 */
export async function openWallets(
  connection: Connection,
  { organizationId }: { readonly organizationId: string },
): Promise<{ readonly live: Wallet; readonly test: Wallet }> {
  return inTransaction(connection, async (transaction) => {
    await transaction
      .insertInto("wallets")
      .values([
        { organization_id: organizationId, mode: "live" },
        { organization_id: organizationId, mode: "test" },
      ])
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return {
      live: await getWallet(transaction, { organizationId, mode: "live" }),
      test: await getWallet(transaction, { organizationId, mode: "test" }),
    };
  });
}

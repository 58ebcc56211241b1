import type { Connection } from "@winnow/database";

/** What a reservation still holds, in millicredits. Exact as long as the caller holds the wallet's lock. */
export async function remainderOf(transaction: Connection, reservationId: string): Promise<number> {
  const { amount, captured, released } = await transaction
    .selectFrom("reservations")
    .select(["amount", "captured", "released"])
    .where("id", "=", reservationId)
    .executeTakeFirstOrThrow();
  return amount - captured - released;
}

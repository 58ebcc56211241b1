import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";

/** Stores which providers the workers of this server query, in their order. The last worker that starts decides. */
export async function registerProviders(
  connection: Connection,
  providers: readonly {
    readonly name: string;
    readonly priceCredits: number;
    readonly freshForDays: number | null;
  }[],
): Promise<void> {
  await inTransaction(connection, async (transaction) => {
    await sql`
      insert into providers (name, position, price_credits, fresh_for_days)
      select * from unnest(
        ${providers.map(({ name }) => name)}::text[], ${providers.map((_, index) => index)}::int[],
        ${providers.map(({ priceCredits }) => priceCredits)}::float8[],
        ${providers.map(({ freshForDays }) => freshForDays)}::int[]
      )
      on conflict (name) do update set position = excluded.position, price_credits = excluded.price_credits,
        fresh_for_days = excluded.fresh_for_days, updated_at = now()`.execute(transaction);
    await transaction
      .deleteFrom("providers")
      .where(
        "name",
        "not in",
        providers.map(({ name }) => name),
      )
      .execute();
  });
}

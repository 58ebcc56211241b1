import type { ResumedMailProvider, ResumeMailProvider } from "@winnow/contracts";
import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context } from "#context.ts";
import { readMailProviders } from "#mail-provider/read.ts";

export type ResumeMailProviderOutcome =
  | { readonly outcome: "resumed"; readonly answer: ResumedMailProvider }
  | { readonly outcome: "not_found" };

/**
 * Ends the pauses of a provider at once, the operator's and those of throttling, and makes the rows that wait for it due:
 * the next sweep rings them. A provider that is not paused stays as it is.
 */
export async function resumeMailProvider(
  { database }: Context<{ readonly type: "operator" }>,
  { provider, mode }: ResumeMailProvider & { readonly provider: string },
): Promise<ResumeMailProviderOutcome> {
  return inTransaction(database, async (transaction): Promise<ResumeMailProviderOutcome> => {
    const budgets = await transaction
      .updateTable("mail_provider_budgets")
      .set({ paused_until: null, pauses: 0 })
      .where("mode", "=", mode)
      .where("provider", "=", provider)
      .executeTakeFirst();
    if (budgets.numUpdatedRows === 0n) return { outcome: "not_found" };
    await transaction
      .deleteFrom("mail_provider_pauses")
      .where("mode", "=", mode)
      .where("provider", "=", provider)
      .execute();
    const rows = await makeDue(transaction, mode, provider);
    return {
      outcome: "resumed",
      answer: { data: await readMailProviders(transaction, { mode, provider }), rows },
    };
  });
}

/** @returns how many rows had waited. */
async function makeDue(transaction: Connection, mode: string, provider: string): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    with awaiting as (
      update chunks c set due_at = now(), rung_at = null from jobs j
      where c.awaits = ${provider} and c.state = 'pending' and c.due_at > now()
        and j.number = c.job_number and j.mode = ${mode}
      returning cardinality(c.rows) as rows
    )
    select coalesce(sum(rows), 0)::int as rows from awaiting`.execute(transaction);
  return rows[0]?.rows ?? 0;
}

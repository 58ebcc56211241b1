import { sql } from "kysely";
import type { Context } from "#context.ts";

/** Every domain with a mail host of its own has a budget, so unused ones are deleted. */
const BUDGETS_KEPT = "7 days";
const COUNTS_KEPT = "1 day";

/** Deletes what is expired: expired grants and pauses, old counts, and budgets that were not used for a week. */
export async function forgetMailProviders({ database }: Pick<Context, "database">): Promise<void> {
  await sql`delete from mail_provider_grants where expires_at < now()`.execute(database);
  await sql`delete from mail_provider_counts where since < now() - ${COUNTS_KEPT}::interval`.execute(
    database,
  );
  await sql`delete from mail_provider_pauses where paused_until < now()`.execute(database);
  await sql`
    delete from mail_provider_budgets b
    where used_at < now() - ${BUDGETS_KEPT}::interval and coalesce(paused_until < now(), true)
      and not exists (select from mail_provider_pauses p where p.mode = b.mode and p.provider = b.provider)`.execute(
    database,
  );
}

import type { MailProvider, PauseMailProvider } from "@winnow/contracts";
import { sql } from "kysely";
import type { Context } from "#context.ts";
import { readMailProviders } from "#mail-provider/read.ts";

export type PauseMailProviderOutcome =
  | { readonly outcome: "paused"; readonly providers: MailProvider[] }
  /** No provider of this name was contacted lately: a typing error should not look like a pause. */
  | { readonly outcome: "not_found" };

/**
 * Stops sessions with all hosts of a provider, from every egress address, for so many minutes; sessions that are open end
 * by themselves. Another pause takes the place of the first one.
 */
export async function pauseMailProvider(
  { database }: Context<{ readonly type: "operator" }>,
  { provider, mode, minutes, reason }: PauseMailProvider & { readonly provider: string },
): Promise<PauseMailProviderOutcome> {
  const { rows } = await sql`
    insert into mail_provider_pauses (mode, provider, paused_until, reason)
    select mode, provider, now() + make_interval(mins => ${minutes}::int), ${reason ?? null}
    from mail_provider_budgets where mode = ${mode} and provider = ${provider} limit 1
    on conflict (mode, provider) do update set paused_until = excluded.paused_until, reason = excluded.reason
    returning provider`.execute(database);
  if (rows.length === 0) return { outcome: "not_found" };
  return { outcome: "paused", providers: await readMailProviders(database, { mode, provider }) };
}

import { sql, type Kysely } from "kysely";

/** A key keeps its id for life; a roll gives it another token, and may let the one before live on for a while. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table api_keys
      add column allowed_addresses text[] check (cardinality(allowed_addresses) > 0),
      add column previous_token_hash bytea unique,
      add column previous_token_until timestamptz,
      add column rolled_at timestamptz,
      add column revoked_reason text check (revoked_reason in ('revoked', 'exposed')),
      add column leak_url text,
      add check ((previous_token_hash is null) = (previous_token_until is null)),
      add check (revoked_reason is null or revoked_at is not null)`.execute(database);
}

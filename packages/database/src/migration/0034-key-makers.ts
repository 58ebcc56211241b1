import { sql, type Kysely } from "kysely";

/**
 * Who was shown a token can use it: the maker of a key, and the one who rolled it last. Members and keys are named by their
 * ids, which stay when a member is removed. They are null for keys of the time before.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table api_keys
      add column created_by text,
      add column rolled_by text,
      -- Of the token before the last roll.
      add column previous_token_known_to text`.execute(database);
}

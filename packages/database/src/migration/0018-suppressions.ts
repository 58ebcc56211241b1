import { sql, type Kysely } from "kysely";

/** Suppressions are listed and taken back by their organizations. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table suppressions
      add column number bigint generated always as identity,
      add column id text`.execute(database);
  await sql`update suppressions set id = 'sup_' || replace(gen_random_uuid()::text, '-', '')`.execute(
    database,
  );
  await sql`alter table suppressions alter column id set not null, add primary key (id)`.execute(database);
  await sql`create index suppressions_organization on suppressions (organization_id, number)`.execute(
    database,
  );
  // 'a.b.test' → {a.b.test, b.test, test}: a suppressed domain covers everything below it.
  await sql`
    create function domain_and_parents(domain text) returns text[] language sql immutable parallel safe as $$
      select coalesce(array_agg(array_to_string(parts[i:], '.')), '{}')
      from (select string_to_array(domain, '.') as parts) split, generate_subscripts(parts, 1) as i
    $$`.execute(database);
}

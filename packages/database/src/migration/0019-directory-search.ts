import { sql, type Kysely } from "kysely";

/** What the directory is searched by. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contacts
      add column seniority_level text,
      add column department text,
      add column industry text,
      add column company_size text,
      add column state text,
      -- When email_status was found out; null: nobody has asked a mail host.
      add column verified_at timestamptz,
      -- Folded words of name, title, company and domain: the 'simple' configuration then has nothing left to do.
      add column search_text text not null default '',
      add column search tsvector generated always as (to_tsvector('simple', search_text)) stored`.execute(
    database,
  );
  await sql`
    update contacts set search_text = concat_ws(' ', name_key, lower(job_title), company_key, domain)`.execute(
    database,
  );
  await sql`create index contacts_search on contacts using gin (search)`.execute(database);
  // 'country=DE', 'industry=Software', …: several filters at once are the intersection of their lists.
  await sql`
    alter table contacts add column terms text[] generated always as (array_remove(array[
      'country=' || country, 'state=' || state, 'city=' || city, 'industry=' || industry,
      'company_size=' || company_size, 'seniority_level=' || seniority_level, 'department=' || department,
      'email_status=' || email_status
    ], null)) stored`.execute(database);
  await sql`create index contacts_terms on contacts using gin (terms)`.execute(database);
  // Each filter alone gives a page in id order without sorting.
  for (const column of [
    "country",
    "state",
    "city",
    "industry",
    "company_size",
    "seniority_level",
    "department",
  ]) {
    await sql`
      create index ${sql.ref(`contacts_${column}`)} on contacts (${sql.ref(column)}, id)
      where ${sql.ref(column)} is not null`.execute(database);
  }
  await sql`create index contacts_job_title on contacts (lower(job_title), id)`.execute(database);
  await sql`create index contacts_email_status on contacts (email_status, id)`.execute(database);
  await sql`create index contacts_domain_id on contacts (domain, id)`.execute(database);
  await sql`create index contacts_verified_at on contacts (verified_at)`.execute(database);
}

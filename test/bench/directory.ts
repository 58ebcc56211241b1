import type { Connection } from "@winnow/database";
import { sql } from "kysely";

const COUNTRIES = ["US", "DE", "FR", "GB", "ES", "IT", "NL", "PL", "SE", "BR", "IN", "JP", "CA", "AU", "CH"];
const INDUSTRIES = ["Software", "Banking", "Retail", "Logistics", "Energy", "Health", "Media", "Insurance"];
const SENIORITIES = ["c_suite", "vp", "director", "manager", "senior", "entry"];
const DEPARTMENTS = ["engineering", "sales", "marketing", "finance", "operations", "hr", "legal"];
const SIZES = ["1-10", "11-50", "51-200", "201-1000", "1001-5000", "5001+"];
const TITLES = [
  "CTO",
  "Sales Manager",
  "Account Executive",
  "Software Engineer",
  "CFO",
  "HR Manager",
  "Counsel",
];
const FIRST = ["ada", "grace", "alan", "edsger", "barbara", "donald", "john", "marie", "linus", "margaret"];
const LAST = ["lovelace", "hopper", "turing", "dijkstra", "liskov", "knuth", "backus", "curie", "hamilton"];
const BATCH = 100_000;

/** A choice that depends only on the contact's number and a seed: every run has the same contacts. */
const spread = (seed: number, count: number) =>
  sql`abs(hashint8extended(n, ${seed}) % ${count}::bigint)::int`;
const pick = (seed: number, values: readonly string[]) =>
  sql`(${[...values]}::text[])[1 + ${spread(seed, values.length)}]`;

/** Generates contacts inside PostgreSQL, from `from` on. */
export async function generateContacts(database: Connection, from: number, count: number): Promise<void> {
  for (let start = from; start < from + count; start += BATCH) {
    const end = Math.min(start + BATCH, from + count) - 1;
    await sql`
      insert into contacts (id, first_name, last_name, job_title, seniority_level, department, company,
        domain, industry, company_size, country, city, email, email_status, verified_at, name_key, company_key, search_text)
      select 'ct_' || lpad(n::text, 26, '0'), first, last, title, seniority, department,
        'Company ' || company, 'c' || company || '.test', industry, size, country, 'City ' || city,
        first || '.' || last || n || '@c' || company || '.test',
        case when verdict < 7 then 'valid' when verdict = 7 then 'catch_all' else 'unknown' end,
        case when verdict < 8 then now() - make_interval(days => age) end,
        first || ' ' || last, 'company ' || company,
        concat_ws(' ', first, last, lower(title), 'company', company, department, 'c' || company || '.test')
      from (
        select n, ${spread(1, 50_000)} as company, ${spread(2, 500)} as city, ${spread(3, 10)} as verdict,
          ${spread(4, 300)} as age, ${pick(5, FIRST)} as first, ${pick(6, LAST)} as last, ${pick(7, TITLES)} as title,
          ${pick(8, SENIORITIES)} as seniority, ${pick(9, DEPARTMENTS)} as department,
          ${pick(10, INDUSTRIES)} as industry, ${pick(11, SIZES)} as size, ${pick(12, COUNTRIES)} as country
        from generate_series(${start}::bigint, ${end}::bigint) as n
      ) spread`.execute(database);
  }
  await sql`vacuum (analyze) contacts`.execute(database);
}

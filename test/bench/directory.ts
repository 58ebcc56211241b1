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

/** Generates contacts inside PostgreSQL, from `from` on, spread by arithmetic so that every run has the same. */
export async function generateContacts(database: Connection, from: number, count: number): Promise<void> {
  for (let start = from; start < from + count; start += BATCH) {
    const end = Math.min(start + BATCH, from + count) - 1;
    await sql`
      insert into contacts (id, first_name, last_name, job_title, seniority_level, department, company,
        domain, industry, company_size, country, city, email, email_status, verified_at, name_key, company_key, search_text)
      select 'ct_' || lpad(n::text, 26, '0'), first, last, title, seniority, department,
        'Company ' || company, 'c' || company || '.test', industry, size, country, 'City ' || (n * 31) % 500,
        first || '.' || last || n || '@c' || company || '.test',
        case when n % 10 < 7 then 'valid' when n % 10 = 7 then 'catch_all' else 'unknown' end,
        case when n % 10 < 8 then now() - make_interval(days => (n % 300)::int) end,
        first || ' ' || last, 'company ' || company,
        concat_ws(' ', first, last, lower(title), 'company', company, department, 'c' || company || '.test')
      from (
        select n, (n * 7919) % 50000 as company,
          (${FIRST}::text[])[1 + (n * 13) % ${FIRST.length}] as first,
          (${LAST}::text[])[1 + (n * 17) % ${LAST.length}] as last,
          (${TITLES}::text[])[1 + (n * 11) % ${TITLES.length}] as title,
          (${SENIORITIES}::text[])[1 + (n * 5) % ${SENIORITIES.length}] as seniority,
          (${DEPARTMENTS}::text[])[1 + (n * 3) % ${DEPARTMENTS.length}] as department,
          (${INDUSTRIES}::text[])[1 + (n * 19) % ${INDUSTRIES.length}] as industry,
          (${SIZES}::text[])[1 + (n * 23) % ${SIZES.length}] as size,
          (${COUNTRIES}::text[])[1 + (n * 29) % ${COUNTRIES.length}] as country
        from generate_series(${start}::bigint, ${end}::bigint) as n
      ) spread`.execute(database);
  }
  await sql`vacuum (analyze) contacts`.execute(database);
}

import { Facet, type FoundContact, type SearchAnswer, type SearchQuery } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { isId } from "@winnow/runtime";
import { sql, type RawBuilder } from "kysely";
import { fold } from "#contact/fold.ts";
import { maskAddress } from "#contact/mask.ts";
import type { Context, TenantActor } from "#context.ts";
import { hasSuppressions } from "#suppression/find.ts";

/** Matches that are counted for the facets: beyond, a count says nothing that somebody would act on. */
const COUNTED_MAX = 10_000;
const FACET_VALUES_MAX = 20;

export type SearchOutcome =
  | { readonly outcome: "found"; readonly answer: SearchAnswer }
  | { readonly outcome: "invalid_cursor" };

/**
 * Contacts that match every filter, in the order of their ids, so that a page costs the same however deep it is. Emails are
 * masked until they are owned; what the organization or the server suppresses is not there.
 */
export async function searchContacts(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  query: SearchQuery,
): Promise<SearchOutcome> {
  const { actor, database } = context;
  const after = query.cursor === undefined ? "" : contactOf(query.cursor);
  if (after === undefined) return { outcome: "invalid_cursor" };
  const matching = sql.join(await conditions(database, actor, query), sql` and `);
  const { rows } = await sql<FoundRow>`
    select c.id, c.first_name, c.last_name, c.job_title, c.seniority_level, c.department, c.company, c.domain, c.industry,
      c.company_size, c.country, c.state, c.city, c.email, c.email_status, c.verified_at,
      exists (
        select from entitlements e
        where e.organization_id = ${actor.organizationId} and e.mode = ${actor.mode} and e.subject = 'contact:' || c.id
      ) as owned
    from contacts c where ${matching} and c.id > ${after}
    order by c.id limit ${query.limit + 1}`.execute(database);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  // A later page has the same facets: they are counted once.
  const counted = query.cursor === undefined ? await countFacets(database, matching) : undefined;
  return {
    outcome: "found",
    answer: {
      data: shown.map(presentFound),
      facets: counted?.facets ?? null,
      matches: counted?.matches ?? null,
      next_cursor: last === undefined ? null : Buffer.from(last.id).toString("base64url"),
      has_more: last !== undefined,
    },
  };
}

type FoundRow = Omit<FoundContact, "company" | "verified_at"> & {
  readonly company: string | null;
  readonly domain: string | null;
  readonly industry: string | null;
  readonly company_size: string | null;
  readonly verified_at: Date | null;
};

async function conditions(
  database: Connection,
  { organizationId }: TenantActor,
  query: SearchQuery,
): Promise<RawBuilder<boolean>[]> {
  const matching: RawBuilder<boolean>[] = [sql<boolean>`true`];
  const words = fold(query.q ?? "")
    .split(" ")
    .filter(Boolean);
  if (words.length > 0) {
    // The last word may still be in the typing.
    const typed = words.map((word, index) => (index === words.length - 1 ? `${word}:*` : word)).join(" & ");
    matching.push(sql`c.search @@ to_tsquery('simple', ${typed})`);
  }
  for (const facet of Facet.options) {
    const values = query[facet];
    if (values !== undefined) matching.push(anyOf(sql.ref(`c.${facet}`), values));
  }
  const { job_title: titles, domain: domains, verified_within_days: days } = query;
  if (titles !== undefined) {
    const lower = titles.map((title) => title.toLowerCase());
    matching.push(anyOf(sql`lower(c.job_title)`, lower));
  }
  if (domains !== undefined)
    matching.push(
      anyOf(
        sql.ref("c.domain"),
        domains.map((one) => one.toLowerCase()),
      ),
    );
  if (days !== undefined) matching.push(sql`c.verified_at > now() - make_interval(days => ${days}::int)`);
  if (await hasSuppressions(database, organizationId)) {
    matching.push(sql`not exists (
      select from suppressions s
      where (s.organization_id is null or s.organization_id = ${organizationId}) and (
        (s.kind = 'email' and s.value = c.email)
        or (s.kind = 'domain' and s.value = any(domain_and_parents(coalesce(split_part(c.email, '@', -1), c.domain))))
      )
    )`);
  }
  return matching;
}

/** One value as `=`, which an index in id order answers without sorting. */
function anyOf(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<boolean> {
  const [only] = values;
  return values.length === 1 ? sql`${column} = ${only}` : sql`${column} = any(${[...values]}::text[])`;
}

async function countFacets(database: Connection, matching: RawBuilder<unknown>) {
  const columns = sql.join(Facet.options.map((facet) => sql.ref(facet)));
  const sets = sql.join([...Facet.options.map((facet) => sql`(${sql.ref(facet)})`), sql`()`]);
  const { rows } = await sql<Record<Facet, string | null> & { sort: number; count: number }>`
    with matches as (select ${columns} from contacts c where ${matching} limit ${COUNTED_MAX})
    select ${columns}, grouping(${columns}) as sort, count(*)::int as count
    from matches group by grouping sets (${sets})`.execute(database);
  const facets: NonNullable<SearchAnswer["facets"]> = {};
  const every = 2 ** Facet.options.length - 1;
  for (const [index, facet] of Facet.options.entries()) {
    // grouping() has a bit for every column that a row is not grouped by.
    const sort = every - 2 ** (Facet.options.length - 1 - index);
    facets[facet] = rows
      .flatMap((row) => {
        const value = row[facet];
        return row.sort === sort && value !== null ? [{ value, count: row.count }] : [];
      })
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, FACET_VALUES_MAX);
  }
  const count = rows.find((row) => row.sort === every)?.count ?? 0;
  return { facets, matches: { count, capped: count === COUNTED_MAX } };
}

function presentFound({ company, domain, industry, company_size: size, ...found }: FoundRow): FoundContact {
  return {
    ...found,
    company: { name: company, domain, industry, size },
    email: found.email === null || found.owned ? found.email : maskAddress(found.email),
    verified_at: found.verified_at?.toISOString() ?? null,
  };
}

function contactOf(cursor: string): string | undefined {
  const id = Buffer.from(cursor, "base64url").toString("utf8");
  return isId("ct", id) ? id : undefined;
}

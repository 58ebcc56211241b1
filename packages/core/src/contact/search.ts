import { Facet, type FoundContact, type SearchAnswer, type SearchQuery } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { isId } from "@winnow/runtime";
import { sql, type RawBuilder } from "kysely";
import { fold } from "#contact/fold.ts";
import { maskAddress } from "#contact/mask.ts";
import type { Context, TenantActor } from "#context.ts";
import { hasSuppressions } from "#suppression/find.ts";

/** Matches that are counted for the facets: beyond, a count says nothing that somebody would act on. */
const COUNTED_MAX = 5_000;
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
  // A later page has the facets of the first: they are counted once.
  const counted = await countMatches(database, matching, {
    after,
    limit: query.limit + 1,
    facets: query.cursor === undefined,
  });
  const rows = await readPage(database, actor, { matching, after, limit: query.limit + 1, counted });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    outcome: "found",
    answer: {
      data: shown.map(presentFound),
      facets: counted.facets,
      matches: query.cursor === undefined ? { count: counted.count, capped: counted.capped } : null,
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
  const filters = Facet.options.flatMap((facet) => {
    const values = query[facet];
    return values === undefined ? [] : [{ facet, values }];
  });
  // One filter alone is read in id order; of several, the index over all terms finds what they have in common.
  const [only] = filters;
  if (filters.length === 1 && only !== undefined) {
    matching.push(anyOf(sql.ref(`c.${only.facet}`), only.values));
  } else {
    const terms = filters.map(({ facet, values }) => values.map((value) => `${facet}=${value}`));
    const all = terms.flatMap((some) => (some.length === 1 ? some : []));
    if (all.length > 0) matching.push(sql`c.terms @> ${all}::text[]`);
    for (const some of terms) {
      if (some.length !== 1) matching.push(sql`c.terms && ${some}::text[]`);
    }
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
        or (s.kind = 'person' and s.value = any(array[
          'linkedin:' || c.linkedin_key, 'person:' || c.name_key || '|' || c.domain,
          'person:' || c.name_key || '|' || c.company_key
        ]))
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

interface Counted {
  readonly count: number;
  /** There are more: the rest was not looked at. */
  readonly capped: boolean;
  /** The first matches in order, unless there are more than were counted. */
  readonly ids: readonly string[];
  readonly facets: SearchAnswer["facets"];
}

/**
 * Counts matches without asking for them in order, so that the planner is free to take the index that finds the fewest: when
 * they were wanted in order, it would rather read the directory from its beginning until a page is full.
 */
async function countMatches(
  database: Connection,
  matching: RawBuilder<unknown>,
  options: { readonly after: string; readonly limit: number; readonly facets: boolean },
): Promise<Counted> {
  const columns = sql.join(Facet.options.map((facet) => sql.ref(facet)));
  const nulls = sql.join(Facet.options.map(() => sql`null`));
  const sets = sql.join(Facet.options.map((facet) => sql`(${sql.ref(facet)})`));
  const groups = sql`
    union all
    select count(*)::int, null, ${columns}, grouping(${columns}) from matches group by grouping sets (${sets})`;
  const { rows } = await sql<GroupRow & { ids: string[] | null }>`
    with matches as materialized (
      select c.id, ${columns} from contacts c where ${matching} and c.id > ${options.after} limit ${COUNTED_MAX}
    ), whole (count, ids, ${columns}, sort) as (
      select count(*)::int, (array_agg(id order by id))[1:${options.limit}::int], ${nulls}, -1 from matches
    )
    select * from whole ${options.facets ? groups : sql``}`.execute(database);
  // The row of all matches.
  const whole = rows.find(({ sort }) => sort === -1);
  const count = whole?.count ?? 0;
  return {
    count,
    capped: count === COUNTED_MAX,
    ids: whole?.ids ?? [],
    facets: options.facets ? facetsOf(rows) : null,
  };
}

type GroupRow = Record<Facet, string | null> & { readonly sort: number; readonly count: number };

function facetsOf(rows: readonly GroupRow[]): NonNullable<SearchAnswer["facets"]> {
  const facets: NonNullable<SearchAnswer["facets"]> = {};
  for (const [index, facet] of Facet.options.entries()) {
    // grouping() has a bit for every column that a row is not grouped by.
    const sort = 2 ** Facet.options.length - 1 - 2 ** (Facet.options.length - 1 - index);
    facets[facet] = rows
      .flatMap((row) => {
        const value = row[facet];
        return row.sort === sort && value !== null ? [{ value, count: row.count }] : [];
      })
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, FACET_VALUES_MAX);
  }
  return facets;
}

/** The contacts of a page: of few matches the first by id; of many, whatever comes first when the ids are read in order. */
async function readPage(
  database: Connection,
  actor: TenantActor,
  page: {
    readonly matching: RawBuilder<unknown>;
    readonly after: string;
    readonly limit: number;
    readonly counted: Counted;
  },
): Promise<FoundRow[]> {
  const { matching, after, limit, counted } = page;
  const wanted = counted.capped
    ? sql`${matching} and c.id > ${after}`
    : sql`c.id = any(${[...counted.ids]}::text[])`;
  const { rows } = await sql<FoundRow>`
    select c.id, c.first_name, c.last_name, c.job_title, c.seniority_level, c.department, c.company, c.domain, c.industry,
      c.company_size, c.country, c.state, c.city, c.email, c.email_status, c.verified_at,
      exists (
        select from entitlements e
        where e.organization_id = ${actor.organizationId} and e.mode = ${actor.mode} and e.subject = 'contact:' || c.id
      ) as owned
    from contacts c where ${wanted}
    order by c.id limit ${limit}`.execute(database);
  return rows;
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

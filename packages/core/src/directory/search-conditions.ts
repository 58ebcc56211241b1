import { Facet, type SearchQuery } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { sql, type RawBuilder } from "kysely";
import { foldName } from "#person/fold.ts";
import type { TenantActor } from "#context.ts";
import { hasSuppressions } from "#suppression/find.ts";

/** What a contact must be to match, as conditions on `contacts c`. */
export interface Matching {
  /** The words that it must have, as a tsquery. */
  readonly words: RawBuilder<unknown> | undefined;
  readonly filters: readonly RawBuilder<unknown>[];
  /** It is not suppressed. */
  readonly allowed: RawBuilder<unknown> | undefined;
}

/**
 * @param options.indexWords whether an index searches for the words, or only the contacts that the filters leave are
 * compared with them.
 */
export function conditionOf(
  { words, filters, allowed }: Matching,
  { indexWords }: { readonly indexWords: boolean },
): RawBuilder<unknown> {
  const conditions = [sql`true`, ...filters];
  // The operator and its function are equivalent; the planner uses the index only for the operator.
  if (words !== undefined) {
    conditions.push(indexWords ? sql`c.search @@ ${words}` : sql`ts_match_vq(c.search, ${words})`);
  }
  if (allowed !== undefined) conditions.push(allowed);
  return sql.join(conditions, sql` and `);
}

export async function readMatching(
  database: Connection,
  { organizationId }: TenantActor,
  query: SearchQuery,
): Promise<Matching> {
  const suppressed = await hasSuppressions(database, organizationId);
  return {
    words: wordsOf(query.q ?? ""),
    filters: filtersOf(query),
    allowed: suppressed ? notSuppressed(organizationId) : undefined,
  };
}

function wordsOf(typed: string): RawBuilder<unknown> | undefined {
  const words = foldName(typed).split(" ").filter(Boolean);
  if (words.length === 0) return undefined;
  // The last word may be typed in part only.
  const all = words.map((word, index) => (index === words.length - 1 ? `${word}:*` : word));
  return sql`to_tsquery('simple', ${all.join(" & ")})`;
}

function filtersOf(query: SearchQuery): RawBuilder<unknown>[] {
  const matching: RawBuilder<unknown>[] = [];
  const filters = Facet.options.flatMap((facet) => {
    const values = query[facet];
    return values === undefined ? [] : [{ facet, values }];
  });
  // A single filter is read in id order; for several, the index over all terms finds their intersection.
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
  return matching;
}

const notSuppressed = (organizationId: string) => sql`not exists (
  select from suppressions s
  where (s.organization_id is null or s.organization_id = ${organizationId}) and (
    (s.kind = 'email' and s.value = c.email)
    or (s.kind = 'person' and s.value = any(array[
      'linkedin:' || c.linkedin_key, 'person:' || c.name_key || '|' || c.domain,
      'person:' || c.name_key || '|' || c.company_key
    ]))
    or (s.kind = 'domain' and s.value = any(domain_and_parents(coalesce(split_part(c.email, '@', -1), c.domain))))
  )
)`;

/** One value as `=`, which an index in id order answers without sorting. */
function anyOf(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<unknown> {
  const [only] = values;
  return values.length === 1 ? sql`${column} = ${only}` : sql`${column} = any(${[...values]}::text[])`;
}

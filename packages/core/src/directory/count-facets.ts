import { Facet, type SearchAnswer } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { sql, type RawBuilder } from "kysely";

const FACET_VALUES_MAX = 20;

export interface Counted {
  readonly count: number;
  /** There are more matches than were counted. */
  readonly capped: boolean;
  /** The first of the counted matches, by id. */
  readonly ids: readonly string[];
  readonly facets: SearchAnswer["facets"];
}

/**
 * Counts what is selected, and how often each value of a facet stands there.
 * @param among.select the id and the columns of all facets, at most `max` rows.
 * @param among.first of how many the id is wanted.
 */
export async function countFacets(
  database: Connection,
  among: {
    readonly select: RawBuilder<unknown>;
    readonly max: number;
    readonly first: number;
    readonly facets: boolean;
  },
): Promise<Counted> {
  const columns = sql.join(Facet.options.map((facet) => sql.ref(facet)));
  const nulls = sql.join(Facet.options.map(() => sql`null`));
  const sets = sql.join(Facet.options.map((facet) => sql`(${sql.ref(facet)})`));
  const groups = sql`
    union all
    select count(*)::int, null, ${columns}, grouping(${columns}) from matches group by grouping sets (${sets})`;
  const { rows } = await sql<GroupRow & { ids: string[] | null }>`
    with matches as materialized (${among.select}), whole (count, ids, ${columns}, sort) as (
      select count(*)::int, (array_agg(id order by id))[1:${among.first}::int], ${nulls}, -1 from matches
    )
    select * from whole ${among.facets ? groups : sql``}`.execute(database);
  // The row of all matches.
  const whole = rows.find(({ sort }) => sort === -1);
  const count = whole?.count ?? 0;
  return {
    count,
    capped: count === among.max,
    ids: whole?.ids ?? [],
    facets: among.facets ? facetsOf(rows) : null,
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

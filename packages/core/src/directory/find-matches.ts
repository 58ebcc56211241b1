import { Facet } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { sql, type RawBuilder } from "kysely";
import { countFacets, type Counted } from "#directory/count-facets.ts";
import { conditionOf, type Matching } from "#directory/search-conditions.ts";

/** Matches that are counted for the facets. A reader decides nothing differently above this count. */
const COUNTED_MAX = 2_000;
/** The number of contacts that are read to estimate how frequent matches are. */
const PROBED = 1_000;
/** Reading and checking one contact costs as much as so many matches in an index. */
const READ_COST = 2;
/** So many are read in order whatever an index might cost. */
const READ_MIN = 10_000;
/** When there are filters, the index is not searched for words that so many contacts have. */
const FREQUENT_WORDS = 0.05;

interface Wanted {
  readonly matching: Matching;
  /** An id, "" for the beginning. */
  readonly after: string;
  /** Of the first matches the ids are wanted, */
  readonly first: number;
  /** and, of COUNTED_MAX, how often which value stands there. */
  readonly facets: boolean;
}

/**
 * Finds the first matches after an id. An index finds all matches before it gives the first, which takes longer the larger
 * the directory; but when many match, reading the contacts in order meets enough of them soon. The planner cannot choose
 * well, because it has little statistics on words and none on their beginnings: the share of matches among the next
 * contacts decides.
 */
export async function findMatches(database: Connection, wanted: Wanted): Promise<Counted> {
  const { matching, after, first, facets } = wanted;
  const glance = await probe(database, wanted);
  if (!facets && glance.ids.length >= first) {
    return { ids: glance.ids.slice(0, first), count: first, capped: true, facets: null };
  }
  const share = glance.ids.length / PROBED;
  const enough = facets ? COUNTED_MAX : first;
  if ((READ_COST * enough) / share < Math.max(READ_MIN, share * glance.contacts)) {
    // Elsewhere matches may be further apart than in the sample.
    const next = nextContacts(after, (1.5 * enough) / share);
    const condition = conditionOf(matching, { indexWords: false });
    const select = selectMatches(sql`${next} c where ${condition} order by c.id`, enough);
    const counted = await countFacets(database, { select, max: enough, first, facets });
    if (counted.capped) return counted;
  }
  const indexWords = matching.filters.length === 0 || glance.withWords / PROBED < FREQUENT_WORDS;
  const condition = sql`${conditionOf(matching, { indexWords })} and c.id > ${after}`;
  // Without "order by": with it, the planner would read in order instead of taking the most selective index.
  const select = selectMatches(sql`contacts c where ${condition}`, COUNTED_MAX);
  const counted = await countFacets(database, { select, max: COUNTED_MAX, first, facets });
  if (!counted.capped) return counted;
  // At least COUNTED_MAX contacts match, which bounds the average distance between matches; they may be clustered.
  const next = nextContacts(after, (1.5 * first * glance.contacts) / COUNTED_MAX);
  const ids = await readIds(
    database,
    sql`${next} c where ${conditionOf(matching, { indexWords: false })}`,
    first,
  );
  if (ids.length === first) return { ...counted, ids };
  return { ...counted, ids: await readIds(database, sql`contacts c where ${condition}`, first) };
}

/** Which of the next contacts match, how many have the words, and about how many contacts there are. */
async function probe(database: Connection, { matching, after }: Wanted) {
  const { words } = matching;
  const { rows } = await sql<{ ids: string[]; withWords: number; contacts: number }>`
    select coalesce(array_agg(c.id order by c.id) filter (where ${conditionOf(matching, { indexWords: false })}), '{}') as ids,
      ${words === undefined ? sql`0` : sql`(count(*) filter (where c.search @@ ${words}))::int`} as "withWords",
      (select greatest(reltuples, 0)::float8 from pg_class where oid = 'contacts'::regclass) as contacts
    from ${nextContacts(after, PROBED)} c`.execute(database);
  return rows[0] ?? { ids: [], withWords: 0, contacts: 0 };
}

const nextContacts = (after: string, count: number) =>
  sql`(select * from contacts where id > ${after} order by id limit ${Math.max(PROBED, Math.ceil(count))}::int)`;

const selectMatches = (from: RawBuilder<unknown>, max: number) =>
  sql`select c.id, ${sql.join(Facet.options.map((facet) => sql.ref(`c.${facet}`)))} from ${from} limit ${max}::int`;

async function readIds(database: Connection, from: RawBuilder<unknown>, first: number): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select c.id from ${from} order by c.id limit ${first}::int`.execute(database);
  return rows.map(({ id }) => id);
}

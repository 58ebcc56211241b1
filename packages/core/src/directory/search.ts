import {
  CONTACT_FIELDS,
  contactFields,
  type FoundContact,
  type SearchAnswer,
  type SearchQuery,
} from "@winnow/contracts";
import type { Connection, ContactTable } from "@winnow/database";
import { isId } from "@winnow/runtime";
import { sql } from "kysely";
import { findMatches } from "#directory/find-matches.ts";
import { maskAddress } from "#person/mask.ts";
import { presentCompany } from "#person/present.ts";
import { readMatching } from "#directory/search-conditions.ts";
import type { Context, TenantActor } from "#context.ts";
import { cutPage } from "#cursor.ts";

export type SearchOutcome =
  | { readonly outcome: "found"; readonly answer: SearchAnswer }
  | { readonly outcome: "invalid_cursor" };

/**
 * Contacts that match every filter, in the order of their ids, so that a page costs the same however deep it is. Emails are
 * masked until they are owned; contacts that the organization or the server suppresses are left out.
 */
export async function searchContacts(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  query: SearchQuery,
): Promise<SearchOutcome> {
  const { actor, database } = context;
  const after = query.cursor === undefined ? "" : contactOf(query.cursor);
  if (after === undefined) return { outcome: "invalid_cursor" };
  // A later page has the facets of the first: they are counted once.
  const found = await findMatches(database, {
    matching: await readMatching(database, actor, query),
    after,
    first: query.limit + 1,
    facets: query.cursor === undefined,
  });
  const rows = await readPage(database, actor, found.ids);
  const { shown, more } = cutPage(rows, query.limit, ({ id }) => Buffer.from(id).toString("base64url"));
  return {
    outcome: "found",
    answer: {
      data: shown.map(presentFound),
      facets: found.facets,
      matches: query.cursor === undefined ? { count: found.count, capped: found.capped } : null,
      ...more,
    },
  };
}

/** The columns that are read of a contact; a reveal reads the others. */
const COLUMNS = [
  "id",
  ...CONTACT_FIELDS.filter((field) => contactFields[field].search !== "withheld"),
  "email_status",
  "verified_at",
] as const satisfies readonly (keyof ContactTable)[];

type FoundRow = Omit<FoundContact, "company" | "verified_at"> &
  Parameters<typeof presentCompany>[0] & { readonly verified_at: Date | null };

async function readPage(
  database: Connection,
  actor: TenantActor,
  ids: readonly string[],
): Promise<FoundRow[]> {
  const { rows } = await sql<FoundRow>`
    select ${sql.join(COLUMNS.map((column) => sql.ref(`c.${column}`)))},
      exists (
        select from entitlements e
        where e.organization_id = ${actor.organizationId} and e.mode = ${actor.mode} and e.subject = 'contact:' || c.id
      ) as owned
    from contacts c where c.id = any(${[...ids]}::text[])
    order by c.id`.execute(database);
  return rows;
}

function presentFound({ company, domain, industry, company_size, ...found }: FoundRow): FoundContact {
  return {
    ...found,
    company: presentCompany({ company, domain, industry, company_size }),
    email: found.email === null || found.owned ? found.email : maskAddress(found.email),
    verified_at: found.verified_at?.toISOString() ?? null,
  };
}

function contactOf(cursor: string): string | undefined {
  const id = Buffer.from(cursor, "base64url").toString("utf8");
  return isId("ct", id) ? id : undefined;
}

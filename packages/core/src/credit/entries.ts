import type { Entry, EntryPage } from "@winnow/contracts";
import { listEntries } from "@winnow/credits";
import type { Context, TenantActor } from "#context.ts";
import { decodeCursor, encodeCursor } from "#cursor.ts";
import { presentEntry } from "#credit/present.ts";

type Reader = Pick<Context<TenantActor>, "database" | "actor">;

export type ListEntriesOutcome =
  | { readonly outcome: "listed"; readonly page: EntryPage }
  | { readonly outcome: "invalid_cursor" };

/** Tags cursors over the statement; the position in them is an entry's version. */
const ENTRY = "entry:";
const STATEMENT_PAGE = 1_000;

/** A page of the actor's statement, newest entry first. Entries that are posted meanwhile do not shift the pages. */
export async function listWalletEntries(
  context: Reader,
  input: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ListEntriesOutcome> {
  const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ENTRY);
  if (input.cursor !== undefined && after === undefined) return { outcome: "invalid_cursor" };
  const { organizationId, mode } = context.actor;
  const { entries, next } = await listEntries(context.database, {
    organizationId,
    mode,
    after,
    limit: input.limit,
  });
  return {
    outcome: "listed",
    page: {
      data: entries.map(presentEntry),
      next_cursor: next === null ? null : encodeCursor(next, ENTRY),
      has_more: next !== null,
    },
  };
}

/** The actor's whole statement, newest entry first, read page by page as it is consumed. */
export async function* readStatement(context: Reader): AsyncGenerator<Entry, void, undefined> {
  const { organizationId, mode } = context.actor;
  let after: number | undefined;
  do {
    const page = await listEntries(context.database, { organizationId, mode, after, limit: STATEMENT_PAGE });
    yield* page.entries.map(presentEntry);
    after = page.next ?? undefined;
  } while (after !== undefined);
}

import type { Entry, EntryPage } from "@winnow/contracts";
import { listEntries } from "@winnow/credits";
import type { Context, TenantActor } from "#context.ts";
import { presentEntry } from "#credit/present.ts";

type Reader = Pick<Context<TenantActor>, "database" | "actor">;

export type ListEntriesOutcome =
  | { readonly outcome: "listed"; readonly page: EntryPage }
  | { readonly outcome: "invalid_cursor" };

const STATEMENT_PAGE = 1_000;

/** A page of the actor's statement, newest entry first. Entries posted meanwhile shift nothing. */
export async function listWalletEntries(
  context: Reader,
  input: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ListEntriesOutcome> {
  const after = input.cursor === undefined ? undefined : versionOf(input.cursor);
  if (after === null) return { outcome: "invalid_cursor" };
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
      next_cursor: next === null ? null : cursorOf(next),
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

function cursorOf(version: number): string {
  return Buffer.from(`entry:${version}`).toString("base64url");
}

/** @returns null when the cursor is not one of `cursorOf`. */
function versionOf(cursor: string): number | null {
  const version = Number(/^entry:(\d{1,15})$/.exec(Buffer.from(cursor, "base64url").toString("latin1"))?.[1]);
  return Number.isSafeInteger(version) && cursorOf(version) === cursor ? version : null;
}

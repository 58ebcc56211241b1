import type { BouncePage } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { cutPage, decodeCursor, encodeCursor } from "#cursor.ts";

export type ListBouncesOutcome =
  | { readonly outcome: "listed"; readonly page: BouncePage }
  | { readonly outcome: "invalid_cursor" };

/** The actor's reported bounces with what was decided, newest first. */
export async function listBounces(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  input: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ListBouncesOutcome> {
  const before = input.cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeCursor(input.cursor);
  if (before === undefined) return { outcome: "invalid_cursor" };
  const { organizationId, mode } = context.actor;
  const rows = await context.database
    .selectFrom("bounces")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("mode", "=", mode)
    .where("number", "<", before)
    .orderBy("number", "desc")
    .limit(input.limit + 1)
    .execute();
  const { shown, more } = cutPage(rows, input.limit, ({ number }) => encodeCursor(number));
  return {
    outcome: "listed",
    page: {
      data: shown.map((row) => ({
        status: row.decision,
        entry: row.entry_id,
        email: row.email,
        dsn: row.dsn,
        received_at: row.received_at.toISOString(),
        reported_at: row.created_at.toISOString(),
      })),
      ...more,
    },
  };
}

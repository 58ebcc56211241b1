import type { SuppressionPage, SuppressionQuery } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { decodeCursor, encodeCursor } from "#cursor.ts";
import { presentSuppression } from "#suppression/present.ts";
import { suppressionValue } from "#suppression/value.ts";

export type ListSuppressionsOutcome =
  | { readonly outcome: "listed"; readonly page: SuppressionPage }
  | { readonly outcome: "invalid_cursor" };

/** The organization's own suppressions, newest first. Those of the whole server are the operator's. */
export async function listSuppressions(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  input: SuppressionQuery,
): Promise<ListSuppressionsOutcome> {
  const before = input.cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeCursor(input.cursor);
  if (before === undefined) return { outcome: "invalid_cursor" };
  let query = context.database
    .selectFrom("suppressions")
    .selectAll()
    .where("organization_id", "=", context.actor.organizationId)
    .where("number", "<", before);
  if (input.kind !== undefined) query = query.where("kind", "=", input.kind);
  if (input.value !== undefined) {
    const kind = input.value.trim().replace(/^@/, "").includes("@") ? "email" : "domain";
    query = query.where("value", "=", suppressionValue(kind, input.value) ?? "").where("kind", "=", kind);
  }
  const rows = await query
    .orderBy("number", "desc")
    .limit(input.limit + 1)
    .execute();
  const shown = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? shown.at(-1) : undefined;
  return {
    outcome: "listed",
    page: {
      data: shown.map(presentSuppression),
      next_cursor: last === undefined ? null : encodeCursor(last.number),
      has_more: last !== undefined,
    },
  };
}

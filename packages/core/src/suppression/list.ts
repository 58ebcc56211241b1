import type { SuppressionKind, SuppressionPage, SuppressionQuery } from "@winnow/contracts";
import type { Context } from "#context.ts";
import { listOf, type SuppressingActor } from "#suppression/owner.ts";
import { cutPage, decodeCursor, encodeCursor } from "#cursor.ts";
import { presentSuppression } from "#suppression/present.ts";
import { suppressionValue } from "#suppression/value.ts";

export type ListSuppressionsOutcome =
  | { readonly outcome: "listed"; readonly page: SuppressionPage }
  | { readonly outcome: "invalid_cursor" };

/** The suppressions of the actor's organization, or the server's for its operator; newest first. */
export async function listSuppressions(
  context: Pick<Context<SuppressingActor>, "database" | "actor">,
  input: SuppressionQuery,
): Promise<ListSuppressionsOutcome> {
  const before = input.cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeCursor(input.cursor);
  if (before === undefined) return { outcome: "invalid_cursor" };
  const owner = listOf(context.actor);
  let query = context.database
    .selectFrom("suppressions")
    .selectAll()
    .where("organization_id", owner === null ? "is" : "=", owner)
    .where("number", "<", before);
  if (input.kind !== undefined) query = query.where("kind", "=", input.kind);
  if (input.value !== undefined) {
    const kind = kindOf(input.value);
    query = query.where("value", "=", suppressionValue(kind, input.value) ?? "").where("kind", "=", kind);
  }
  const rows = await query
    .orderBy("number", "desc")
    .limit(input.limit + 1)
    .execute();
  const { shown, more } = cutPage(rows, input.limit, ({ number }) => encodeCursor(number));
  return {
    outcome: "listed",
    page: {
      data: shown.map(presentSuppression),
      ...more,
    },
  };
}

/** What kind of value a text looks like: `a@b`, a profile or `name|place`, else a domain. */
function kindOf(text: string): SuppressionKind {
  if (text.includes("|") || text.includes("/")) return "person";
  return text.trim().replace(/^@/, "").includes("@") ? "email" : "domain";
}

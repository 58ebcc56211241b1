import type { AddSuppressions, AddSuppressionsAnswer } from "@winnow/contracts";
import { inTransaction } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import type { Context } from "#context.ts";
import { listOf, type SuppressingActor } from "#suppression/owner.ts";
import { presentSuppression } from "#suppression/present.ts";
import { suppressionValue } from "#suppression/value.ts";

export type AddSuppressionsOutcome =
  | { readonly outcome: "added"; readonly answer: AddSuppressionsAnswer }
  /** Nothing was stored; these values do not have the form of their kind. */
  | { readonly outcome: "invalid"; readonly indexes: readonly number[] };

/** Suppresses for the actor's organization in both modes, or for the whole server. Adding one again changes nothing. */
export async function addSuppressions(
  context: Pick<Context<SuppressingActor>, "database" | "actor">,
  input: AddSuppressions,
): Promise<AddSuppressionsOutcome> {
  const wanted = input.suppressions.map(({ kind, value }) => ({
    kind,
    value: suppressionValue(kind, value),
  }));
  const indexes = wanted.flatMap(({ value }, index) => (value === undefined ? [index] : []));
  if (indexes.length > 0) return { outcome: "invalid", indexes };
  const owner = listOf(context.actor);
  return inTransaction(context.database, async (transaction): Promise<AddSuppressionsOutcome> => {
    const kinds = wanted.map(({ kind }) => kind);
    const values = wanted.map(({ value }) => value ?? "");
    await sql`
      insert into suppressions (id, organization_id, kind, value)
      select id, ${owner}, kind, value from (
        select distinct on (w.kind, w.value) w.*
        from unnest(${wanted.map(() => createId("sup"))}::text[], ${kinds}::text[], ${values}::text[])
          with ordinality as w (id, kind, value, position)
        order by w.kind, w.value, w.position
      ) w order by w.position
      on conflict (value, kind, organization_id) do nothing`.execute(transaction);
    const stored = await transaction
      .selectFrom("suppressions")
      .selectAll()
      .where("organization_id", owner === null ? "is" : "=", owner)
      .where("value", "in", values)
      .execute();
    const byName = new Map(stored.map((one) => [`${one.kind} ${one.value}`, presentSuppression(one)]));
    return {
      outcome: "added",
      answer: { data: wanted.flatMap(({ kind, value }) => byName.get(`${kind} ${value}`) ?? []) },
    };
  });
}

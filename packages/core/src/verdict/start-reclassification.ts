import type { Reclassification, StartReclassification } from "@winnow/contracts";
import { createId } from "@winnow/runtime";
import type { Context } from "#context.ts";
import { presentReclassification } from "#verdict/present.ts";

/**
 * Requests that every stored result is judged again by today's rules, without contacting mail hosts. A worker does it;
 * several requests are done one after the other.
 */
export async function startReclassification(
  { database }: Context<{ readonly type: "operator" }>,
  { dry_run: dryRun }: StartReclassification,
): Promise<Reclassification> {
  const run = await database
    .insertInto("reclassification_runs")
    .values({ id: createId("rcl"), dry_run: dryRun })
    .returningAll()
    .executeTakeFirstOrThrow();
  return presentReclassification(run);
}

/** @returns undefined for an unknown id. */
export async function showReclassification(
  { database }: Context<{ readonly type: "operator" }>,
  input: { readonly id: string },
): Promise<Reclassification | undefined> {
  const run = await database
    .selectFrom("reclassification_runs")
    .selectAll()
    .where("id", "=", input.id)
    .executeTakeFirst();
  return run && presentReclassification(run);
}

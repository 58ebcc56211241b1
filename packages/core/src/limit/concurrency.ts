import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import type { Context } from "#context.ts";

/** How many calls of one subject may be at work at once, in all processes together. */
export interface ConcurrencyPolicy {
  readonly name: string;
  readonly most: number;
  /** The longest time of a call: after that its slot is free, even if its process died. */
  readonly withinMs: number;
}

export type ConcurrencyOutcome<Result> =
  | { readonly outcome: "done"; readonly result: Result }
  | { readonly outcome: "too_many" };

/** Does `work` in one of the subject's slots, unless all are taken. One atomic step, on the database's clock. */
export async function withSlot<Result>(
  context: Pick<Context, "database">,
  { policy, subject }: { readonly policy: ConcurrencyPolicy; readonly subject: string },
  work: () => Promise<Result>,
): Promise<ConcurrencyOutcome<Result>> {
  const id = createId("req");
  const { rows } = await sql<{ entered: boolean }>`
    select enter_call(${id}, ${subject}, ${policy.most}::int, ${`${policy.withinMs} milliseconds`}::interval) as entered`.execute(
    context.database,
  );
  if (rows[0]?.entered !== true) return { outcome: "too_many" };
  try {
    return { outcome: "done", result: await work() };
  } finally {
    await context.database.deleteFrom("waiting_calls").where("id", "=", id).execute();
  }
}

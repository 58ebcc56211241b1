import type { EmailStatus, RowStatus } from "@winnow/contracts";
import type { Tally } from "@winnow/database";

/** Adds rows to a tally, by how they ended and by the status of their email. */
export function addToTally(
  tally: Tally,
  ended: { readonly status: RowStatus; readonly emailStatus: EmailStatus | null },
  rows = 1,
): void {
  const { status, emailStatus } = ended;
  tally[`status.${status}`] = (tally[`status.${status}`] ?? 0) + rows;
  if (emailStatus !== null) tally[`email.${emailStatus}`] = (tally[`email.${emailStatus}`] ?? 0) + rows;
}

/** What a tally holds under a prefix, by the names that have rows, in the order of `names`. */
export function countsOf<Name extends string>(
  tally: Readonly<Tally>,
  prefix: "status" | "email",
  names: readonly Name[],
): Partial<Record<Name, number>> {
  const entries = names.flatMap((name) => {
    const count = tally[`${prefix}.${name}`];
    return count === undefined ? [] : [[name, count] as const];
  });
  return Object.fromEntries(entries) as Partial<Record<Name, number>>;
}

import type { ChargeBasis } from "@winnow/contracts";
import type { ReleaseReason } from "@winnow/credits";
import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Lease } from "#chunk/lease.ts";
import type { RowOutcome } from "#chunk/outcome.ts";
import { findPaidByTrial, trialSubject } from "#chunk/paid-by-trial.ts";

type FinalOutcome = Extract<RowOutcome, { type: "final" }>;

/** A finished row and what it costs; `release` says why its reserved credit goes back, null where it is captured. */
export interface ChargedRow {
  readonly outcome: FinalOutcome;
  readonly millicredits: number;
  readonly basis: ChargeBasis | null;
  readonly release: ReleaseReason | null;
}

/**
 * Of what rows are to be paid for, that which the organization owns already: contacts, and addresses that a trial and its
 * file have in common. It never loses what it owns.
 */
export async function readOwned(
  connection: Connection,
  job: Lease["job"],
  final: readonly FinalOutcome[],
): Promise<ReadonlySet<string>> {
  const tried = job.kind === "verify" && job.upload_id !== null;
  const paid = tried ? await findPaidByTrial(connection, job, final) : [];
  const subjects = final.flatMap(({ billable }) => billable?.subject ?? []);
  if (subjects.length === 0) return new Set(paid);
  const entitlements = await connection
    .selectFrom("entitlements")
    .select("subject")
    .where("organization_id", "=", job.organization_id)
    .where("mode", "=", job.mode)
    // One array, not a list of parameters: planning a statement with hundreds of them takes longer than it runs.
    .where(sql<boolean>`subject = any(${subjects}::text[])`)
    .execute();
  return new Set([...paid, ...entitlements.map(({ subject }) => subject)]);
}

/** What each row costs: nothing when it is free, or when what it found is owned, by then or by a row before it. */
export function chargeRows(
  job: Lease["job"],
  final: readonly FinalOutcome[],
  owned: ReadonlySet<string>,
): ChargedRow[] {
  const known = new Set(owned);
  return final.map((outcome) => {
    if (outcome.billable === null) return { outcome, millicredits: 0, basis: null, release: outcome.release };
    const { basis, subject } = outcome.billable;
    if (known.has(subject ?? trialSubject(outcome))) {
      return { outcome, millicredits: 0, basis: "owned", release: "owned" };
    }
    if (subject !== null) known.add(subject);
    return { outcome, millicredits: job.price_millicredits, basis, release: null };
  });
}

/**
 * What was billed is owned from now on, also at a price of 0.
 * @returns false when another job came to own some of it, which was free for one of the two: the paid ones wait for the wallet.
 */
export async function insertEntitlements(
  transaction: Connection,
  job: Lease["job"],
  charged: readonly ChargedRow[],
  captureEntryId: string,
): Promise<boolean> {
  const subjects = charged.flatMap(({ release, outcome }) =>
    release === null && outcome.billable?.subject ? [outcome.billable.subject] : [],
  );
  if (subjects.length === 0) return true;
  const inserted = await sql`
    insert into entitlements (organization_id, mode, subject, entry_id)
    select ${job.organization_id}, ${job.mode}, subject, ${job.price_millicredits > 0 ? captureEntryId : null}
    from unnest(${subjects}::text[]) as subject
    on conflict do nothing`.execute(transaction);
  return Number(inserted.numAffectedRows ?? 0) === subjects.length;
}

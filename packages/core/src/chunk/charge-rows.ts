import type { ChargeBasis } from "@winnow/contracts";
import type { ReleaseReason } from "@winnow/credits";
import type { Connection } from "@winnow/database";
import type { Tenant } from "#context.ts";
import type { Lease } from "#chunk/lease.ts";
import type { RowOutcome } from "#chunk/outcome.ts";
import { insertOwned, readOwned } from "#person/owned.ts";
import { findPaidByTrial, trialSubject } from "#chunk/paid-by-trial.ts";

type FinalOutcome = Extract<RowOutcome, { type: "final" }>;

/** A finished row and what it costs; `release` says why its reserved credit is released, null where it is captured. */
export interface ChargedRow {
  readonly outcome: FinalOutcome;
  readonly millicredits: number;
  readonly basis: ChargeBasis | null;
  readonly release: ReleaseReason | null;
}

/**
 * The subjects of these rows that the organization owns already: contacts, and addresses that a trial and its file have in
 * common. Ownership never ends.
 */
export async function readOwnedOf(
  connection: Connection,
  job: Lease["job"],
  final: readonly FinalOutcome[],
): Promise<ReadonlySet<string>> {
  const tried = job.kind === "verify" && job.upload_id !== null;
  const paid = tried ? await findPaidByTrial(connection, job, final) : [];
  const subjects = final.flatMap(({ billable }) => billable?.subject ?? []);
  const owned = await readOwned(connection, tenantOf(job), subjects);
  return new Set([...paid, ...owned]);
}

/**
 * What each row costs. A row is free when its outcome is, or when what it found is owned already or billed by an earlier
 * row.
 */
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
 * Records ownership of what was billed, also at a price of 0.
 * @returns false when another job came to own some of it meanwhile. One of the two jobs is free, for paid jobs wait for
 * each other at the wallet.
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
  const entryId = job.price_millicredits > 0 ? captureEntryId : null;
  return (await insertOwned(transaction, tenantOf(job), subjects, entryId)) === subjects.length;
}

function tenantOf(job: Lease["job"]): Tenant {
  return { organizationId: job.organization_id, mode: job.mode };
}

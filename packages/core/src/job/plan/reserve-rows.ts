import type { Connection, JobTable } from "@winnow/database";
import type { Selectable } from "kysely";
import { reserveForJob } from "#credit/reserve-for-job.ts";
import { readLimits, shortagesOf, type Limits, type Shortage } from "#credit/shortage.ts";
import { lockKeyBudget } from "#key/budget.ts";

/** Why a job does not start: it waits for a grant, or it fails for the reason. */
export type Unaffordable = "hold" | Shortage["code"];

export type ReservedRows =
  | { readonly rows: number; readonly reservationId: string | null }
  | { readonly unaffordable: Unaffordable };

/** Reserves for as many rows as the limits of the job's caller and its `on_insufficient` allow, in the caller's transaction. */
export async function reserveRows(
  transaction: Connection,
  job: Selectable<JobTable>,
  billable: number,
): Promise<ReservedRows> {
  await lockKeyBudget(transaction, job.key_id);
  const limits = await readLimits(transaction, {
    tenant: { organizationId: job.organization_id, mode: job.mode },
    keyId: job.key_id,
    maxMillicredits: job.max_millicredits,
  });
  return reserveWithin(transaction, job, billable, limits);
}

async function reserveWithin(
  transaction: Connection,
  job: Selectable<JobTable>,
  billable: number,
  limits: Limits,
): Promise<ReservedRows> {
  const affordable = affordableRows(job, billable, limits);
  if ("unaffordable" in affordable) return affordable;
  const { rows } = affordable;
  const tenant = { organizationId: job.organization_id, mode: job.mode };
  const amountMillicredits = rows * job.price_millicredits;
  const reserved = await reserveForJob(transaction, tenant, { id: job.id, amountMillicredits });
  if (reserved.outcome === "reserved") return { rows, reservationId: reserved.reservationId };
  // Another job reserved the credits first.
  const wallet = reserved.availableMillicredits;
  return reserveWithin(transaction, job, billable, { ...limits, wallet });
}

function affordableRows(
  job: Selectable<JobTable>,
  billable: number,
  limits: Limits,
): { readonly rows: number } | { readonly unaffordable: Unaffordable } {
  const price = job.price_millicredits;
  const shortages = shortagesOf(billable * price, limits);
  const [tightest] = shortages;
  if (tightest === undefined) return { rows: billable };
  switch (job.on_insufficient) {
    case "reject":
      return { unaffordable: tightest.code };
    case "hold":
      // A grant raises neither a cap nor a ceiling, so a job is never held for them.
      return { unaffordable: shortages.find(({ limit }) => limit !== "wallet")?.code ?? "hold" };
    case "partial": {
      const rows = Math.floor(tightest.availableMillicredits / price);
      return rows === 0 ? { unaffordable: tightest.code } : { rows };
    }
  }
}

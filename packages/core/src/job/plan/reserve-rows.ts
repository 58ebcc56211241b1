import { reserve } from "@winnow/credits";
import type { Connection, JobTable } from "@winnow/database";
import type { Selectable } from "kysely";
import { readLimits, shortagesOf, type Limits, type Shortage } from "#credit/shortage.ts";
import { lockKeyBudget } from "#key/budget.ts";
import { priceMillicredits } from "#price/price.ts";

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
  const amountMillicredits = rows * priceMillicredits[job.kind];
  if (amountMillicredits === 0) return { rows, reservationId: null };
  const reserved = await reserve(transaction, {
    organizationId: job.organization_id,
    mode: job.mode,
    jobId: job.id,
    amountMillicredits,
    idempotencyKey: `reserve:${job.id}`,
  });
  switch (reserved.outcome) {
    case "reserved":
    case "replayed":
      return { rows, reservationId: reserved.reservationId };
    case "insufficient_credits": {
      // Another job was faster. The wallet is locked from now on: what it holds stays.
      const wallet = reserved.availableMillicredits;
      return reserveWithin(transaction, job, billable, { ...limits, wallet });
    }
    case "key_reused":
      throw new Error(`the reservation of ${job.id} was made otherwise`);
  }
}

function affordableRows(
  job: Selectable<JobTable>,
  billable: number,
  limits: Limits,
): { readonly rows: number } | { readonly unaffordable: Unaffordable } {
  const price = priceMillicredits[job.kind];
  const shortages = shortagesOf(billable * price, limits);
  const [tightest] = shortages;
  if (tightest === undefined) return { rows: billable };
  switch (job.on_insufficient) {
    case "reject":
      return { unaffordable: tightest.code };
    case "hold":
      // Neither a cap nor a ceiling grows by a grant, so a job is never held for them.
      return { unaffordable: shortages.find(({ limit }) => limit !== "wallet")?.code ?? "hold" };
    case "partial": {
      const rows = Math.floor(tightest.availableMillicredits / price);
      return rows === 0 ? { unaffordable: tightest.code } : { rows };
    }
  }
}

import { BillableStatus, type EmailStatus } from "@winnow/contracts";

/** Whether a result with this status is billed. @param chargeOn what was quoted: of a job, its `charge_on`. */
export function isBilled(status: EmailStatus, chargeOn: readonly BillableStatus[]): status is BillableStatus {
  return chargeOn.some((billable) => billable === status);
}

/** Whether a status is one that can be billed at all. */
export function canBeBilled(status: EmailStatus): status is BillableStatus {
  return isBilled(status, BillableStatus.options);
}

/** The billable statuses that a caller chose: it may narrow them, but not add to them. */
export function narrowBillable(
  billable: readonly BillableStatus[],
  wanted: readonly BillableStatus[],
): BillableStatus[] {
  return billable.filter((status) => wanted.includes(status));
}

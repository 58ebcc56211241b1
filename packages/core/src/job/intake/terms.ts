import type { JobOptions } from "@winnow/contracts";
import { MILLICREDITS_PER_CREDIT } from "@winnow/credits";
import type { DatabaseOutput } from "@winnow/database";
import { invalidMember } from "#job/intake/refusal.ts";
import { narrowBillable } from "#price/billing.ts";
import type { Price } from "#price/price-list.ts";

/** Priorities of messages. */
const WAITED_FOR = 1;
const BULK = { normal: 10, low: 20 } as const;

/** What a caller and the server agreed on for a job, as the job stores it. A rerun has the same terms. */
export type JobTerms = Pick<
  DatabaseOutput<"jobs">,
  | "kind"
  | "priority"
  | "price_millicredits"
  | "charge_on"
  | "reveals"
  | "max_millicredits"
  | "on_insufficient"
  | "max_wait_seconds"
  | "max_age_seconds"
  | "endpoint_id"
  | "callback_url"
>;

/** 1 is first. */
export function messagePriority(options: JobOptions, single = false): number {
  return single ? WAITED_FOR : BULK[options.priority];
}

/**
 * The terms of a job that a caller describes by its options, at the price that it is quoted.
 * @throws Refused when `charge_on` names nothing that is billable here.
 */
export function termsOf(
  options: JobOptions,
  quoted: {
    readonly price: Price;
    readonly endpointId: string | null;
    readonly single?: boolean | undefined;
  },
): JobTerms {
  const { price, endpointId, single } = quoted;
  const chargeOn = narrowBillable(price.billable, options.charge_on);
  if (chargeOn.length === 0) throw notBillable(price);
  return {
    kind: options.kind,
    priority: messagePriority(options, single),
    price_millicredits: price.millicredits,
    charge_on: chargeOn,
    reveals: false,
    max_millicredits:
      options.max_credits === undefined ? null : options.max_credits * MILLICREDITS_PER_CREDIT,
    on_insufficient: options.on_insufficient,
    max_wait_seconds: options.max_wait,
    max_age_seconds: options.max_age,
    endpoint_id: endpointId,
    callback_url: options.callback_url ?? null,
  };
}

function notBillable({ billable }: Price) {
  const message = `None of these statuses is billed here, only ${billable.join(" and ")}.`;
  return invalidMember("/charge_on", "not_billable", message);
}

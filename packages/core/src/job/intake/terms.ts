import type { JobOptions } from "@winnow/contracts";
import { MILLICREDITS_PER_CREDIT } from "@winnow/credits";
import type { DatabaseOutput } from "@winnow/database";

/** Priorities of messages. */
const WAITED_FOR = 1;
const BULK = { normal: 10, low: 20 } as const;

/** What a caller and the server agreed on for a job, as the job keeps it. A job that is run again keeps it, too. */
export type JobTerms = Pick<
  DatabaseOutput<"jobs">,
  | "kind"
  | "priority"
  | "charge_on"
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

/** The terms of a job that a caller describes by its options. */
export function termsOf(
  options: JobOptions,
  {
    endpointId,
    single = false,
  }: { readonly endpointId: string | null; readonly single?: boolean | undefined },
): JobTerms {
  return {
    kind: options.kind,
    priority: messagePriority(options, single),
    charge_on: options.charge_on,
    max_millicredits:
      options.max_credits === undefined ? null : options.max_credits * MILLICREDITS_PER_CREDIT,
    on_insufficient: options.on_insufficient,
    max_wait_seconds: options.max_wait,
    max_age_seconds: options.max_age,
    endpoint_id: endpointId,
    callback_url: options.callback_url ?? null,
  };
}

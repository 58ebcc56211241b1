import type { ErrorDefinition } from "./definition.ts";

/** Refusals of work: credits, the state of a job, its results, and addresses that may not be processed. */
export const jobErrors = {
  insufficient_credits: {
    status: 402,
    title: "Not enough credits",
    retryable: false,
    cause:
      'The call may cost "required" credits, and the wallet or max_credits leaves "available". Nothing was stored or charged.',
    hint: "Add credits, send fewer rows, or choose on_insufficient=partial or hold.",
  },
  key_budget_exceeded: {
    status: 402,
    title: "The key's own ceiling is reached",
    retryable: false,
    cause:
      "The call would cost more than max_credits_per_day or max_credits_total of the key leaves. The wallet may hold more.",
    hint: "Raise the ceiling of this key, or use another key.",
  },
  job_state_conflict: {
    status: 409,
    title: "The job's state does not allow this",
    retryable: false,
    cause: "The job is in a state from which the requested step is not possible.",
    hint: 'Read the job first; "job_status" is the state that it is in.',
  },
  upload_started: {
    status: 409,
    title: "A job was started from this upload",
    retryable: false,
    cause: "One upload starts one job, and an earlier call started a job from this upload.",
    hint: 'Read the job that "job_id" names. To start another job, preview the file again.',
  },
  results_expired: {
    status: 410,
    title: "The rows and results of this job are no longer kept",
    retryable: false,
    cause: "The retention period of the results has ended, or their owner deleted them.",
    hint: "Send the file again as a new job. The old job keeps its counts and credits only.",
  },
  suppressed: {
    status: 451,
    title: "This address is suppressed",
    retryable: false,
    cause:
      "The email or its domain is on a suppression list. The server did not process it and charged nothing.",
    hint: "Leave the address out. An owner of the list can remove the entry if it is wrong.",
  },
} as const satisfies Record<string, ErrorDefinition>;

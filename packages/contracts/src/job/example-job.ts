import { exampleCallback, exampleIds, exampleTimes } from "../example-world.ts";

const path = `/v1/jobs/${exampleIds.job}`;

/** Three rows were verified: one address is valid, one invalid, one a duplicate. */
export const exampleJob = {
  id: exampleIds.job,
  kind: "verify",
  mode: "test",
  status: "completed",
  reason: null,
  counts: {
    submitted: 3,
    billable: 2,
    owned: 0,
    duplicate: 1,
    invalid_input: 0,
    suppressed: 0,
    done: 3,
    pending: 0,
    by_status: { verified: 2, duplicate: 1 },
    by_email_status: { valid: 1, invalid: 1 },
  },
  credits: { reserved: 0, captured: 1, released: 1, refunded: 0 },
  callback_url: exampleCallback,
  created_at: exampleTimes.created,
  started_at: exampleTimes.started,
  ended_at: exampleTimes.ended,
  progress: { rows_per_second: null, estimated_end_at: null, deferred: 0, next_attempt_at: null },
  results_expire_at: "2027-02-21T09:30:02.480Z",
  results_deleted_at: null,
  links: { self: path, results: `${path}/results`, cancel: `${path}/cancel` },
};

/** The same job while it waits for a grant. */
export const exampleHeldJob = {
  ...exampleJob,
  status: "held",
  reason: "insufficient_credits",
  counts: {
    ...exampleJob.counts,
    billable: 0,
    duplicate: 0,
    done: 0,
    pending: 3,
    by_status: {},
    by_email_status: {},
  },
  credits: { reserved: 0, captured: 0, released: 0, refunded: 0 },
  started_at: null,
  ended_at: null,
  results_expire_at: null,
};

/** The same job, for which there were too few credits. */
export const exampleFailedJob = {
  ...exampleHeldJob,
  status: "failed",
  ended_at: exampleTimes.ended,
  results_expire_at: exampleJob.results_expire_at,
};

import { at, HOSTILE_TEXT, type TableRows } from "./table-rows.ts";

/** Before jobs, which refer to them. */
export const endpoints: readonly TableRows[] = [
  {
    table: "endpoints",
    rows: [
      {
        id: "end_1",
        organization_id: "org_1",
        mode: "live",
        url: "https://one.test/hook",
        registered: true,
        event_types: ["job.completed"],
        sequence: 2,
        epoch: 4,
        leased_until: at(50),
        failing_since: at(40),
        disabled_at: at(60),
        created_at: at(10),
      },
      {
        id: "end_2",
        organization_id: "org_2",
        mode: "test",
        url: "http://127.0.0.1/",
        registered: false,
        sequence: 0,
        epoch: 0,
        created_at: at(11),
      },
    ],
  },
];

/** Events of jobs, and their deliveries. */
export const deliveries: readonly TableRows[] = [
  {
    table: "events",
    rows: [
      {
        id: "evt_1",
        organization_id: "org_1",
        mode: "live",
        type: "job.completed",
        job_id: "job_1",
        page: 1,
        endpoint_id: "end_1",
        transaction_id: "700",
        data: { job: HOSTILE_TEXT },
        created_at: at(25),
      },
      {
        id: "evt_2",
        organization_id: "org_1",
        mode: "live",
        type: "rows.batch",
        job_id: "job_1",
        page: 2,
        transaction_id: "701",
        created_at: at(26),
      },
    ],
  },
  {
    table: "deliveries",
    rows: [
      {
        id: "del_1",
        endpoint_id: "end_1",
        event_id: "evt_1",
        sequence: 1,
        body: HOSTILE_TEXT,
        state: "delivered",
        attempts: 2,
        next_attempt_at: at(27),
        rung_at: at(27),
        delivered_at: at(28),
      },
      {
        id: "del_2",
        endpoint_id: "end_1",
        event_id: "evt_2",
        sequence: 2,
        body: "{}",
        state: "pending",
        attempts: 0,
        next_attempt_at: at(29),
      },
    ],
  },
  {
    table: "delivery_attempts",
    rows: [
      { delivery_id: "del_1", attempt: 1, outcome: "timeout", duration_ms: 10_000, at: at(27) },
      {
        delivery_id: "del_1",
        attempt: 2,
        outcome: "delivered",
        status: 200,
        detail: HOSTILE_TEXT,
        duration_ms: 12,
        at: at(28),
      },
    ],
  },
];

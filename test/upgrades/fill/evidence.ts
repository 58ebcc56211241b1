import { at, bytes, HOSTILE_TEXT, type TableRows } from "./table-rows.ts";

const BUDGET = { mode: "live", provider: "google", egress: "direct" };

/** Evidence of verdicts, outcomes, and the states of mail providers and egress addresses. */
export const evidence: readonly TableRows[] = [
  {
    table: "bounces",
    rows: [
      {
        organization_id: "org_1",
        mode: "live",
        email: "Ada@one.test",
        address: "ada@one.test",
        dsn: "5.1.1",
        received_at: at(30),
        decision: "refunded",
        entry_id: "ent_5",
        created_at: at(31),
      },
      {
        organization_id: "org_1",
        mode: "live",
        email: HOSTILE_TEXT,
        dsn: "4.0.0",
        received_at: at(30),
        decision: "soft_bounce",
        created_at: at(32),
      },
    ],
  },
  {
    table: "bouncing_domains",
    rows: [{ mode: "live", domain: "one.test", accepted: 9, bounced: 3, last_bounce_at: at(30) }],
  },
  {
    table: "verification_attempts",
    rows: [
      {
        job_number: 1,
        row: 1,
        attempt: 1,
        address: "ada@one.test",
        email_status: "unknown",
        email_reason: "greylisted",
        why: HOSTILE_TEXT,
        evidence: { reply: HOSTILE_TEXT },
        classifier_version: "2",
        verdict_version: "3",
        at: at(23),
      },
    ],
  },
  {
    table: "reclassification_runs",
    rows: [
      {
        id: "run_1",
        dry_run: false,
        classifier_version: "3",
        verdict_version: "4",
        job_number: 1,
        row: 2,
        examined: 2,
        refunds: 1,
        refunded_millicredits: 200,
        changes: { "valid/accepted>invalid/rejected": 1 },
        created_at: at(33),
        ended_at: at(34),
      },
      {
        id: "run_2",
        dry_run: true,
        job_number: 0,
        row: 0,
        examined: 0,
        refunds: 0,
        refunded_millicredits: 0,
        changes: {},
        created_at: at(35),
      },
    ],
  },
  {
    table: "reclassifications",
    rows: [
      {
        job_number: 1,
        row: 1,
        number: 1,
        run_id: "run_1",
        from_status: "valid",
        from_reason: "accepted",
        to_status: "invalid",
        to_reason: "rejected",
        why: HOSTILE_TEXT,
        from_classifier_version: "2",
        from_verdict_version: "3",
        classifier_version: "3",
        verdict_version: "4",
        at: at(34),
      },
    ],
  },
  {
    table: "score_outcomes",
    rows: [
      {
        mode: "live",
        address_hash: bytes(9),
        bucket: "google",
        good: false,
        source: "bounce",
        predicted_at: at(24),
        observed_at: at(30),
      },
    ],
  },
  {
    table: "score_fits",
    rows: [{ model: "m1", observed_until: at(30), calibration: { live: [0.1, 0.2] }, fitted_at: at(36) }],
  },
  {
    table: "score_buckets",
    rows: [
      { mode: "live", bucket: "google", outcomes: 77, score: 0.1, model: "m1" },
      { mode: "test", bucket: "other", outcomes: 0, model: "m1" },
    ],
  },
  {
    table: "mail_provider_budgets",
    rows: [
      {
        ...BUDGET,
        session_window: 2,
        session_max: 8,
        calm: 1,
        last_grant: 5,
        throttled_grant: 4,
        arrival: at(24),
        paused_until: at(28),
        pauses: 2,
        throttled_at: at(23),
        blocked_at: at(22),
        reply: HOSTILE_TEXT,
        used_at: at(24),
      },
    ],
  },
  {
    table: "mail_provider_pauses",
    rows: [{ mode: "live", provider: "google", paused_until: at(90), reason: HOSTILE_TEXT }],
  },
  {
    table: "mail_provider_grants",
    rows: [{ ...BUDGET, recipients: 3, per: "00:00:01.5", expires_at: at(25) }],
  },
  {
    table: "mail_provider_counts",
    rows: [{ ...BUDGET, since: at(20), sessions: 3, asked: 9, throttled: 1, blocked: 0 }],
  },
  {
    table: "egress_health",
    rows: [
      {
        egress: "direct",
        address: "192.0.2.1",
        healthy: "no",
        checks: [{ name: "reverse_dns", evidence: [HOSTILE_TEXT] }],
        checked_at: at(20),
        since: at(10),
        audit_due_at: at(80),
        valid_until: at(85),
      },
    ],
  },
  { table: "workers", rows: [{ id: "wor_1", egress: "direct", started_at: at(1), seen_at: at(40) }] },
];

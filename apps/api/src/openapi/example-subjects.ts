import * as contracts from "@winnow/contracts";

/** What the examples of the contract are about: one organization, its member, key, job, row… */
export const EVENT_ID = "evt_01kaqvj2v4w7z0c3f6j9m2p5r8";
export const UPLOAD_ID = "upl_01kaqvb3c6f9j2m5p8s1v4y7z0";
export const CREATED = "2026-11-23T09:30:00.000Z";
export const organization = { id: "org_01kaqv2wtefhr9m3c0d8n5x7yz", name: "Acme" };
export const member: contracts.Member = {
  id: "mem_01kaqv2wtf0x4q1d7kz5rj8s2b",
  email: "ada@acme.test",
  name: "Ada",
  role: "owner",
  created_at: CREATED,
};
export const invitation: contracts.Invitation = {
  id: "inv_01kaqv8n3yb6t0f2m4w9e1h7cd",
  email: "grace@acme.test",
  role: "member",
  created_at: CREATED,
  expires_at: "2026-12-07T09:30:00.000Z",
};
export const key: contracts.Key = {
  id: "key_01kaqv2wtg5m8p3s6y1b4e7h0k",
  name: "nightly import",
  mode: "test",
  scopes: ["verify", "jobs:read", "jobs:write"],
  token_start: "wn_test_4x",
  token_last_four: "Qm2Z",
  allowed_addresses: ["203.0.113.0/24"],
  max_credits_per_day: 500,
  max_credits_total: null,
  expires_at: null,
  revoked_at: null,
  revoked_reason: null,
  previous_token_until: null,
  last_used_at: null,
  created_at: CREATED,
};
export const wallet: contracts.Wallet = {
  mode: "test",
  granted: 1000,
  available: 96,
  reserved: 4,
  spent: 900,
};
export const job: contracts.Job = {
  id: "job_01kaqvc7h2n5q8t1w4z7b0e3gk",
  kind: "verify",
  mode: "test",
  status: "completed",
  reason: null,
  counts: {
    submitted: 3,
    billable: 2,
    duplicate: 1,
    owned: 0,
    invalid_input: 0,
    suppressed: 0,
    done: 3,
    pending: 0,
    by_status: { verified: 2, duplicate: 1 },
    by_email_status: { valid: 1, invalid: 1 },
  },
  credits: { reserved: 0, captured: 1, released: 1, refunded: 0 },
  callback_url: "https://crm.example/hooks/winnow",
  created_at: CREATED,
  started_at: "2026-11-23T09:30:00.120Z",
  ended_at: "2026-11-23T09:30:02.480Z",
  progress: { rows_per_second: null, estimated_end_at: null, deferred: 0, next_attempt_at: null },
  results_expire_at: "2027-02-21T09:30:02.480Z",
  results_deleted_at: null,
  links: {
    self: "/v1/jobs/job_01kaqvc7h2n5q8t1w4z7b0e3gk",
    results: "/v1/jobs/job_01kaqvc7h2n5q8t1w4z7b0e3gk/results",
    cancel: "/v1/jobs/job_01kaqvc7h2n5q8t1w4z7b0e3gk/cancel",
  },
};
export const row: contracts.Row = {
  ref: "crm-17",
  row: 1,
  status: "verified",
  reason: null,
  input: { email: "ada@acme.test" },
  email: {
    address: "ada@acme.test",
    masked: false,
    status: "valid",
    reason: "accepted",
    score: 0.9731,
    score_basis: { outcomes: 1840, required: 50, model: "2026-11-26.1/412" },
    checked_at: "2026-11-23T09:30:02.110Z",
    flags: { role: false, free: false, disposable: false },
    did_you_mean: null,
    reclassified: null,
  },
  contact: null,
  charge: { credits: 1, entry: "ent_01kaqvd0m3p6s9v2y5a8c1f4hj", basis: "verification" },
  duplicate_of: null,
  attempts: [],
};
export const suppression: contracts.Suppression = {
  id: "sup_01kaqvf9z2c5g8k1n4r7v0y3b6",
  kind: "email",
  value: "ada@acme.test",
  created_at: CREATED,
};
const CONTACT_ID = "ct_01kaqvg4m7q0t3w6z9c2f5j8n1";
export const company: contracts.ContactCompany = {
  name: "Acme",
  domain: "acme.test",
  industry: "Software",
  size: "51-200",
};
export const found: contracts.FoundContact = {
  id: CONTACT_ID,
  ...examplesOf(contracts.SHOWN_FIELDS),
  company,
  email: "a••@acme.test",
  email_status: "valid",
  verified_at: CREATED,
  owned: false,
};
export const revealed: contracts.RowContact = {
  id: CONTACT_ID,
  ...examplesOf(contracts.PROFILE_FIELDS),
  match: null,
  sources: Object.fromEntries(contracts.PROFILE_FIELDS.map((field) => [field, "directory"])),
};
export const mailProvider: contracts.MailProvider = {
  provider: "google",
  egress: "203.0.113.7",
  mode: "live",
  state: "paused",
  sessions: { open: 0, window: 1, max: 8 },
  pause: {
    by: "throttling",
    until: "2026-11-23T09:34:00.000Z",
    reason: "421 4.7.28 Our system has detected an unusual rate of mail",
  },
  throttled_at: CREATED,
  blocked_at: null,
  last_reply: "421 4.7.28 Our system has detected an unusual rate of mail",
  last_hour: { sessions: 212, asked: 3_940, throttled: 2, blocked: 0 },
  rows_waiting: 180,
};
export const usageCredits = { captured: 900, released: 212, refunded: 3, granted: 1000 };
export const grant = {
  organization_id: organization.id,
  mode: "live",
  credits: 500,
  reference: "invoice-2026-117",
};

export const entry = {
  id: "ent_01kaqvd0m3p6s9v2y5a8c1f4hj",
  kind: "capture",
  credits: 1,
  version: 7,
  available_after: 96,
  job_id: job.id,
  subject: "chunk_1",
  reasons: null,
  reverses: null,
  created_at: CREATED,
};

export const databaseCheck = {
  name: "database",
  state: "ok",
  evidence: ["PostgreSQL 18.1 answered in 2 ms.", "Its schema is this version's."],
  fix: null,
  settings: [],
};

export const egress = {
  egress: "203.0.113.7",
  address: "203.0.113.7",
  healthy: "no",
  since: CREATED,
  checked_at: CREATED,
  current: true,
  checks: [
    {
      name: "block_lists",
      state: "broken",
      evidence: ["203.0.113.7 is on bl.spamcop.net: 127.0.0.2."],
      fix: "Find out why 203.0.113.7 is listed, end it, and ask the list to take the address off.",
      settings: ["VERIFIER_BLOCK_LISTS", "VERIFIER_EGRESS_ADDRESS"],
    },
  ],
};

function examplesOf<Field extends contracts.ContactField>(fields: readonly Field[]): Record<Field, string> {
  const members = fields.map((field) => [field, contracts.contactFields[field].example]);
  return Object.fromEntries(members) as Record<Field, string>;
}

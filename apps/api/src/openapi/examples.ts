import * as contracts from "@winnow/contracts";
import type { z } from "zod";

const EVENT_ID = "evt_01kaqvj2v4w7z0c3f6j9m2p5r8";
const CREATED = "2026-11-23T09:30:00.000Z";
const organization = { id: "org_01kaqv2wtefhr9m3c0d8n5x7yz", name: "Acme" };
const member: contracts.Member = {
  id: "mem_01kaqv2wtf0x4q1d7kz5rj8s2b",
  email: "ada@acme.test",
  name: "Ada",
  role: "owner",
  created_at: CREATED,
};
const invitation: contracts.Invitation = {
  id: "inv_01kaqv8n3yb6t0f2m4w9e1h7cd",
  email: "grace@acme.test",
  role: "member",
  created_at: CREATED,
  expires_at: "2026-12-07T09:30:00.000Z",
};
const key: contracts.Key = {
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
const wallet: contracts.Wallet = { mode: "test", granted: 1000, available: 96, reserved: 4, spent: 900 };
const job: contracts.Job = {
  id: "job_01kaqvc7h2n5q8t1w4z7b0e3gk",
  kind: "verify",
  mode: "test",
  status: "completed",
  reason: null,
  counts: {
    submitted: 3,
    billable: 2,
    duplicate: 1,
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
  links: {
    self: "/v1/jobs/job_01kaqvc7h2n5q8t1w4z7b0e3gk",
    results: "/v1/jobs/job_01kaqvc7h2n5q8t1w4z7b0e3gk/results",
    cancel: "/v1/jobs/job_01kaqvc7h2n5q8t1w4z7b0e3gk/cancel",
  },
};
const row: contracts.Row = {
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
    score: null,
    checked_at: "2026-11-23T09:30:02.110Z",
    flags: { role: false, free: false, disposable: false },
    did_you_mean: null,
  },
  contact: null,
  charge: { credits: 1, entry: "ent_01kaqvd0m3p6s9v2y5a8c1f4hj", basis: "verification" },
  duplicate_of: null,
  attempts: [],
};
const suppression: contracts.Suppression = {
  id: "sup_01kaqvf9z2c5g8k1n4r7v0y3b6",
  kind: "email",
  value: "ada@acme.test",
  created_at: CREATED,
};
const found: contracts.FoundContact = {
  id: "ct_01kaqvg4m7q0t3w6z9c2f5j8n1",
  first_name: "Ada",
  last_name: "Lovelace",
  job_title: "CTO",
  seniority_level: "c_suite",
  department: "engineering",
  company: { name: "Acme", domain: "acme.test", industry: "Software", size: "51-200" },
  country: "DE",
  state: null,
  city: "Berlin",
  email: "a••@acme.test",
  email_status: "valid",
  verified_at: CREATED,
  owned: false,
};
const usageCredits = { captured: 900, released: 212, refunded: 3, granted: 1000 };
const grant = { organization_id: organization.id, mode: "live", credits: 500, reference: "invoice-2026-117" };

const entry = {
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

/** What a call looks like: a body or an answer for every schema of the contract. A test parses each with its schema. */
export const examples: ReadonlyMap<z.core.$ZodType, unknown> = new Map<z.core.$ZodType, unknown>([
  [contracts.Signup, { email: "ada@acme.test", password: "correct horse battery", organization: "Acme" }],
  [
    contracts.SignupAnswer,
    {
      organization,
      keys: [
        { id: key.id, mode: "test", token: "wn_test_…", scopes: contracts.Scope.options },
        {
          id: "key_01kaqv2wtgz0n3q6t9w2y5b8e1",
          mode: "live",
          token: "wn_live_…",
          scopes: contracts.Scope.options,
        },
      ],
      wallets: [
        { mode: "live", granted: 100, available: 100 },
        { mode: "test", granted: 1000, available: 1000 },
      ],
      webhook_secret: "whsec_…",
    },
  ],
  [contracts.SignIn, { email: member.email, password: "correct horse battery" }],
  [
    contracts.SessionAnswer,
    { id: "ses_01kaqv5k7d2g5j8m1p4s7v0y3a", member, organization, expires_at: "2026-12-23T09:30:00.000Z" },
  ],
  [
    contracts.Session,
    {
      id: "ses_01kaqv5k7d2g5j8m1p4s7v0y3a",
      address: "203.0.113.7",
      user_agent: "Mozilla/5.0 (X11; Linux x86_64)",
      created_at: CREATED,
      expires_at: "2026-12-23T09:30:00.000Z",
      current: true,
    },
  ],
  [
    contracts.ChangePassword,
    { current_password: "correct horse battery", new_password: "another long password" },
  ],
  [contracts.Member, member],
  [contracts.ChangeRole, { role: "read_only" }],
  [contracts.CreateInvitation, { email: invitation.email, role: invitation.role }],
  [contracts.InviteOrganization, { email: invitation.email }],
  [contracts.Invitation, invitation],
  [contracts.CreatedInvitation, { ...invitation, token: "wninv_…" }],
  [contracts.AcceptInvitation, { token: "wninv_…", password: "another long password", name: "Grace" }],
  [contracts.Key, key],
  [
    contracts.CreateKey,
    {
      name: key.name,
      scopes: key.scopes,
      allowed_addresses: key.allowed_addresses,
      max_credits_per_day: 500,
    },
  ],
  [contracts.CreatedKey, { ...key, token: "wn_test_…" }],
  [contracts.RollKey, { reason: "routine", grace_seconds: 86_400 }],
  [contracts.ReportLeak, { token: "wn_test_…", url: "https://code.example/acme/crm/blob/main/.env" }],
  [
    contracts.ScannedLeaks,
    [{ token: "wn_live_…", type: "winnow_api_key", url: "https://code.example/acme/crm/blob/main/.env" }],
  ],
  [
    contracts.ScannedLeaksAnswer,
    [{ token_raw: "wn_live_…", token_type: "winnow_api_key", label: "true_positive" }],
  ],
  [contracts.LeakAnswer, { status: "revoked" }],
  [
    contracts.CreateJob,
    {
      kind: "verify",
      rows: [{ ref: "crm-17", email: "ada@acme.test" }],
      max_credits: 500,
      callback_url: "https://crm.example/hooks/winnow",
    },
  ],
  [contracts.FoundContact, found],
  [
    contracts.SearchAnswer,
    {
      data: [found],
      facets: { country: [{ value: "DE", count: 120 }] },
      matches: { count: 120, capped: false },
      next_cursor: null,
      has_more: false,
    },
  ],
  [contracts.Lookup, { first_name: "Ada", last_name: "Lovelace", domain: "acme.test" }],
  [
    contracts.LookupAnswer,
    {
      known: true,
      kind: "person",
      contact_id: found.id,
      available: ["first_name", "last_name", "job_title", "email", "phone"],
      email_status: "valid",
      verified_at: CREATED,
      owned: false,
      price: 1,
      company: { name: "Acme", domain: "acme.test" },
      contacts: null,
    },
  ],
  [contracts.Reveal, { ids: [found.id], max_credits: 10 }],
  [
    contracts.RevealAnswer,
    {
      data: [
        {
          id: found.id,
          status: "revealed",
          email: { address: "ada@acme.test", status: "valid", verified_at: CREATED },
          contact: {
            id: found.id,
            first_name: "Ada",
            last_name: "Lovelace",
            job_title: "CTO",
            seniority_level: "c_suite",
            department: "engineering",
            company: "Acme",
            domain: "acme.test",
            industry: "Software",
            company_size: "51-200",
            country: "DE",
            state: "Berlin",
            city: "Berlin",
            linkedin_url: null,
            phone: "+49 30 1234567",
            match: null,
            sources: { first_name: "directory", last_name: "directory", phone: "directory" },
          },
          charge: { credits: 1, entry: "ent_01kaqvd0m3p6s9v2y5a8c1f4hj", basis: "new_contact" },
        },
      ],
      credits: { charged: 1, available: 95 },
    },
  ],
  [contracts.CreateWebhook, { url: "https://crm.example/hooks/winnow", event_types: ["job.completed"] }],
  [
    contracts.Webhook,
    {
      id: "whk_01kaqvh8r1t4w7z0c3f6j9m2p5",
      url: "https://crm.example/hooks/winnow",
      event_types: ["job.completed"],
      status: "enabled",
      failing_since: null,
      sequence: 42,
      created_at: CREATED,
    },
  ],
  [
    contracts.Delivery,
    {
      id: "del_01kaqvj2v5x8b1d4g7k0n3q6s9",
      event_id: EVENT_ID,
      type: "job.completed",
      sequence: 42,
      state: "delivered",
      attempts: 1,
      next_attempt_at: null,
      delivered_at: CREATED,
      last_attempt: { outcome: "delivered", status: 200, detail: null, duration_ms: 87, at: CREATED },
    },
  ],
  [contracts.PingAnswer, { event_id: EVENT_ID }],
  [contracts.ResendAnswer, { id: "del_01kaqvj2v5x8b1d4g7k0n3q6s9", state: "pending" }],
  [
    contracts.EventEntry,
    { id: EVENT_ID, type: "job.completed", job_id: job.id, page: 0, created_at: CREATED },
  ],
  [contracts.VerifyEmail, { email: "ada@acme.test" }],
  [contracts.VerifyAnswer, { email: row.email, charge: row.charge }],
  [contracts.EnrichPerson, { ref: "crm-17", first_name: "Ada", last_name: "Lovelace", domain: "acme.test" }],
  [
    contracts.JobPreview,
    {
      encoding: "utf-8",
      delimiter: ";",
      has_header: true,
      columns: [
        { name: "Nr", field: null },
        { name: "E-Mail", field: "email" },
      ],
      rows: { total: 1240, billable: 1082, duplicate: 118, invalid_input: 32, suppressed: 8 },
      bad_rows: [{ row: 17, reason: "missing_email" }],
      sample: [{ email: "ada@acme.test" }],
      quote: { min: 0, likely: 870, max: 1082 },
    },
  ],
  [contracts.Job, job],
  [contracts.Row, row],
  [
    contracts.AddSuppressions,
    {
      suppressions: [
        { kind: "email", value: "ada@acme.test" },
        { kind: "domain", value: "example.test" },
        { kind: "person", value: "Ada Lovelace|acme.test" },
      ],
    },
  ],
  [contracts.Suppression, suppression],
  [contracts.AddSuppressionsAnswer, { data: [suppression] }],
  [contracts.ReportBounce, { email: "ada@acme.test", dsn: "5.1.1", received_at: "2026-11-20T07:12:00.000Z" }],
  [contracts.BounceAnswer, { status: "refunded", entry: "ent_01kaqvd0m3p6s9v2y5a8c1f4hj" }],
  [
    contracts.Bounce,
    {
      email: "ada@acme.test",
      dsn: "5.1.1",
      received_at: "2026-11-20T07:12:00.000Z",
      reported_at: "2026-11-20T07:15:00.000Z",
      status: "refunded",
      entry: "ent_01kaqvd0m3p6s9v2y5a8c1f4hj",
    },
  ],
  [
    contracts.Usage,
    {
      mode: "test",
      from: null,
      jobs: 12,
      rows: 1240,
      credits: usageCredits,
      by_email_status: { valid: 820, catch_all: 80, invalid: 212 },
      wallet,
    },
  ],
  [
    contracts.UsageGroup,
    { group: "2026-11-23", calls: 340, denied: 2, credits: usageCredits, by_email_status: { valid: 820 } },
  ],
  [contracts.Wallet, wallet],
  [contracts.Entry, entry],
  [
    contracts.EntryDetail,
    {
      ...entry,
      rows: [
        {
          row: 17,
          ref: "crm-17",
          email: "ada@acme.test",
          status: "valid",
          reason: "accepted",
          credits: 1,
          checked_at: CREATED,
          evidence: [{ stage: "rcpt", code: 250, text: "OK" }],
        },
      ],
    },
  ],
  [
    contracts.Audit,
    {
      ok: true,
      version: 7,
      wallet,
      entries: { granted: 1000, available: 96, reserved: 4, spent: 900, count: 7 },
      problems: [],
    },
  ],
  [contracts.GrantCredits, grant],
  [
    contracts.GrantAnswer,
    { entry: "ent_01kaqve4r6t9w2z5b8d1g4j7kn", replayed: false, wallet: { ...wallet, mode: "live" } },
  ],
  [
    contracts.ImportContacts,
    {
      source: "crm",
      contacts: [
        { key: "17", first_name: "Ada", last_name: "Lovelace", domain: "acme.test", email: "ada@acme.test" },
      ],
    },
  ],
  [contracts.ImportContactsAnswer, { imported: 1, created: 1, updated: 0, unchanged: 0, rejected: [] }],
  [contracts.EraseContact, { email: "ada@acme.test" }],
  [contracts.EraseContactAnswer, { erased: 1 }],
]);

import { z } from "zod";

/** A key, a wallet and a job live in one of two worlds: `test` runs the same way against the mail sandbox. */
export const Mode = z.enum(["live", "test"]);
export type Mode = z.infer<typeof Mode>;

export const JobKind = z.enum(["enrich", "verify"]);
export type JobKind = z.infer<typeof JobKind>;

export const JobStatus = z.enum([
  "queued",
  "planning",
  "running",
  "paused",
  "held",
  "completed",
  "cancelled",
  "failed",
]);
export type JobStatus = z.infer<typeof JobStatus>;

/** How a row ended. `pending` is what a row without a result shows while its job still runs. */
export const RowStatus = z.enum([
  "found",
  "not_found",
  "verified",
  "duplicate",
  "invalid_input",
  "suppressed",
  "failed",
]);
export type RowStatus = z.infer<typeof RowStatus>;

export const EmailStatus = z.enum(["valid", "catch_all", "risky", "invalid", "unknown"]);
export type EmailStatus = z.infer<typeof EmailStatus>;

/** The statuses that a result may be billed for; every other one is free, whatever is configured. */
export const BillableStatus = EmailStatus.extract(["valid", "catch_all"]);
export type BillableStatus = z.infer<typeof BillableStatus>;

export const Scope = z.enum([
  "search",
  "reveal",
  "enrich",
  "verify",
  "jobs:read",
  "jobs:write",
  "usage:read",
  "keys:write",
  "webhooks:write",
  "suppressions:write",
]);
export type Scope = z.infer<typeof Scope>;

/** `owner`: everything, members and keys included; `member`: everything else; `read_only`: looks. */
export const Role = z.enum(["owner", "member", "read_only"]);
export type Role = z.infer<typeof Role>;

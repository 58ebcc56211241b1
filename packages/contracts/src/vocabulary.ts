import { z } from "zod";

export const Mode = z.enum(["live", "test"]).meta({
  id: "Mode",
  description:
    "A key, a wallet and a job belong to one of two separate modes. `live`: real mail hosts, paid providers and live credits. `test`: the same API, queue and ledger on test credits, with a sandbox in place of the mail hosts: addresses at `deliverable.test`, `catchall.test`, `full.test` and the like show each verdict. A key has one mode; `Winnow-Mode` is for sessions.",
});
export type Mode = z.infer<typeof Mode>;

export const JobKind = z.enum(["enrich", "verify"]).meta({
  id: "JobKind",
  description:
    "`verify`: the email of each row is checked with its mail host. `enrich`: an email and contact data are looked up for the person of each row, and the email is checked in the same way.",
});
export type JobKind = z.infer<typeof JobKind>;

export const JobStatus = z
  .enum(["queued", "planning", "running", "paused", "held", "completed", "cancelled", "failed"])
  .meta({
    id: "JobStatus",
    description:
      "`queued`: accepted, not yet planned. `planning`: duplicates and unusable rows are set aside and credits are reserved. `running`: workers process the rows. `paused`: a caller stopped it for now. `held`: it waits for credits or for a healthy connection to mail hosts; see `reason`. `completed`: every row has its result. `cancelled`: a caller ended it. `failed`: it could not start; `reason` says why. The last three are final.",
  });
export type JobStatus = z.infer<typeof JobStatus>;

export const RowStatus = z
  .enum(["found", "not_found", "verified", "duplicate", "invalid_input", "suppressed", "failed"])
  .meta({
    id: "RowStatus",
    description:
      "How a row ended. `found`: the directory or a provider knows the person; see `email` and `contact`. `not_found`: no source has an email for the person. `verified`: the email of the row itself was checked; its verdict is under `email`. `duplicate`: an earlier row of the job has the same address or person. `invalid_input`: the row cannot be processed as it was sent. `suppressed`: a suppression list or an erasure covers it. `failed`: it was not processed.",
  });
export type RowStatus = z.infer<typeof RowStatus>;

export const RowState = z.enum([...RowStatus.options, "pending"]).meta({
  id: "RowState",
  description:
    "The status of a row that has ended (see RowStatus), or `pending`: the row has no result yet and its job has not ended.",
});
export type RowState = z.infer<typeof RowState>;

export const EmailStatus = z.enum(["valid", "catch_all", "risky", "invalid", "unknown"]).meta({
  id: "EmailStatus",
  description:
    "The verdict about an email. `valid`: its mail host accepts it and refuses an address that does not exist. `catch_all`: its mail host accepts it, and accepts every address or may do so. `risky`: the mailbox is full for now, restricted, flooded or disposable. `invalid`: mail to it bounces. `unknown`: no mail host gave an answer that settles it. Only `valid` and `catch_all` are charged.",
});
export type EmailStatus = z.infer<typeof EmailStatus>;

export const BillableStatus = EmailStatus.extract(["valid", "catch_all"]).meta({
  id: "BillableStatus",
  description:
    "A verdict that may be charged. `valid`: the mail host distinguishes mailboxes and accepts this one. `catch_all`: it accepts this one, and accepts every other address or may do so.",
});
export type BillableStatus = z.infer<typeof BillableStatus>;

export const Scope = z
  .enum([
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
  ])
  .meta({
    id: "Scope",
    description:
      "A group of calls that a key may make. `search`: search the directory and look up. `reveal`: reveal contacts. `enrich`, `verify`: single calls of that kind and, with `jobs:write`, jobs of that kind. `jobs:read`: jobs, results and events. `jobs:write`: start, change and delete jobs, and report bounces. `usage:read`: wallet, statement, bounces and usage. `keys:write`: list, create, roll and revoke keys. `webhooks:write`: endpoints and their deliveries. `suppressions:write`: the suppression list.",
  });
export type Scope = z.infer<typeof Scope>;

export const Role = z.enum(["owner", "member", "read_only"]).meta({
  id: "Role",
  description:
    "The rights of a member. `owner`: everything, members and keys included. `member`: what a key with every scope but `keys:write` may do. `read_only`: what a key with `search`, `jobs:read` and `usage:read` may do.",
});
export type Role = z.infer<typeof Role>;

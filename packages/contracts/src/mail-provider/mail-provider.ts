import { z } from "zod";
import { Timestamp } from "../page.ts";
import { Mode } from "../vocabulary.ts";

/** `throttled`: within the last hour, and not yet back at as many sessions as there may be. */
const MailProviderState = z.enum(["running", "throttled", "paused"]);

/** A mail provider as it may be asked from one egress address of this server. */
export const MailProvider = z.object({
  /** Of a known provider such as `google`, or the domain of the mail hosts. */
  provider: z.string(),
  egress: z.string(),
  mode: Mode,
  state: MailProviderState,
  /** Sessions with its hosts: open ones, how many may be open at once now, and at best. */
  sessions: z.object({ open: z.int(), window: z.int(), max: z.int() }),
  /** null while it is asked. `reason`: the operator's words, or the reply of the host where it is known. */
  pause: z
    .object({ by: z.enum(["operator", "throttling"]), until: Timestamp, reason: z.string().nullable() })
    .nullable(),
  throttled_at: Timestamp.nullable(),
  blocked_at: Timestamp.nullable(),
  /** What a host said when it last throttled or blocked. */
  last_reply: z.string().nullable(),
  /** Sessions that ended in the last hour; `asked` counts recipients. */
  last_hour: z.object({ sessions: z.int(), asked: z.int(), throttled: z.int(), blocked: z.int() }),
  /** Rows, from every egress address, that wait for this provider alone. */
  rows_waiting: z.int(),
});
export type MailProvider = z.infer<typeof MailProvider>;

/** Paused ones first, then throttled ones, then those that are asked most. */
export const MailProviderList = z.object({ data: z.array(MailProvider), has_more: z.boolean() });
export type MailProviderList = z.infer<typeof MailProviderList>;

export const MailProviderQuery = z.strictObject({
  provider: z.string().max(255).optional(),
  state: MailProviderState.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type MailProviderQuery = z.infer<typeof MailProviderQuery>;

/** Until then no host of the provider is asked; rows of running jobs wait, within their `max_wait`. */
export const PauseMailProvider = z.strictObject({
  minutes: z.int().min(1).max(43_200),
  reason: z.string().trim().min(1).max(500).optional(),
  mode: Mode.default("live"),
});
export type PauseMailProvider = z.infer<typeof PauseMailProvider>;

export const ResumeMailProvider = z.strictObject({ mode: Mode.default("live") });
export type ResumeMailProvider = z.infer<typeof ResumeMailProvider>;

/** `rows`: how many had waited, and go on at once. */
export const ResumedMailProvider = z.object({ data: z.array(MailProvider), rows: z.int() });
export type ResumedMailProvider = z.infer<typeof ResumedMailProvider>;

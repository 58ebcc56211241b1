import { z } from "zod";
import { exampleTimes } from "../example-world.ts";
import { count, filledText, timestamp, wholeNumber, wholeNumberText } from "../scalar.ts";
import { Mode } from "../vocabulary.ts";

const throttling = "421 4.7.28 Our system has detected an unusual rate of mail";
const exampleMailProvider = {
  provider: "google",
  egress: "203.0.113.7",
  mode: "live",
  state: "paused",
  sessions: { open: 0, window: 1, max: 8 },
  pause: { by: "throttling", until: "2026-11-23T09:34:00.000Z", reason: throttling },
  throttled_at: exampleTimes.created,
  blocked_at: null,
  last_reply: throttling,
  last_hour: { sessions: 212, asked: 3_940, throttled: 2, blocked: 0 },
  rows_waiting: 180,
};

export const MailProviderState = z.enum(["running", "throttled", "paused"]).meta({
  id: "MailProviderState",
  description:
    "`running`: its hosts are queried. `throttled`: they throttled within the last hour, and fewer sessions than the maximum may be open. `paused`: they are not queried for now.",
});
export type MailProviderState = z.infer<typeof MailProviderState>;

export const MailProviderSessions = z
  .object({
    open: count().describe("SMTP sessions that are open now, over all workers."),
    window: count().describe(
      "Sessions that may be open at once now: throttling halves the number, and it grows again one by one.",
    ),
    max: count().describe("The maximum of sessions that may be open at once."),
  })
  .meta({
    id: "MailProviderSessions",
    description: "Open and allowed SMTP sessions with the provider's hosts.",
  });
export type MailProviderSessions = z.infer<typeof MailProviderSessions>;

export const MailProviderPauseBy = z.enum(["operator", "throttling"]).meta({
  id: "MailProviderPauseBy",
  description:
    "`operator`: the operator set the pause. `throttling`: the server set it because the hosts throttled.",
});
export type MailProviderPauseBy = z.infer<typeof MailProviderPauseBy>;

export const MailProviderPause = z
  .object({
    by: MailProviderPauseBy.describe("Who paused. Of two pauses the operator's is shown."),
    until: timestamp().describe("When the pause ends; of two pauses the later end."),
    reason: z
      .string()
      .nullable()
      .describe("The operator's words, or the reply of the host. null: none was given or kept."),
  })
  .meta({ id: "MailProviderPause", description: "Why its hosts are not queried, and until when." });
export type MailProviderPause = z.infer<typeof MailProviderPause>;

export const MailProviderHour = z
  .object({
    sessions: count().describe("SMTP sessions with the provider's hosts that ended within the hour."),
    asked: count().describe("Recipients that the hosts were queried about in these sessions."),
    throttled: count().describe("Sessions that the hosts throttled: too many, too fast, come back later."),
    blocked: count().describe("Sessions in which a host refused this server altogether."),
  })
  .meta({
    id: "MailProviderHour",
    description: "Sessions with the provider's hosts within the last hour, and the replies.",
  });
export type MailProviderHour = z.infer<typeof MailProviderHour>;

export const MailProvider = z
  .object({
    provider: z
      .string()
      .describe(
        "Id of a known provider such as `google` or `microsoft_365`; otherwise the registrable domain of the mail hosts.",
      ),
    egress: z
      .string()
      .describe(
        "The address or proxy of this server that its hosts are queried from; `default` where none is configured.",
      ),
    mode: Mode.describe("`test` is the sandbox. Each mode has its own budgets."),
    state: MailProviderState.describe("Whether its hosts are queried now."),
    sessions: MailProviderSessions.describe("Concurrency towards its hosts."),
    pause: MailProviderPause.nullable().describe("null while its hosts are queried."),
    throttled_at: timestamp()
      .nullable()
      .describe("When its hosts last throttled. null: no such reply is known."),
    blocked_at: timestamp()
      .nullable()
      .describe("When a host last refused this server altogether. null: no such reply is known."),
    last_reply: z
      .string()
      .nullable()
      .describe(
        "A host's reply when it last throttled or blocked; local parts of addresses are left out. null: none was stored.",
      ),
    last_hour: MailProviderHour.describe("Sessions and their replies within the last hour."),
    rows_waiting: count().describe(
      "Rows of running and paused jobs, from every egress, that wait for this provider only.",
    ),
  })
  .meta({
    id: "MailProvider",
    description:
      "A mail provider's budget for one egress of this server. It is deleted a week after its last use.",
    examples: [exampleMailProvider],
  });
export type MailProvider = z.infer<typeof MailProvider>;

export const MailProviderList = z
  .object({
    data: z
      .array(MailProvider)
      .describe(
        "Paused ones first, then throttled ones, then the others; within each, those with the most queries of the last hour first.",
      ),
    has_more: z
      .boolean()
      .describe("True when `limit` left some out. There is no further page: raise `limit` or filter."),
  })
  .meta({
    id: "MailProviderList",
    description: "Mail providers that were queried within the last week, paused and throttled ones first.",
    examples: [{ data: [exampleMailProvider], has_more: false }],
  });
export type MailProviderList = z.infer<typeof MailProviderList>;

export const MailProviderQuery = z
  .strictObject({
    provider: z
      .string()
      .max(255)
      .optional()
      .describe("Exactly this provider, from every egress and in both modes."),
    state: MailProviderState.optional().describe("Lists only this state. Every state when left out."),
    limit: wholeNumberText(1, 1000)
      .default(100)
      .describe("The most providers that the answer has; there are no pages."),
  })
  .meta({ id: "MailProviderQuery", description: "Narrows the list to one name or one state." });
export type MailProviderQuery = z.infer<typeof MailProviderQuery>;

const mode = () => Mode.default("live").describe("Mode of the budget: `live` by default.");

export const PauseMailProvider = z
  .strictObject({
    minutes: wholeNumber(1, 43_200).describe(
      "How long no host of the provider is queried; 30 days at most. It replaces an earlier pause by the operator.",
    ),
    reason: filledText(500)
      .optional()
      .describe("The operator's reason; listings show it until the pause ends."),
    mode: mode(),
  })
  .meta({
    id: "PauseMailProvider",
    description:
      "A pause for a mail provider. Rows that need it wait, within the `max_wait` of their job; open sessions are completed.",
    examples: [{ minutes: 120, reason: "requested by their postmaster", mode: "live" }],
  });
export type PauseMailProvider = z.infer<typeof PauseMailProvider>;

export const ResumeMailProvider = z.strictObject({ mode: mode() }).meta({
  id: "ResumeMailProvider",
  description: "The end of all pauses of a mail provider. An empty body means `live`.",
  examples: [{ mode: "live" }],
});
export type ResumeMailProvider = z.infer<typeof ResumeMailProvider>;

export const ResumedMailProvider = z
  .object({
    data: z.array(MailProvider).describe("The provider as it is now, once for each egress."),
    rows: count().describe("Rows that waited for it and are due now."),
  })
  .meta({
    id: "ResumedMailProvider",
    description: "A mail provider whose pauses have ended.",
    examples: [{ data: [{ ...exampleMailProvider, state: "throttled", pause: null }], rows: 180 }],
  });
export type ResumedMailProvider = z.infer<typeof ResumedMailProvider>;

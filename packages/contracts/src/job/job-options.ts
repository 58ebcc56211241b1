import { z } from "zod";
import { BillableStatus, JobKind } from "../vocabulary.ts";
import { wholeNumber } from "../scalar.ts";

export const OnInsufficient = z.enum(["reject", "partial", "hold"]).meta({
  id: "OnInsufficient",
  description:
    "What happens when the rows may cost more credits than can be reserved. `reject`: the call is refused with `insufficient_credits`, or the job fails with that reason during planning. `partial`: the first rows that fit are processed and the others end as `failed`. `hold`: the job waits for a grant; a limit by `max_credits` or by the key still fails it, because a grant does not raise such a limit.",
});
export type OnInsufficient = z.infer<typeof OnInsufficient>;

export const JobPriority = z.enum(["low", "normal"]).meta({
  id: "JobPriority",
  description:
    "`normal`: jobs of this priority share the workers. `low`: the job waits while any `normal` job has rows to process.",
});
export type JobPriority = z.infer<typeof JobPriority>;

/** The options of every job: beside `rows` or `upload` in a JSON body, in the query with a CSV. */
export const JobOptions = z.object({
  kind: JobKind.describe(
    "What is done with each row. Required; with a file it stands in the query, with JSON in the body. The key needs the scope of the same name.",
  ),
  callback_url: z.string().max(2000).optional().meta({
    format: "uri",
    description:
      "Where the signed events of this job are posted: `https`, port 443 or 80, and a host that resolves to public addresses only, unless the operator allows more. Another URL is refused with `validation_failed`. Without it, and without `webhook_id`, only registered endpoints receive the events. Not together with `webhook_id`.",
  }),
  webhook_id: z
    .string()
    .max(100)
    .optional()
    .describe(
      "`id` of a registered endpoint (`whk_…`) that receives every event of this job, whatever types it is registered for. Not together with `callback_url`.",
    ),
  charge_on: z
    .array(BillableStatus)
    .min(1)
    .default([...BillableStatus.options])
    .describe(
      "Narrows the verdicts that the server charges for, and never adds to them. A row with another verdict is free. An email that enrichment found and that is not charged is shown masked.",
    ),
  max_credits: wholeNumber(1, 1_000_000_000)
    .optional()
    .describe(
      "The most credits that the job may reserve, and so the most that it can cost. Without it the wallet and the ceilings of the key are the only limits.",
    ),
  on_insufficient: OnInsufficient.default("reject").describe(
    "What happens when the wallet, `max_credits` or a ceiling of the key is too small for all rows; `reject` by default.",
  ),
  priority: JobPriority.default("normal").describe("Decides which of several jobs a free worker processes."),
  max_wait: wholeNumber(0, 604_800)
    .default(21_600)
    .describe(
      "Seconds that a row may wait for a mail host that defers it (greylisting, throttling), counted from its first attempt: 6 hours by default, 7 days at most. A row that is still deferred then ends with the verdict known so far, mostly `unknown`.",
    ),
  max_age: wholeNumber(0, 2_592_000)
    .default(0)
    .describe(
      "`verify` only. A verdict that the organization paid for at most this many seconds ago is used again, free and without a connection to a mail host. 0, the default, checks every address anew; 30 days at most.",
    ),
});
export type JobOptions = z.infer<typeof JobOptions>;

import { BounceAnswer, ReportBounce } from "@winnow/contracts";
import { reportBounce } from "@winnow/core";
import { requireStorable } from "#body/storable.ts";
import { validationFailed } from "#body/validate.ts";
import { defineRoute } from "#route/define.ts";

/** The reporter's clock may be a little fast. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Refunds a paid email that bounced. Repeating the report changes nothing. */
export const reportBounceRoute = defineRoute({
  id: "reportBounce",
  tag: "Credits",
  summary: "Report a delivered email that bounced",
  description: "A hard bounce within the guarantee is refunded, once.",
  method: "POST",
  path: "/v1/bounces",
  access: "key",
  scopes: ["jobs:write"],
  body: ReportBounce,
  answers: { 200: { description: "The decision, and the refund's entry.", json: BounceAnswer } },
  async handle({ api, context, body }) {
    const bounce = body;
    requireStorable(bounce);
    if (Date.parse(bounce.received_at) > context.clock.now().getTime() + CLOCK_SKEW_MS) {
      throw validationFailed([
        { pointer: "/received_at", code: "in_the_future", message: "must not be in the future" },
      ]);
    }
    const { bounceWindowDays } = api.options;
    const reported = await reportBounce(context, { bounce, windowDays: bounceWindowDays });
    if (reported.outcome === "unreadable_dsn") {
      throw validationFailed([
        {
          pointer: "/dsn",
          code: "no_status_code",
          message: "must contain a status code, such as 5.1.1 or 550",
        },
      ]);
    }
    return { status: 200, json: reported.answer };
  },
});

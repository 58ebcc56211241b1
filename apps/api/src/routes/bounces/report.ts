import { ReportBounce } from "@winnow/contracts";
import { reportBounce } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate, validationFailed } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** A bounce's clock may be a little ahead of ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Refunds an email that was paid for and came back. Repeating it changes nothing. */
export const reportBounceRoute = defineRoute({
  method: "POST",
  path: "/v1/bounces",
  access: "key",
  scopes: ["jobs:write"],
  async handle({ request, response, api, context }) {
    const bounce = validate(ReportBounce, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(bounce);
    if (Date.parse(bounce.received_at) > context.clock.now().getTime() + CLOCK_SKEW_MS) {
      throw validationFailed([
        { pointer: "/received_at", code: "in_the_future", message: "must not lie in the future" },
      ]);
    }
    const { bounceWindowDays } = api.options;
    const reported = await reportBounce(context, { bounce, windowDays: bounceWindowDays });
    if (reported.outcome === "unreadable_dsn") {
      throw validationFailed([
        { pointer: "/dsn", code: "no_status_code", message: "must hold a status code, such as 5.1.1 or 550" },
      ]);
    }
    response.json(reported.answer);
  },
});

import { CalibrationQuery } from "@winnow/contracts";
import { readCalibration } from "@winnow/core";
import { validate } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** How far the scores can be believed. */
export const showCalibration = defineRoute({
  method: "GET",
  path: "/ops/api/calibration",
  access: "operator",
  async handle({ request, response, context }) {
    response.json(await readCalibration(context, validate(CalibrationQuery, request.query)));
  },
});
